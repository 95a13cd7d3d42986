import { IsWrittenText } from '@parley/accounts';
import type { PlaybookDocument } from '@parley/conversation';
import { ApiProperty, ApiSchema } from '@parley/platform';
import {
  CONVERSATION_STATES,
  LANGUAGES,
  MAX_OUTBOUND_TEXT,
  MESSAGE_TYPES,
  type ConversationState,
  type Language,
  type MessageType,
} from '@parley/vocabulary';
import { IsInt, Matches, Max, Min, ValidateIf } from 'class-validator';
import { AgentReferenceDto } from '../conversation.dto.js';
import { MessageContentDto } from '../message.dto.js';

const WhenPresent = (): PropertyDecorator => ValidateIf((_, value) => value !== undefined);

/** Longest note on a version: a sentence or two about what has changed. */
export const MAX_NOTE = 500;

/** What `libs/server/conversation/src/domain/playbook/document.ts` describes; judged there, field by field. */
export const DOCUMENT_SCHEMA = {
  type: 'object' as const,
  additionalProperties: true,
  required: ['format', 'business', 'defaultLanguage', 'languages', 'menu', 'overrides', 'rules', 'articles'],
  description:
    'Everything the bot says and understands, in every language: business, languages, the menu as a tree (answer, submenu, form, link, ' +
    'support, main-menu), replaced texts, words and titles, rules, articles. Unknown fields are refused.',
};

@ApiSchema({ name: 'LanguageCoverage', description: 'What a language borrows from another because it has no words of its own for it' })
export class LanguageCoverageDto {
  @ApiProperty({ enum: LANGUAGES, enumName: 'Language' })
  language!: Language;

  @ApiProperty({ type: [String], description: 'JSON pointers into the document to what would fill the gaps' })
  missing!: string[];
}

@ApiSchema({ name: 'Playbook', description: 'What is published: what customers meet now' })
export class PlaybookDto {
  @ApiProperty({ type: 'integer', description: '1 is the shipped one' })
  version!: number;

  @ApiProperty(DOCUMENT_SCHEMA)
  document!: PlaybookDocument;

  @ApiProperty({ type: [LanguageCoverageDto] })
  coverage!: LanguageCoverageDto[];
}

@ApiSchema({ name: 'PlaybookDraft', description: 'What is being edited; without changes it is what is published' })
export class PlaybookDraftDto {
  @ApiProperty({ type: 'integer', description: 'What a save, publication or discarding has to name; goes up with each' })
  revision!: number;

  @ApiProperty()
  isChanged!: boolean;

  @ApiProperty({ type: 'integer', description: 'The version it was begun from' })
  basedOn!: number;

  @ApiProperty({ type: 'string', format: 'date-time', nullable: true })
  updatedAt!: string | null;

  @ApiProperty({ type: AgentReferenceDto, nullable: true })
  updatedBy!: AgentReferenceDto | null;

  @ApiProperty(DOCUMENT_SCHEMA)
  document!: PlaybookDocument;

  @ApiProperty({ type: [LanguageCoverageDto] })
  coverage!: LanguageCoverageDto[];
}

@ApiSchema({ name: 'PlaybookFault' })
export class PlaybookFaultDto {
  @ApiProperty({ description: 'JSON pointer into the document' })
  field!: string;

  @ApiProperty({ description: 'In a sentence' })
  message!: string;
}

@ApiSchema({ name: 'PlaybookJudgement', description: 'Whether a document could be published' })
export class PlaybookJudgementDto {
  @ApiProperty({ type: [PlaybookFaultDto], description: 'At most 100; empty when it could' })
  faults!: PlaybookFaultDto[];

  @ApiProperty({ type: [LanguageCoverageDto], description: 'Empty while there are faults' })
  coverage!: LanguageCoverageDto[];
}

@ApiSchema({ name: 'PlaybookVersion' })
export class PlaybookVersionDto {
  @ApiProperty({ type: 'integer' })
  number!: number;

  @ApiProperty({ type: 'string', format: 'date-time', nullable: true, description: 'Null: it came with the release' })
  publishedAt!: string | null;

  @ApiProperty({ type: AgentReferenceDto, nullable: true })
  publishedBy!: AgentReferenceDto | null;

  @ApiProperty({ type: 'string', nullable: true })
  note!: string | null;

  @ApiProperty({ type: 'integer', nullable: true, description: 'The version it is a copy of' })
  restoredFrom!: number | null;
}

