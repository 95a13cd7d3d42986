import { createHash, randomInt } from 'node:crypto';
import type { SimulatorClock } from '../../clock.js';

export interface Media {
  readonly id: string;
  readonly mimeType: string;
  readonly filename: string | null;
  readonly bytes: Buffer;
  readonly sha256: Buffer;
  /** Milliseconds on the simulator's clock. */
  readonly expiresAt: number;
}

const DAY_MS = 24 * 60 * 60 * 1000;
/** What we uploaded lives 30 days, what came by webhook 7. */
export const MEDIA_LIFE_MS = { uploaded: 30 * DAY_MS, received: 7 * DAY_MS } as const;
/** An address from `GET /{media id}` works this long. */
const ADDRESS_LIFE_MS = 5 * 60 * 1000;
/** All media together, in memory; the oldest goes first. */
const CAPACITY_BYTES = 256 * 1024 * 1024;

/** Media by id, and the short-lived addresses they are fetched from. */
export class MediaStore {
  private readonly media = new Map<string, Media>();
  private readonly addresses = new Map<string, { mediaId: string; expiresAt: number }>();
  private bytes = 0;

  constructor(private readonly clock: SimulatorClock) {}

  add(file: { bytes: Buffer; mimeType: string; filename: string | null }, lifeMs: number): Media {
    const id = String(randomInt(1e12, 9e13)) + String(randomInt(100, 1000));
    const kept: Media = { ...file, id, sha256: createHash('sha256').update(file.bytes).digest(), expiresAt: this.clock.now() + lifeMs };
    this.media.set(id, kept);
    this.bytes += file.bytes.length;
    for (const oldest of this.media.keys()) {
      if (this.bytes <= CAPACITY_BYTES || oldest === id) break;
      this.delete(oldest);
    }
    return kept;
  }

  find(id: string): Media | undefined {
    const media = this.media.get(id);
    if (media && media.expiresAt <= this.clock.now()) {
      this.delete(id);
      return undefined;
    }
    return media;
  }

  /** A new token under which the bytes can be fetched for five minutes. */
  openAddress(media: Media): string {
    const token = `${randomInt(1e12, 9e13)}`;
    this.addresses.set(token, { mediaId: media.id, expiresAt: this.clock.now() + ADDRESS_LIFE_MS });
    // Addresses are never asked for again once they are old; sweeping on the way keeps the map small.
    for (const [old, address] of this.addresses) if (address.expiresAt <= this.clock.now()) this.addresses.delete(old);
    return token;
  }

  atAddress(token: string): Media | undefined {
    const address = this.addresses.get(token);
    return address && address.expiresAt > this.clock.now() ? this.find(address.mediaId) : undefined;
  }

  delete(id: string): boolean {
    const media = this.media.get(id);
    if (!media) return false;
    this.bytes -= media.bytes.length;
    return this.media.delete(id);
  }

  clear(): void {
    this.media.clear();
    this.addresses.clear();
    this.bytes = 0;
  }
}
