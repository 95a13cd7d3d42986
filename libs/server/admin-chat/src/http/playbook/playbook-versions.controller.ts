import { Body, Controller, Get, Inject, Param, Post, Query, Req } from '@nestjs/common';
import { type Actor, Audit, CurrentActor } from '@parley/accounts';
import { EditPlaybook, PlaybookArchive } from '@parley/conversation';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags, Refusal } from '@parley/platform';
import type { FastifyRequest } from 'fastify';
import { ListVersionsQuery, PlaybookDto, PlaybookVersionPageDto, PublishedVersionDto, RestorePlaybookBody } from './playbook.dto.js';
import { coverageOf, presentVersion } from './present-playbook.js';

/** The history of what the bot has said. */
@ApiTags('playbook')
@Controller('api/admin/playbook/versions')
export class PlaybookVersionsController {
  constructor(
    @Inject(PlaybookArchive) private readonly archive: PlaybookArchive,
    @Inject(EditPlaybook) private readonly edit: EditPlaybook,
    @Inject(Audit) private readonly audit: Audit,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Every version that was published: who, when, why (admins only)' })
  @ApiOkResponse({ type: PlaybookVersionPageDto })
  async list(@Query() query: ListVersionsQuery): Promise<PlaybookVersionPageDto> {
    const limit = Number(query.limit ?? 25);
    const versions = await this.archive.versions(query.cursor === undefined ? null : Number(query.cursor), limit + 1);
    const items = versions.slice(0, limit).map(presentVersion);
    return { items, nextCursor: versions.length > limit ? String(items.at(-1)?.number) : null };
  }

  @Get(':version')
  @ApiOperation({ summary: 'One version as a whole (admins only)' })
  @ApiOkResponse({ type: PlaybookDto })
  async read(@Param('version') version: string): Promise<PlaybookDto> {
    const number = numberOf(version);
    const document = await this.archive.document(number);
    return { version: number, document, coverage: coverageOf(document) };
  }

  @Post(':version/restore')
  @ApiOperation({ summary: 'Say again what an earlier version said, as a new version; the draft stays (admins only)' })
  @ApiCreatedResponse({ type: PublishedVersionDto })
  async restore(
    @Param('version') version: string,
    @Body() { note }: RestorePlaybookBody,
    @CurrentActor() { agent }: Actor,
    @Req() request: FastifyRequest,
  ): Promise<PublishedVersionDto> {
    const restored = await this.edit.restore(numberOf(version), agent.id, note ?? null);
    await this.audit.record({ action: 'playbook.restore', actorId: agent.id, target: version, outcome: 'ok', requestId: request.id });
    return { version: restored };
  }
}

/** @throws Refusal PLAYBOOK_VERSION_NOT_FOUND for what can be no version's number */
function numberOf(version: string): number {
  if (!/^[1-9][0-9]{0,8}$/.test(version)) throw new Refusal('PLAYBOOK_VERSION_NOT_FOUND');
  return Number(version);
}
