import type { MessageType } from '@parley/vocabulary';
import type { OutboundContent } from '../domain/content.js';

/** As the table `message` keeps it. Buttons, lists and links are one type to whoever reads the thread; a file without a caption has no text. */
export function storedContent({ type, text, ...rest }: OutboundContent): {
  readonly type: MessageType;
  readonly text: string | null;
  readonly content: object | null;
} {
  if (type === 'text') return { type, text, content: null };
  const stored = type === 'buttons' || type === 'list' || type === 'link' ? 'interactive' : type;
  return { type: stored, text: 'media' in rest && text === '' ? null : text, content: { kind: type, ...rest } };
}

/** What `storedContent` took apart for the table `message`, put together again. */
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
