import type { OutboundContent } from '../domain/content.js';

/** What `ConversationDraft.send` took apart for the table `message`, put together again. */
export function contentOf({
  text,
  content,
}: {
  readonly text: string | null;
  readonly content: Record<string, unknown> | null;
}): OutboundContent {
  if (content === null) return { type: 'text', text: text ?? '' };
  const { kind, ...choices } = content;
  return { type: kind, text: text ?? '', ...choices } as OutboundContent;
}
