import { Ban, Check, CheckCheck, CircleAlert, CircleQuestionMark, Clock3 } from 'lucide-react';
import type { MessageStatus } from '../api/schema.js';
import { useWords } from '../model/use-words.js';

const icons = {
  queued: <Clock3 size={13} className="text-tick" />,
  sending: <Clock3 size={13} className="text-tick" />,
  sent: <Check size={15} className="text-tick" />,
  delivered: <CheckCheck size={15} className="text-tick" />,
  read: <CheckCheck size={15} className="text-tick-read" />,
  failed: <CircleAlert size={14} className="text-danger" />,
  unknown: <CircleQuestionMark size={14} className="text-waiting" />,
  cancelled: <Ban size={13} className="text-tick" />,
} as const;

/** How far a message of ours has come: a tick for the eye, a word for everybody else. Nothing for what customers wrote. */
export const MessageTicks = ({ status }: { readonly status: MessageStatus }) => {
  const say = useWords();
  if (status === 'received') return null;
  const word = say(`tick.${status}`);
  return (
    <span className="inline-flex shrink-0 align-middle" title={word}>
      <span aria-hidden="true">{icons[status]}</span>
      <span className="sr-only">{word}</span>
    </span>
  );
};
