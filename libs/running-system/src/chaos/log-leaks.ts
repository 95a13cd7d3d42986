import { createReadStream, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { SECRETS } from '../system.js';
import { MARK } from './customers.js';
import type { Verdict } from './verdicts.js';

/** Customers' numbers with and without `+`, the words that only customers and agents write, WhatsApp's ids, our secrets. */
const PERSONAL = new RegExp([String.raw`447700900\d{3}`, MARK, 'wamid\\.', ...SECRETS].join('|'));

/** Everything the processes printed, read line by line. */
export async function nothingPersonal(logFolder: string): Promise<Verdict> {
  const broken: string[] = [];
  let lines = 0;
  for (const name of readdirSync(logFolder).filter((file) => file.endsWith('.log'))) {
    for await (const line of createInterface({ input: createReadStream(join(logFolder, name)) })) {
      lines += 1;
      const found = PERSONAL.exec(line)?.[0];
      if (found) broken.push(`${name}: “${found}” in ${line.slice(0, 300)}`);
    }
  }
  return { promise: 'Nothing personal and no secret stands in a log', checked: `${lines.toLocaleString('en')} lines`, broken };
}
