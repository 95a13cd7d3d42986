import type { FastifyReply, FastifyRequest } from 'fastify';
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { extname, join, relative, sep } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.mp3': 'audio/mpeg',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wav': 'audio/wav',
  '.webmanifest': 'application/manifest+json',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
};
const COMPRESSIBLE = new Set(['.css', '.html', '.js', '.json', '.map', '.svg', '.txt', '.webmanifest']);
/** Vite puts the hash of the content into these names, so they never change. */
const IMMUTABLE = /^\/assets\//;

interface StaticFile {
  readonly path: string;
  readonly extension: string;
  /** Read and compressed when first asked for, then kept: the whole console is about a megabyte. */
  content?: Promise<{ plain: Buffer; compressed: Buffer | null; etag: string }>;
}

const compress = promisify(gzip);

/**
 * The built console. Only files that were there at the start are served, by their exact names; every other address that a browser
 * navigates to gets `index.html`, whose router knows the pages.
 */
export class StaticConsole {
  private constructor(
    private readonly files: ReadonlyMap<string, StaticFile>,
    private readonly note: string,
  ) {}

  /** Null when the console has not been built. `notes` are written into every page's head, for the console to read. */
  static async open(folder: string, notes: Readonly<Record<string, unknown>> = {}): Promise<StaticConsole | null> {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
    const files = new Map<string, StaticFile>();
    for (const entry of entries) {
      const path = join(entry.parentPath ?? entry.path, entry.name);
      if (entry.isFile()) files.set(`/${relative(folder, path).split(sep).join('/')}`, { path, extension: extname(entry.name) });
    }
    return files.has('/index.html') ? new StaticConsole(files, metaOf(notes)) : null;
  }

  /** @returns false when there is nothing to show for this address */
  async answer(path: string, request: FastifyRequest, reply: FastifyReply): Promise<boolean> {
    if (request.method !== 'GET' && request.method !== 'HEAD') return false;
    const name = path === '/' ? '/index.html' : path;
    const file = this.files.get(name) ?? (isNavigation(path, request) ? this.files.get('/index.html') : undefined);
    if (!file) return false;
    file.content ??= read(file, this.note);
    const content = await file.content.catch(() => undefined);
    if (!content) {
      // Rebuilt under our feet: the file is gone, and the next start knows the new ones.
      delete file.content;
      return false;
    }
    const { plain, compressed, etag } = content;
    reply
      .type(TYPES[file.extension] ?? 'application/octet-stream')
      .header('etag', etag)
      .header('vary', 'accept-encoding');
    reply.header('cache-control', IMMUTABLE.test(name) ? 'public, max-age=31536000, immutable' : 'no-cache');
    if (request.headers['if-none-match'] === etag) {
      void reply.code(304).send();
      return true;
    }
    const small = compressed && /\bgzip\b/.test(request.headers['accept-encoding'] ?? '');
    if (small) reply.header('content-encoding', 'gzip');
    void reply.code(200).send(small ? compressed : plain);
    return true;
  }
}

/** A browser going to a page, as opposed to a script asking for a file that is not there. */
function isNavigation(path: string, request: FastifyRequest): boolean {
  return !IMMUTABLE.test(path) && (request.headers.accept ?? '').includes('text/html');
}

/** JSON in a `meta` element each: our CSP allows no script in a page, and an attribute needs three characters masked. */
function metaOf(notes: Readonly<Record<string, unknown>>): string {
  const masked = (text: string) => text.replace(/&/g, '&amp;').replace(/"/g, '&quot;').replace(/</g, '&lt;');
  return Object.entries(notes)
    .map(([name, value]) => `<meta name="${name}" content="${masked(JSON.stringify(value))}" />`)
    .join('');
}

async function read(file: StaticFile, note: string): Promise<{ plain: Buffer; compressed: Buffer | null; etag: string }> {
  const written = await readFile(file.path);
  const plain =
    note !== '' && file.extension === '.html' ? Buffer.from(written.toString().replace('</head>', () => `${note}</head>`)) : written;
  const compressed = COMPRESSIBLE.has(file.extension) && plain.length > 1024 ? await compress(plain, { level: 9 }) : null;
  return { plain, compressed, etag: `"${createHash('sha256').update(plain).digest('base64url').slice(0, 22)}"` };
}