@ApiSchema({ name: 'PlaybookVersionPage' })
export class PlaybookVersionPageDto {
  @ApiProperty({ type: [PlaybookVersionDto], description: 'Newest first' })
  items!: PlaybookVersionDto[];

  @ApiProperty({ type: 'string', nullable: true })
  nextCursor!: string | null;
}

@ApiSchema({ name: 'PublishedVersion' })
export class PublishedVersionDto {
  @ApiProperty({ type: 'integer', description: 'The version that is said from now on' })
  version!: number;
}

@ApiSchema({ name: 'PreviewedMessage', description: 'A message as the phone would show it' })
export class PreviewedMessageDto {
  @ApiProperty({ enum: ['text', 'interactive'] })
  type!: 'text' | 'interactive';

  @ApiProperty()
  text!: string;

  @ApiProperty({ type: MessageContentDto, nullable: true })
  content!: MessageContentDto | null;

  @ApiProperty({ type: 'string', nullable: true, description: 'Which of the texts it is; null for what the menu itself says' })
  said!: string | null;
}

@ApiSchema({ name: 'PreviewedStep' })
export class PreviewedStepDto {
  @ApiProperty({ enum: ['done', 'choice-missing'], description: '`choice-missing`: no message so far offers what was tapped' })
  outcome!: 'done' | 'choice-missing';

  @ApiProperty({ enum: CONVERSATION_STATES, enumName: 'ConversationState' })
  state!: ConversationState;

  @ApiProperty({ type: [PreviewedMessageDto] })
  messages!: PreviewedMessageDto[];
}

@ApiSchema({ name: 'PlaybookPreview' })
export class PlaybookPreviewDto {
  @ApiProperty({ type: [PreviewedStepDto], description: 'One for each step, in order' })
  steps!: PreviewedStepDto[];
}

@ApiSchema({ name: 'PublishPlaybook' })
export class PublishPlaybookBody {
  @ApiProperty({ type: 'integer', minimum: 0, description: 'Of the draft as you have read it' })
  @IsInt()
  @Min(0)
  @Max(2_147_483_647)
  revision!: number;

  @ApiProperty({ required: false, minLength: 1, maxLength: MAX_NOTE, description: 'What has changed, for the history' })
  @WhenPresent()
  @IsWrittenText(MAX_NOTE)
  note?: string;
}

@ApiSchema({ name: 'DiscardPlaybookDraft' })
export class DiscardDraftBody {
  @ApiProperty({ type: 'integer', minimum: 0, description: 'Of the draft as you have read it' })
  @IsInt()
  @Min(0)
  @Max(2_147_483_647)
  revision!: number;
}

@ApiSchema({ name: 'RestorePlaybook' })
export class RestorePlaybookBody {
  @ApiProperty({ required: false, minLength: 1, maxLength: MAX_NOTE })
  @WhenPresent()
  @IsWrittenText(MAX_NOTE)
  note?: string;
}

export class ListVersionsQuery {
  @ApiProperty({ required: false, type: 'integer', minimum: 1, maximum: 100, default: 25 })
  @WhenPresent()
  @Matches(/^([1-9][0-9]?|100)$/, { message: 'limit must be a whole number from 1 to 100' })
  limit?: string;

  @ApiProperty({ required: false, description: '`nextCursor` of the page before' })
  @WhenPresent()
  @Matches(/^[1-9][0-9]{0,8}$/, { message: 'cursor must be one that a page has given' })
  cursor?: string;
}

export class ImportQuery {
  @ApiProperty({ type: 'integer', minimum: 0, description: 'Of the draft as you have read it' })
  @Matches(/^(0|[1-9][0-9]{0,8})$/, { message: 'revision must be a whole number' })
  revision!: string;
}

/** What a preview may send that is not written: everything but what has steps of its own. */
export const SENDABLE: readonly MessageType[] = MESSAGE_TYPES.filter((type) => type !== 'text' && type !== 'interactive');

/** One of the three. */
export const PREVIEW_STEP_SCHEMA = {
  type: 'object' as const,
  minProperties: 1,
  maxProperties: 1,
  additionalProperties: false,
  properties: {
    say: { type: 'string' as const, maxLength: MAX_OUTBOUND_TEXT },
    tap: { type: 'string' as const, description: 'Id or title of a choice shown so far' },
    send: { type: 'string' as const, enum: [...SENDABLE] },
  },
};
