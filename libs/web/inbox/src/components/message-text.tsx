import { memo } from 'react';
import { linkify } from '../model/linkify.js';

/** A text exactly as written, its web addresses as links. Only text nodes and checked http(s) links are ever made of it. */
export const MessageText = memo(({ text }: { readonly text: string }) => (
  <>
    {linkify(text).map((part, index) =>
      part.kind === 'text' ? (
        part.text
      ) : (
        <a
          key={index}
          href={part.href}
          target="_blank"
          rel="noopener noreferrer nofollow"
          className="text-accent underline decoration-1 underline-offset-2"
        >
          {part.text}
        </a>
      ),
    )}
  </>
));
MessageText.displayName = 'MessageText';
