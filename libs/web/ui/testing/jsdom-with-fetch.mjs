import { TestEnvironment } from 'jest-environment-jsdom';

/** jsdom brings no fetch; the page under test gets Node's own, which speaks the same streams and aborts. */
export default class extends TestEnvironment {
  async setup() {
    await super.setup();
    const names = [
      'fetch',
      'Request',
      'Response',
      'Headers',
      'ReadableStream',
      'TextEncoder',
      'TextDecoder',
      'AbortController',
      'AbortSignal',
    ];
    for (const name of names) this.global[name] = globalThis[name];
    // Node's streams check for its own typed arrays.
    this.global.Uint8Array = Uint8Array;
  }
}
