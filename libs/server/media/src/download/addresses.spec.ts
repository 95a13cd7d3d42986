import { describe, expect, it } from '@jest/globals';
import type { LookupAddress } from 'node:dns';
import { allowedAddress, isPublicAddress, publicLookup } from './addresses.js';

describe('an address our token may be sent to', () => {
  it.each(['https://lookaside.fbsbx.com/whatsapp_business/attachments/?mid=1', 'https://scontent.xx.fbcdn.net/v/x'])('is %s', (address) => {
    expect(allowedAddress(address, null).href).toBe(address);
  });

  it.each([
    ...['https://lookaside.fbsbx.com.evil.example/x', 'https://evilfbcdn.net/x', 'https://fbcdn.net.evil.example/x', 'https://fbsbx.com/x'],
    ...['http://lookaside.fbsbx.com/x', 'ftp://lookaside.fbsbx.com/x', 'https://lookaside.fbsbx.com:8443/x', 'https://127.0.0.1/x'],
    ...['https://lookaside.fbsbx.com@evil.example/x', 'https://user@lookaside.fbsbx.com/x', 'https://:secret@lookaside.fbsbx.com/x'],
    ...['file:///etc/passwd', 'javascript:alert(1)', '//lookaside.fbsbx.com/x', 'not an address', ''],
  ])('is not %s', (address) => {
    expect(() => allowedAddress(address, null)).toThrow('forbidden-address');
    expect(() => allowedAddress(address, 'http://127.0.0.1:4000')).toThrow('forbidden-address');
  });

  it('is the origin the operator has named, and only that', () => {
    expect(allowedAddress('http://127.0.0.1:4000/file', 'http://127.0.0.1:4000').port).toBe('4000');
    expect(() => allowedAddress('http://127.0.0.1:4001/file', 'http://127.0.0.1:4000')).toThrow('forbidden-address');
    expect(() => allowedAddress('http://127.0.0.1:4000/file', null)).toThrow('forbidden-address');
  });
});

describe('an address on the internet', () => {
  it.each(['8.8.8.8', '2606:4700:4700::1111'])('is %s', (address) => expect(isPublicAddress(address)).toBe(true));

  it.each([
    ...['127.0.0.1', '10.0.0.1', '172.16.0.1', '192.168.0.1', '169.254.169.254', '100.64.0.1', '0.0.0.0', '255.255.255.255', '224.0.0.1'],
    ...['::1', '::', 'fe80::1', 'fc00::1', '::ffff:10.0.0.1', '::ffff:127.0.0.1', 'localhost', '', '1'],
  ])('is not %s', (address) => expect(isPublicAddress(address)).toBe(false));
});

describe('a look-up for downloads', () => {
  const answer = (...addresses: string[]) =>
    new Promise<string>((resolve) => {
      const found = addresses.map((address): LookupAddress => ({ address, family: 4 }));
      publicLookup((_name, _options, callback) => callback(null, found))('lookaside.fbsbx.com', {}, (error, address) =>
        resolve(error ? error.message : typeof address === 'string' ? address : 'a list'),
      );
    });

  it('answers what is on the internet', async () => expect(await answer('8.8.8.8')).toBe('8.8.8.8'));

  it('refuses a name that was bent to point to us, also when it points elsewhere as well', async () => {
    expect(await answer('10.0.0.1')).toBe('forbidden-address');
    expect(await answer('8.8.8.8', '169.254.169.254')).toBe('forbidden-address');
    expect(await answer()).toBe('forbidden-address');
  });
});
