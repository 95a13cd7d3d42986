import type { Sql } from '@parley/platform';

/**
 * Looks through every column of every row of every table for any of these texts, as they are, as bytes, and in base64 however the bytes
 * before them fall (WhatsApp's ids of messages hold phone numbers so).
 * @returns a line for each find: table and row
 */
export async function searchDatabase(sql: Sql, texts: readonly string[]): Promise<string[]> {
  const tables = await sql.query<{ name: string }>(
    `select quote_ident(schemaname) || '.' || quote_ident(tablename) as name from pg_tables where schemaname not in ('pg_catalog', 'information_schema')`,
  );
  const forms = texts.flatMap((text) => [text, Buffer.from(text).toString('hex'), ...base64Forms(text)]);
  const found: string[] = [];
  for (const { name } of tables) {
    const rows = await sql.query<{ row: string }>(`select t::text as row from ${name} t`);
    for (const { row } of rows) {
      // Bytes are printed as hexadecimal; what is in base64 inside them is in neither form.
      const bytes = [...row.matchAll(/\\\\?x([0-9a-f]+)/g)].map(([, hex = '']) => Buffer.from(hex, 'hex').toString('latin1'));
      const form = forms.find((one) => row.includes(one) || bytes.some((text) => text.includes(one)));
      if (form !== undefined) found.push(`${name}: ${form} in ${row.slice(0, 300)}`);
    }
  }
  return found;
}

function base64Forms(text: string): string[] {
  const bytes = Buffer.from(text);
  return [0, 1, 2].flatMap((before) => {
    const whole = Math.floor((before + bytes.length) / 3) * 4;
    const form = Buffer.concat([Buffer.alloc(before), bytes])
      .toString('base64')
      .slice(before === 0 ? 0 : 4, whole);
    return form.length >= 8 ? [form] : [];
  });
}
