import { afterEach, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { createServer, type AddressInfo, type Server } from 'node:net';
import pg from 'pg';
import type { DataSource } from 'typeorm';
import { Database } from './database.js';

/** PostgreSQL's frame: one letter, the length of what follows with itself, the body. */
function frame(letter: string, body: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeInt32BE(body.length + 4);
  return Buffer.concat([Buffer.from(letter), length, body]);
}

const AUTHENTICATED = frame('R', Buffer.alloc(4));
const READY = frame('Z', Buffer.from('I'));
const ENDED = frame('E', Buffer.from('SFATAL\0C57P01\0Mterminating connection due to administrator command\0\0'));

let server: Server;
let pool: pg.Pool;

/** A server that says hello and goodbye in one packet, as a real one does that is restarted at that moment. */
async function connectToAServerThatEndsAtOnce(): Promise<Database> {
  server = createServer((socket) => socket.once('data', () => socket.end(Buffer.concat([AUTHENTICATED, READY, ENDED]))));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  pool = new pg.Pool({ host: '127.0.0.1', port, user: 'parley', database: 'parley', max: 1 });
  pool.on('error', () => undefined);
  return new Database({ driver: { master: pool }, isInitialized: false } as unknown as DataSource);
}

afterEach(async () => {
  await pool.end();
  server.close();
  await once(server, 'close');
});

// An error event nobody listens for is not a rejected call: it ends the process, and with it every chat in its hands.
describe('a connection that breaks in the moment it is handed over', () => {
  it('fails the transaction that asked for it', async () => {
    const database = await connectToAServerThatEndsAtOnce();
    await expect(database.transaction((tx) => tx.query('select 1'))).rejects.toThrow('not queryable');
  });

  it('fails whoever takes a connection past us, as repositories do', async () => {
    await connectToAServerThatEndsAtOnce();
    const client = await pool.connect();
    await expect(client.query('select 1')).rejects.toThrow('not queryable');
    client.release();
  });
});
