import { Inject, Injectable } from '@nestjs/common';
import {
  codeButtonsOf,
  fileAbove,
  parametersOf,
  TEMPLATE_FILE_TYPES,
  type TemplateParameter,
  type TemplateParts,
  whyNotSendable,
} from '@parley/conversation';
import { largestSendable } from '@parley/media';
import { Database, statement } from '@parley/platform';
import {
  MAX_COPY_CODE,
  MAX_LOCATION_WORDS,
  MAX_ONE_TIME_CODE,
  MAX_TEMPLATE_BODY,
  MAX_TEMPLATE_HEADER,
  MAX_TEMPLATE_URL,
  type TemplateCategory,
  type TemplateQuality,
  type TemplateStatus,
} from '@parley/vocabulary';
import type {
  TemplateDto,
  TemplateHeaderDto,
  TemplatePageDto,
  TemplateParameterDto,
  TemplateSyncDto,
} from '../http/templates/template.dto.js';
import { CURSOR_UUID, decodeCursor, encodeCursor } from './cursor.js';

interface TemplateRow {
  readonly id: string;
  readonly name: string;
  readonly language: string;
  readonly category: TemplateCategory;
  readonly status: TemplateStatus;
  readonly quality: TemplateQuality;
  readonly parts: TemplateParts;
  readonly distance: number;
}

/** How near a template's language is to the one that comes first (`$9`, small, with hyphens): it, another of its kind (`pt` for `pt-br`), none. */
const TONGUE = "replace(lower(language), '_', '-')";
const DISTANCE = `case when $9::text is null or ${TONGUE} = $9 or ${TONGUE} like $9 || '-%' then 0
                       when split_part(${TONGUE}, '-', 1) = split_part($9, '-', 1) then 1 else 2 end`;

/** A few thousand rows at most, so the table is read and sorted. `$3`–`$7`: the last row of the page before, or null. */
const listTemplates = statement<TemplateRow>(
  'admin-list-templates',
  `select id, name, language, category, status, quality, parts, distance
     from (select t.*, ${DISTANCE} as distance from message_template t
            where ($1::text is null or language = $1)
              and ($2::text is null or name ilike $2 or parts ->> 'body' ilike $2)) found
    where $3::text is null or (status <> 'approved', distance, name, language, id) > ($3::boolean, $4::int, $5::text, $6::text, $7::uuid)
    order by status <> 'approved', distance, name, language, id
    limit $8`,
);

/** One number, as a rule; of several the one in trouble, or the one that is furthest behind. */
const readSync = statement<{ synced_at: Date | null; tried_at: Date | null; error: string | null }>(
  'admin-read-template-sync',
  'select synced_at, tried_at, error from template_sync order by error is null, synced_at nulls first limit 1',
);

/** `-179.` and fifteen digits. */
const MAX_DEGREES = 20;
const FLAG = /^(true|false)$/;
const DISTANCE_SHOWN = /^[0-2]$/;
const ANYTHING = /^[\s\S]{1,512}$/;

/** The templates as agents choose among them. */
@Injectable()
export class TemplateList {
  constructor(@Inject(Database) private readonly database: Database) {}

  async page(wanted: {
    readonly language: string | null;
    readonly preferredLanguage: string | null;
    readonly search: string | null;
    readonly limit: number;
    readonly cursor: string | null;
  }): Promise<TemplatePageDto> {
    const { language, search, limit, cursor } = wanted;
    const after =
      cursor === null ? Array<null>(5).fill(null) : decodeCursor(cursor, 'cursor', [FLAG, DISTANCE_SHOWN, ANYTHING, ANYTHING, CURSOR_UUID]);
    const pattern = search === null ? null : `%${search.replace(/[\\%_]/g, '\\$&')}%`;
    const preferred = wanted.preferredLanguage?.toLowerCase().replace(/[^a-z0-9]+/g, '-') ?? null;
    const rows = await this.database.run(listTemplates, [language, pattern, ...after, limit + 1, preferred]);
    const items = rows.slice(0, limit);
    const last = items.at(-1);
    const nextCursor =
      rows.length > limit && last
        ? encodeCursor([String(last.status !== 'approved'), String(last.distance), last.name, last.language, last.id])
        : null;
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
  const { body, footer, buttons } = parts;
  return {
    ...{ id, name, language, category, status, quality },
    ...{ sendable: reason === null, reason },
    ...{ header: presentHeader(parts), body, footer, buttons: [...buttons] },
    parameters: parametersOf(parts).map((parameter) => presentParameter(parameter, parts)),
  };
}

function presentHeader(parts: TemplateParts): TemplateHeaderDto | null {
  const file = fileAbove(parts);
  if (file === null || parts.header === null) return parts.header;
  return { kind: file, fileTypes: [...TEMPLATE_FILE_TYPES[file]], maxFileBytes: largestSendable(file) };
}

function presentParameter(parameter: TemplateParameter, parts: TemplateParts): TemplateParameterDto {
  const { buttons, examples } = parts;
  const { key, part } = parameter;
  const name = parameter.part === 'button' ? (buttons[parameter.index]?.title ?? '') : parameter.place;
  const shownPart = part === 'location' ? 'header' : part;
  return {
    key,
    part: shownPart,
    name,
    example: Object.hasOwn(examples, key) ? (examples[key] ?? null) : null,
    maxLength: part === 'body' && codeButtonsOf(parts).length > 0 ? MAX_ONE_TIME_CODE : longest(parameter),
  };
}

function longest(parameter: TemplateParameter): number {
  if (parameter.part === 'location') return parameter.place === 'name' || parameter.place === 'address' ? MAX_LOCATION_WORDS : MAX_DEGREES;
  if (parameter.part !== 'button') return parameter.part === 'header' ? MAX_TEMPLATE_HEADER : MAX_TEMPLATE_BODY;
  return parameter.kind === 'copy-code' ? MAX_COPY_CODE : MAX_TEMPLATE_URL;
}
