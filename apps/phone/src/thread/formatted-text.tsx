import { Fragment, type ReactNode } from 'react';

/** WhatsApp's own marks: *bold*, _italic_, ~struck~, ```mono```; and addresses, which become links. */
const MARKS =
  /(```[^`]+```)|(?<![\p{L}\p{N}])(\*[^\s*](?:[^*\n]*[^\s*])?\*|_[^\s_](?:[^_\n]*[^\s_])?_|~[^\s~](?:[^~\n]*[^\s~])?~)(?![\p{L}\p{N}])|(https?:\/\/[^\s<>"]+[^\s<>".,;:!?)\]])/gu;

export const FormattedText = ({ text }: { readonly text: string }) => <>{pieces(text)}</>;

function pieces(text: string): ReactNode[] {
  const found: ReactNode[] = [];
  let from = 0;
  for (const match of text.matchAll(MARKS)) {
    found.push(<Fragment key={`t${from}`}>{text.slice(from, match.index)}</Fragment>);
    found.push(<Fragment key={`m${match.index}`}>{marked(match[0])}</Fragment>);
    from = match.index + match[0].length;
  }
  found.push(<Fragment key={`t${from}`}>{text.slice(from)}</Fragment>);
  return found;
}

function marked(piece: string): ReactNode {
  if (piece.startsWith('```')) return <code className="font-mono text-sm">{piece.slice(3, -3)}</code>;
  if (piece.startsWith('*')) return <strong className="font-name">{pieces(piece.slice(1, -1))}</strong>;
  if (piece.startsWith('_')) return <em>{pieces(piece.slice(1, -1))}</em>;
  if (piece.startsWith('~')) return <s>{pieces(piece.slice(1, -1))}</s>;
  return (
    <a className="text-choice underline" href={piece} target="_blank" rel="noreferrer noopener">
      {piece}
    </a>
  );
}
