import type { EmptyDatabase } from './database.js';

/** Shorter than this a text is a word that a log may contain by itself (`menu`, `support`). */
const SHORTEST_TEXT = 16;
/** Of each kind: whoever writes one of them into a log writes them all. */
const ENOUGH = 300;
const PHONE = /^\+\d{7,15}$/;
/** What people and programs put between the digits of a number. */
const SEPARATORS = '(?:[\\s().\\-/]|%20|\\+|&nbsp;)*';

/** One canary that sang, in words: what it is, in which form, and where. Never longer than a line. */
export type Finding = string;

/**
 * Looks for what no log line, metric or error answer may ever hold, in every form in which it could get there: as it is, escaped for
 * JSON, percent-encoded, as hexadecimal, and inside base64 at any offset (a wamid is base64 with the contact's digits in it). Phone
 * numbers (`+` and digits) also without `+` and with separators between their digits.
 * @param output everything that was printed or answered
 * @param canaries phone numbers, texts, names, tokens; each at least five characters
 * @returns one finding a canary and form, none when all is well
 */
export function findCanaries(output: string, canaries: readonly string[]): Finding[] {
  const plain = output.toLowerCase();
  const decoded = percentDecoded(output).toLowerCase();
  const findings: Finding[] = [];
  for (const canary of new Set(canaries)) {
    if (canary.length < 5) throw new Error(`“${canary}” proves nothing: it is found in any text`);
    const isPhone = PHONE.test(canary);
    const word = isPhone ? canary.slice(1) : canary;
    const forms: [string, number][] = [
      ['as it is', plain.indexOf(word.toLowerCase())],
      ['escaped', plain.indexOf(JSON.stringify(word).slice(1, -1).toLowerCase())],
      ['percent-encoded', decoded.indexOf(word.toLowerCase())],
      ['as hexadecimal', plain.indexOf(Buffer.from(word).toString('hex'))],
      ['as hexadecimal', plain.indexOf([...Buffer.from(word)].map((byte) => byte.toString(16).padStart(2, '0')).join(' '))],
      ...base64Forms(word).map((form): [string, number] => ['inside base64', output.indexOf(form)]),
      ...(isPhone ? [['with separators', new RegExp([...word].join(SEPARATORS)).exec(plain)?.index ?? -1] as [string, number]] : []),
    ];
    const found = forms.find(([, at]) => at >= 0);
    if (found) findings.push(`${isPhone ? 'a phone number' : 'a text or secret'} ${found[0]}: ${around(output, found[1])}`);
  }
  return findings;
}

/** What of people and their words is in a database by now: numbers, names, texts of contacts and agents, WhatsApp's ids of messages. */
export async function personalDataIn(database: EmptyDatabase): Promise<string[]> {
  const rows = await database.query<{ canary: string }>(
    `(select value as canary from contact_alias where length(value) > 5 limit ${ENOUGH})
     union (select phone from contact where phone is not null limit ${ENOUGH})
     union (select name from contact where length(name) >= ${SHORTEST_TEXT} limit ${ENOUGH})
     union (select text from message where author in ('contact', 'agent') and length(text) >= ${SHORTEST_TEXT} limit ${ENOUGH})
     union (select wamid from message where length(wamid) >= ${SHORTEST_TEXT} limit ${ENOUGH})
     union (select email from agent limit ${ENOUGH})`,
  );
  return rows.map(({ canary }) => canary);
}

/** The characters that stand for `word` in a longer base64 text, for each of the three ways its bytes may fall on groups of four. */
function base64Forms(word: string): string[] {
  return [0, 1, 2].flatMap((offset) => {
    const bytes = Buffer.concat([Buffer.alloc(offset), Buffer.from(word)]);
    // The first characters share bits with what stands before, the last ones with what follows.
    const first = Math.ceil((offset * 8) / 6);
    const last = Math.floor((bytes.length * 8) / 6);
    const stable = bytes.toString('base64').slice(first, last);
    return stable.length < 8 ? [] : [stable, stable.replaceAll('+', '-').replaceAll('/', '_')];
  });
}

function percentDecoded(text: string): string {
  return text.replace(/(?:%[0-9a-f]{2})+/gi, (run) => Buffer.from(run.replaceAll('%', ''), 'hex').toString('utf8'));
}

function around(output: string, at: number): string {
  return `…${output
    .slice(Math.max(0, at - 80), at + 60)
    .replace(/\s+/g, ' ')
    .trim()}…`;
}

export interface Surfaces {
  readonly database: EmptyDatabase;
  /** Passwords, tokens and keys. */
  readonly secrets: readonly string[];
  /** What was printed, answered and shown, by where it stood. */
  readonly outputs: readonly { readonly where: string; readonly text: string }[];
}

/**
 * The end of every system a test has run: nothing personal and no secret stands anywhere it should not.
 * @throws Error that names each
 */
export async function expectNoCanaries({ database, secrets, outputs }: Surfaces): Promise<void> {
  const canaries = [...secrets, ...(await personalDataIn(database))];
  const found = outputs.flatMap(({ where, text }) => findCanaries(text, canaries).map((finding) => `  - ${where}: ${finding}`));
  if (found.length > 0) throw new Error(`what nobody may see was shown:\n${found.join('\n')}`);
}

/** The figures of a running server; empty where there are none to be had. */
export async function readFigures(apiUrl: string, metricsToken: string | undefined): Promise<string> {
  if (!metricsToken) return '';
  try {
    const response = await fetch(`${apiUrl}/metrics`, {
      headers: { authorization: `Bearer ${metricsToken}` },
      signal: AbortSignal.timeout(3000),
    });
    return response.ok ? await response.text() : '';
  } catch {
    // It has ended already.
    return '';
  }
}
