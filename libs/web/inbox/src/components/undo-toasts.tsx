import { useQuery } from '@tanstack/react-query';
import { dismissToast, showToast } from '@parley/ui';
import { useEffect, useRef } from 'react';
import { conversationQuery } from '../api/conversation.query.js';
import { endUndo, useUndoables, type Undoable } from '../model/undo.js';
import { useWords } from '../model/use-words.js';

export interface UndoToastsProps {
  readonly onUndo: (undoable: Undoable) => void;
}

/** One toast per chat that was just ended: it counts down what is left on the server, and nothing can pause that. */
export const UndoToasts = ({ onUndo }: UndoToastsProps) => {
  const undoables = useUndoables();
  return (
    <>
      {undoables.map((undoable) => (
        <UndoToast key={undoable.conversationId} undoable={undoable} onUndo={onUndo} />
      ))}
    </>
  );
};

const UndoToast = ({ undoable, onUndo }: UndoToastsProps & { readonly undoable: Undoable }) => {
  const say = useWords();
  const { conversationId, chatId, name, until } = undoable;
  const undo = useRef(onUndo);
  useEffect(() => {
    undo.current = onUndo;
  }, [onUndo]);

  useEffect(() => {
    const id = `end:${conversationId}`;
    const show = (): void => {
      const seconds = Math.ceil((until - Date.now()) / 1_000);
      if (seconds <= 0) {
        dismissToast(id);
        endUndo(conversationId);
        return;
      }
      showToast({
        id,
        text: say('toast.ended', { name }),
        action: { label: say('toast.undo'), hint: say('toast.undo.key', { seconds }), run: () => undo.current(undoable) },
        forMs: null,
      });
    };
    show();
    const timer = setInterval(show, 1_000);
    return () => clearInterval(timer);
  }, [conversationId, name, say, undoable, until]);

  // The customer writes before the time is over: the server takes the end back by itself, and the agent is told.
  const { data } = useQuery(conversationQuery(conversationId));
  const resumed = chatId !== null && data?.chat?.id === chatId;
  useEffect(() => {
    if (!resumed) return;
    endUndo(conversationId);
    showToast({ id: `end:${conversationId}`, text: say('toast.resumed', { name }), forMs: 6_000 });
  }, [conversationId, name, resumed, say]);
  return null;
};
