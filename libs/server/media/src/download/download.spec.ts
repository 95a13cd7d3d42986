import { describe, expect, it } from '@jest/globals';
import { Downloader } from './download.js';

describe('a download', () => {
  it.each(['127.0.0.1', '10.0.0.1', '169.254.169.254', '::1'])(
    'makes no connection to a host of WhatsApp’s that is said to be at %s',
    async (address) => {
      const asked: string[] = [];
      const downloader = new Downloader({
        trustedOrigin: null,
        resolve: (hostname, _options, callback) => {
          asked.push(hostname);
          callback(null, [{ address, family: address.includes(':') ? 6 : 4 }]);
        },
      });
      try {
        const bytes = downloader.bytes({
          url: 'https://lookaside.fbsbx.com/x',
          authorization: 'Bearer test',
          mimeType: null,
          sha256: null,
        });
        await expect(bytes.next()).rejects.toMatchObject({ code: 'forbidden-address', next: 'unavailable' });
        expect(asked).toEqual(['lookaside.fbsbx.com']);
      } finally {
        await downloader.close();
      }
    },
  );
});
