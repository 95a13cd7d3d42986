import {
  compilePlaybook,
  type OutboundContent,
  type PlaybookDocument,
  type PlaybookDraft,
  type PlaybookVersion,
  type PreviewedStep,
} from '@parley/conversation';
import type { MessageContentDto } from '../message.dto.js';
import type { LanguageCoverageDto, PlaybookDraftDto, PlaybookVersionDto, PreviewedStepDto } from './playbook.dto.js';

/** For each language the playbook offers, what it borrows. */
export function coverageOf(document: PlaybookDocument): LanguageCoverageDto[] {
  return document.languages.map((language) => ({ language, missing: [...compilePlaybook(document, language).missing] }));
}

export function presentDraft(draft: PlaybookDraft): PlaybookDraftDto {
  return { ...draft, updatedAt: draft.updatedAt?.toISOString() ?? null, coverage: coverageOf(draft.document) };
}

export function presentVersion(version: PlaybookVersion): PlaybookVersionDto {
  return { ...version, publishedAt: version.publishedAt?.toISOString() ?? null };
}

export function presentStep({ outcome, state, messages }: PreviewedStep): PreviewedStepDto {
  return {
    outcome,
    state,
    messages: messages.map(({ content, said }) => ({
      type: content.type === 'text' ? 'text' : 'interactive',
      text: content.text,
      content: choicesOf(content),
      said,
    })),
  };
}

function choicesOf(content: OutboundContent): MessageContentDto | null {
  switch (content.type) {
    case 'buttons':
      return { buttons: [...content.buttons] };
    case 'list':
      return { button: content.button, rows: [...content.rows] };
    case 'link':
      return { button: content.button, url: content.url };
    default:
      return null;
  }
}
