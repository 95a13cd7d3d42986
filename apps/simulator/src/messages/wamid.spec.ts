import { describe, expect, it } from '@jest/globals';
import { mintWamid } from './wamid.js';

describe('a wamid', () => {
  it('has the shape of Meta’s samples and is new each time', () => {
    const bytes = Buffer.from(mintWamid('447700900321', 'outbound').slice('wamid.'.length), 'base64');
    expect(bytes.subarray(0, 3)).toEqual(Buffer.from([0x1c, 0x18, 12]));
    expect(bytes.subarray(3, 15).toString()).toBe('447700900321');
    expect(bytes.subarray(15, 21)).toEqual(Buffer.from([0x15, 0x02, 0x00, 0x11, 0x18, 18]));
    expect(bytes.subarray(21).toString('latin1')).toMatch(/^[0-9A-F]{18}\0$/);
    expect(mintWamid('447700900321', 'inbound')).toMatch(/^wamid\.HBgMNDQ3NzAwOTAwMzIxFQIAEhgU/);
    expect(new Set(Array.from({ length: 100 }, () => mintWamid('1', 'inbound'))).size).toBe(100);
  });
});
