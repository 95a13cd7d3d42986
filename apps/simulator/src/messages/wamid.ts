import { randomBytes } from 'node:crypto';

/**
 * An id of the shape Meta's samples decode to: 1C 18 <len> <user> 15 02 00 <12 inbound | 11 outbound> 18 <len> <hex> 00, in base64.
 * The user is the phone number in digits, or the BSUID where the number is hidden (an id must not give it away).
 */
export function mintWamid(user: string, direction: 'inbound' | 'outbound'): string {
  const owner = Buffer.from(user, 'ascii');
  const serial = Buffer.from(
    randomBytes(direction === 'inbound' ? 10 : 9)
      .toString('hex')
      .toUpperCase(),
    'ascii',
  );
  const bytes = Buffer.concat([
    Buffer.from([0x1c, 0x18, owner.length]),
    owner,
    Buffer.from([0x15, 0x02, 0x00, direction === 'inbound' ? 0x12 : 0x11, 0x18, serial.length]),
    serial,
    Buffer.from([0x00]),
  ]);
  return `wamid.${bytes.toString('base64')}`;
}
