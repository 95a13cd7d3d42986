import type { InboundContent } from '@parley/conversation';
import { field, finiteNumber, shortText } from '../untrusted.js';
import { facts, LONGEST_FACT } from './facts.js';

/** A place on earth; coordinates beyond it are none. */
export function decodeLocation(body: unknown): InboundContent | null {
  const latitude = degrees(field(body, 'latitude'), 90);
  const longitude = degrees(field(body, 'longitude'), 180);
  if (latitude === null || longitude === null) return null;
  const name = shortText(field(body, 'name'), LONGEST_FACT);
  const address = shortText(field(body, 'address'), LONGEST_FACT);
  const location = facts({ latitude, longitude, name, address, url: webAddress(field(body, 'url')) });
  return { type: 'location', text: name ?? address, content: { location } };
}

function degrees(value: unknown, most: number): number | null {
  const number = finiteNumber(value);
  return number === null || Math.abs(number) > most ? null : number;
}

/** It becomes a link in the console: nothing but the web, and never `javascript:`. */
export function webAddress(value: unknown): string | null {
  const address = shortText(value, LONGEST_FACT);
  if (address === null || !URL.canParse(address)) return null;
  return /^https?:$/.test(new URL(address).protocol) ? address : null;
}
