import { Body, Controller, Get, HttpCode, Inject, Post, Put, Query, Req, Res } from '@nestjs/common';
import { type Actor, Audit, CurrentActor } from '@parley/accounts';
import {
  CheckPlaybook,
  EditPlaybook,
  PlaybookArchive,
  PreviewPlaybook,
  PublishedPlaybook,
  type PlaybookDocument,
} from '@parley/conversation';
import { ApiBody, ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@parley/platform';
import { LANGUAGES } from '@parley/vocabulary';
import type { FastifyReply, FastifyRequest } from 'fastify';
import {
  DiscardDraftBody,
  DOCUMENT_SCHEMA,
  ImportQuery,
  PlaybookDraftDto,
  PlaybookDto,
  PlaybookJudgementDto,
  PlaybookPreviewDto,
  PREVIEW_STEP_SCHEMA,
  PublishedVersionDto,
  PublishPlaybookBody,
} from './playbook.dto.js';
import { coverageOf, presentDraft, presentStep } from './present-playbook.js';
import { readDraftRequest, readPreviewRequest, readValidateRequest, type PreviewRequest } from './read-playbook-request.js';

const DRAFT_BODY = {
  type: 'object' as const,
  required: ['document', 'revision'],
  additionalProperties: false,
  properties: { document: DOCUMENT_SCHEMA, revision: { type: 'integer' as const, minimum: 0 } },
};

/** Editing, trying and publishing what the bot says. Bodies with a document may have 1 MiB (see `apps/api/src/http/http-adapter.ts`). */
@ApiTags('playbook')
@Controller('api/admin/playbook')
export class PlaybookController {
  constructor(
    @Inject(PublishedPlaybook) private readonly published: PublishedPlaybook,
    @Inject(PlaybookArchive) private readonly archive: PlaybookArchive,
    @Inject(EditPlaybook) private readonly edit: EditPlaybook,
    @Inject(CheckPlaybook) private readonly check: CheckPlaybook,
    @Inject(PreviewPlaybook) private readonly preview: PreviewPlaybook,
    @Inject(Audit) private readonly audit: Audit,
  ) {}

  @Get()
  @ApiOperation({ summary: 'What the bot says now, and what its languages lack (admins only)' })
  @ApiOkResponse({ type: PlaybookDto })
  async read(): Promise<PlaybookDto> {
    const { number, document } = await this.published.refresh();
    return { version: number, document, coverage: coverageOf(document) };
  }

  @Get('draft')
  @ApiOperation({ summary: 'What is being edited (admins only)' })
  @ApiOkResponse({ type: PlaybookDraftDto })
  async readDraft(): Promise<PlaybookDraftDto> {
    return presentDraft(await this.archive.draft());
  }

  @Put('draft')
  @ApiOperation({ summary: 'Save the draft as a whole, from the revision you have read (admins only); refused with every fault it has' })
  @ApiBody({ schema: DRAFT_BODY })
  @ApiOkResponse({ type: PlaybookDraftDto })
  async saveDraft(@Body() body: unknown, @CurrentActor() { agent }: Actor, @Req() request: FastifyRequest): Promise<PlaybookDraftDto> {
    const { document, revision } = readDraftRequest(body);
    return this.save(document, revision, agent.id, request.id);
  }

  @Post('import')
  @HttpCode(200)
  @ApiOperation({ summary: 'Save a file that was exported as the draft: the document itself is the body (admins only)' })
  @ApiBody({ schema: DOCUMENT_SCHEMA })
  @ApiOkResponse({ type: PlaybookDraftDto })
  async importDraft(
    @Body() body: unknown,
    @Query() { revision }: ImportQuery,
    @CurrentActor() { agent }: Actor,
    @Req() request: FastifyRequest,
  ): Promise<PlaybookDraftDto> {
    return this.save(body, Number(revision), agent.id, request.id);
  }

  @Get('export')
  @ApiOperation({ summary: 'The draft as a file, to keep or to import elsewhere; without changes it is what is published (admins only)' })
  @ApiOkResponse({ schema: DOCUMENT_SCHEMA })
  async exportDraft(@Res({ passthrough: true }) reply: FastifyReply): Promise<PlaybookDocument> {
    const { document, basedOn, isChanged } = await this.archive.draft();
    void reply.header('content-disposition', `attachment; filename="playbook-${String(basedOn)}${isChanged ? '-draft' : ''}.json"`);
    return document;
  }

  @Post('draft/discard')
  @HttpCode(200)
  @ApiOperation({ summary: 'Back to what is published (admins only)' })
  @ApiOkResponse({ type: PlaybookDraftDto })
  async discardDraft(
    @Body() { revision }: DiscardDraftBody,
    @CurrentActor() { agent }: Actor,
    @Req() request: FastifyRequest,
  ): Promise<PlaybookDraftDto> {
    const draft = await this.edit.discard(revision, agent.id);
    await this.audit.record({ action: 'playbook.discard-draft', actorId: agent.id, outcome: 'ok', requestId: request.id });
    return presentDraft(draft);
  }

  @Post('validate')
  @HttpCode(200)
  @ApiOperation({ summary: 'Every fault of a document, by path, and what its languages lack (admins only); saves nothing' })
  @ApiBody({ schema: { type: 'object', required: ['document'], properties: { document: DOCUMENT_SCHEMA } } })
  @ApiOkResponse({ type: PlaybookJudgementDto })
  async validate(@Body() body: unknown): Promise<PlaybookJudgementDto> {
    const document = readValidateRequest(body);
    const faults = (await this.check.faults(document)).map(({ at, message }) => ({ field: at, message }));
    return { faults, coverage: faults.length === 0 ? coverageOf(document as PlaybookDocument) : [] };
  }

  @Post('publish')
  @ApiOperation({
    summary: 'Say what the draft says from now on, everywhere at once (admins only); a draft without changes makes no version',
  })
  @ApiCreatedResponse({ type: PublishedVersionDto })
  async publish(
    @Body() { revision, note }: PublishPlaybookBody,
    @CurrentActor() { agent }: Actor,
    @Req() request: FastifyRequest,
  ): Promise<PublishedVersionDto> {
    const version = await this.edit.publish(revision, agent.id, note ?? null);
    await this.audit.record({
      action: 'playbook.publish',
      actorId: agent.id,
      target: String(version),
      outcome: 'ok',
      requestId: request.id,
    });
    return { version };
  }

  @Post('preview')
  @HttpCode(200)
  @ApiOperation({
    summary: 'What the phone would show after some steps, played by the real engine; nothing is sent or stored (admins only)',
  })
  @ApiBody({
    schema: {
      type: 'object',
      required: ['steps'],
      additionalProperties: false,
      properties: {
        of: { type: 'string', enum: ['draft', 'published'], default: 'draft' },
        document: { ...DOCUMENT_SCHEMA, description: 'Played instead; it must be without faults' },
        language: { type: 'string', enum: [...LANGUAGES], nullable: true },
        steps: { type: 'array', minItems: 1, maxItems: 50, items: PREVIEW_STEP_SCHEMA },
      },
    },
  })
  @ApiOkResponse({ type: PlaybookPreviewDto })
  async play(@Body() body: unknown): Promise<PlaybookPreviewDto> {
    const request = readPreviewRequest(body);
    const document = await this.documentOf(request);
    return { steps: this.preview.play(document, request.language, request.steps, new Date()).map(presentStep) };
  }

  private async documentOf({ of }: PreviewRequest): Promise<PlaybookDocument> {
    if (of === 'published') return (await this.published.refresh()).document;
    return of === 'draft' ? (await this.archive.draft()).document : this.check.assertSound(of.document);
  }

  private async save(document: unknown, revision: number, agentId: string, requestId: string): Promise<PlaybookDraftDto> {
    const draft = await this.edit.save(document, revision, agentId);
    await this.audit.record({ action: 'playbook.save-draft', actorId: agentId, target: String(draft.revision), outcome: 'ok', requestId });
    return presentDraft(draft);
  }
}
