import { Inject, Injectable } from '@nestjs/common';
import { parametersOf, type TemplateParameter, type TemplateParts, whyNotSendable } from '@parley/conversation';
import { Database, statement } from '@parley/platform';
import {
  MAX_COPY_CODE,
  MAX_LOCATION_WORDS,
  MAX_TEMPLATE_BODY,
  MAX_TEMPLATE_HEADER,
  MAX_TEMPLATE_URL,
  type TemplateCategory,
  type TemplateQuality,
  type TemplateStatus,
} from '@parley/vocabulary';
import type { TemplateDto, TemplatePageDto, TemplateParameterDto, TemplateSyncDto } from '../http/templates/template.dto.js';
import { CURSOR_UUID, decodeCursor, encodeCursor } from './cursor.js';

interface TemplateRow {
  readonly id: string;
  readonly name: string;
  readonly language: string;
  readonly category: TemplateCategory;
  readonly status: TemplateStatus;
  readonly quality: TemplateQuality;
  readonly parts: TemplateParts;
}

/** A few thousand rows at most, so the table is read and sorted. `$3`–`$6`: the last row of the page before, or null. */
const listTemplates = statement<TemplateRow>(
  'admin-list-templates',
  `select id, name, language, category, status, quality, parts from message_template
    where ($1::text is null or language = $1)
      and ($2::text is null or name ilike $2 or parts ->> 'body' ilike $2)
      and ($3::text is null or (status <> 'approved', name, language, id) > ($3::boolean, $4::text, $5::text, $6::uuid))
    order by status <> 'approved', name, language, id
    limit $7`,
);

/** One number, as a rule; of several the one in trouble, or the one that is furthest behind. */
const readSync = statement<{ synced_at: Date | null; tried_at: Date | null; error: string | null }>(
  'admin-read-template-sync',
  'select synced_at, tried_at, error from template_sync order by error is null, synced_at nulls first limit 1',
);

/** `-179.` and fifteen digits. */
const MAX_DEGREES = 20;
const ANYTHING = /^[\s\S]{1,512}$/;

/** The templates as agents choose among them. */
@Injectable()
export class TemplateList {
  constructor(@Inject(Database) private readonly database: Database) {}

  async page(wanted: { language: string | null; search: string | null; limit: number; cursor: string | null }): Promise<TemplatePageDto> {
    const { language, search, limit, cursor } = wanted;
    const after =
      cursor === null ? [null, null, null, null] : decodeCursor(cursor, 'cursor', [/^(true|false)$/, ANYTHING, ANYTHING, CURSOR_UUID]);
    const pattern = search === null ? null : `%${search.replace(/[\\%_]/g, '\\$&')}%`;
    const rows = await this.database.run(listTemplates, [language, pattern, ...after, limit + 1]);
    const items = rows.slice(0, limit);
    const last = items.at(-1);
    const nextCursor =
      rows.length > limit && last ? encodeCursor([String(last.status !== 'approved'), last.name, last.language, last.id]) : null;
    return { items: items.map(present), nextCursor, sync: await this.sync() };
  }

  async sync(): Promise<TemplateSyncDto> {
    const [row] = await this.database.run(readSync);
    const iso = (at: Date | null | undefined): string | null => at?.toISOString() ?? null;
    return { syncedAt: iso(row?.synced_at), triedAt: iso(row?.tried_at), error: row?.error ?? null };
  }
}

function present(row: TemplateRow): TemplateDto {
  const { id, name, language, category, status, quality, parts } = row;
  const reason = whyNotSendable({ status, parts });
  const { header, body, footer, buttons } = parts;
  return {
    ...{ id, name, language, category, status, quality },
    ...{ sendable: reason === null, reason },
    ...{ header, body, footer, buttons: [...buttons] },
    parameters: parametersOf(parts).map((parameter) => presentParameter(parameter, parts)),
  };
}

function presentParameter(parameter: TemplateParameter, { buttons, examples }: TemplateParts): TemplateParameterDto {
  const { key, part } = parameter;
  const name = parameter.part === 'button' ? (buttons[parameter.index]?.title ?? '') : parameter.place;
  const shownPart = part === 'location' ? 'header' : part;
  return {
    key,
    part: shownPart,
    name,
    example: Object.hasOwn(examples, key) ? (examples[key] ?? null) : null,
    maxLength: longest(parameter),
  };
}

function longest(parameter: TemplateParameter): number {
  if (parameter.part === 'location') return parameter.place === 'name' || parameter.place === 'address' ? MAX_LOCATION_WORDS : MAX_DEGREES;
  if (parameter.part !== 'button') return parameter.part === 'header' ? MAX_TEMPLATE_HEADER : MAX_TEMPLATE_BODY;
  return parameter.kind === 'copy-code' ? MAX_COPY_CODE : MAX_TEMPLATE_URL;
}
