import { Plane, Wifi } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { Customer, Message, Writing } from '../api/simulator.js';
import { AttachSheet } from '../thread/attach-sheet.js';
import { timeOf } from '../thread/clock-words.js';
import { Composer, type Aim } from '../thread/composer.js';
import { forwarded } from '../thread/forward.js';
import { ListSheet } from '../thread/list-sheet.js';
import { MessageSheet } from '../thread/message-sheet.js';
import { Thread } from '../thread/thread.js';
import { toldBy } from '../thread/told.js';
import { drawingOf } from '../thread/wire.js';
import { initialsOf } from './initials.js';

interface PhoneFrameProps {
  readonly customer: Customer;
  readonly businessName: string;
  readonly messages: readonly Message[];
  /** Milliseconds on the simulator's clock. */
  readonly now: number;
  readonly onSay: (text: string, answered?: Message) => void;
  readonly onTap: (id: string, messageId: string) => void;
  readonly onSend: (writing: Writing | Promise<Writing>) => void;
}

/** What lies over the chat: the list of a message, what can be done with one, or what can be attached. */
type Over = { readonly kind: 'list' | 'message'; readonly id: string } | { readonly kind: 'attach' };

/** One customer's phone with the chat open. */
export const PhoneFrame = ({ customer, businessName, messages, now, onSay, onTap, onSend }: PhoneFrameProps) => {
  const [over, setOver] = useState<Over | null>(null);
  const [aim, setAim] = useState<Aim | null>(null);
  const opener = useRef<HTMLElement | null>(null);
  const aboutId = over !== null && over.kind !== 'attach' ? over.id : null;
  const about = messages.find((message) => message.id === aboutId);
  const list = over?.kind === 'list' && about ? drawingOf(about).list : null;
  const covered = over?.kind === 'attach' || list !== null || (over?.kind === 'message' && about !== undefined);
  // A message can go while its sheet is open: without a sheet nothing would be left to close, and the chat below would stay out of reach.
  if (over !== null && !covered) setOver(null);
  // Nothing is left to answer or to correct in a deleted message.
  if (aim && toldBy(messages).revoked.has(aim.message.id)) setAim(null);
  const typing = customer.typingUntil !== null && Date.parse(customer.typingUntil) > now;

  // Whoever closes a sheet goes on where it was opened, unless the composer has taken over.
  useEffect(() => {
    if (over !== null) return;
    if (document.activeElement === null || document.activeElement === document.body) opener.current?.focus();
    opener.current = null;
  }, [over]);

  const open = (next: Over) => {
    // Android tells of one long touch twice; the second time the focus is already in the sheet.
    if (over === null) opener.current = document.activeElement instanceof HTMLElement ? document.activeElement : null;
    setOver(next);
  };
  const close = () => setOver(null);
  const sendAndClose = (writing: Writing | Promise<Writing>) => {
    onSend(writing);
    close();
  };
  const say = (text: string) => {
    setAim(null);
    if (aim?.kind === 'edit') {
      const edit = { original_message_id: aim.message.id, message: { type: 'text', text: { body: text } } };
      if (text !== aim.text) onSend({ type: 'edit', edit });
    } else onSay(text, aim?.message);
  };

  return (
    <section
      aria-label={`${customer.name}’s phone`}
      className="relative flex min-h-0 w-full flex-1 flex-col overflow-hidden bg-wall table:max-h-[760px] table:max-w-[372px] table:rounded-[38px] table:border-[10px] table:border-bezel table:shadow-raised"
    >
      <div className="contents" inert={covered}>
        <header className="bg-phone-bar text-on-phone-bar">
          <p className="flex items-center justify-between px-5 pt-2 text-xs tabular-nums" aria-label="Status bar">
            <time dateTime={new Date(now).toISOString()}>{timeOf(now)}</time>
            {customer.online ? (
              <Wifi size={14} aria-label="Online" role="img" />
            ) : (
              <Plane size={14} aria-label="Airplane mode" role="img" />
            )}
          </p>
          <div className="flex items-center gap-3 px-4 pt-2 pb-3">
            <span
              aria-hidden="true"
              className="grid size-10 shrink-0 place-items-center rounded-full bg-mark text-sm font-name text-[#06201c]"
            >
              {initialsOf(businessName)}
            </span>
            <div className="min-w-0">
              <h1 dir="auto" className="truncate text-lg leading-6 font-name">
                {businessName}
              </h1>
              <p aria-live="polite" className="text-sm leading-4 text-on-phone-bar-soft">
                {!customer.online ? 'No network' : typing ? 'typing…' : 'Business account'}
              </p>
            </div>
          </div>
        </header>
        <Thread
          label={`Chat with ${businessName}`}
          messages={messages}
          typing={typing && customer.online}
          now={now}
          empty={<EmptyThread businessName={businessName} onSay={onSay} />}
          onTap={(message, id) => onTap(id, message.id)}
          onOpenList={({ id }) => open({ kind: 'list', id })}
          onOptions={({ id }) => open({ kind: 'message', id })}
        />
        <Composer aim={aim} onSend={say} onAttach={() => open({ kind: 'attach' })} onForgetAim={() => setAim(null)} />
      </div>
      {about && list && (
        <ListSheet
          message={about}
          list={list}
          onClose={close}
          onSend={(id) => {
            onTap(id, about.id);
            close();
          }}
        />
      )}
      {over?.kind === 'attach' && <AttachSheet onClose={close} onSend={sendAndClose} />}
      {over?.kind === 'message' && about && (
        <OptionsOf
          message={about}
          messages={messages}
          now={now}
          onSend={sendAndClose}
          onClose={close}
          onAim={(next) => {
            setAim(next);
            close();
          }}
        />
      )}
    </section>
  );
};

interface OptionsOfProps {
  readonly message: Message;
  readonly messages: readonly Message[];
  readonly now: number;
  readonly onSend: (writing: Writing | Promise<Writing>) => void;
  readonly onAim: (aim: Aim) => void;
  readonly onClose: () => void;
}

/** The options of a message, each as what WhatsApp sends for it. */
const OptionsOf = ({ message, messages, now, onSend, onAim, onClose }: OptionsOfProps) => {
  const { reactions, edits } = toldBy(messages);
  const edited = edits.get(message.id);
  const text = edited ?? message.text ?? '';
  return (
    <MessageSheet
      message={message}
      reaction={reactions.get(message.id)?.inbound}
      now={now}
      onClose={onClose}
      onReact={(emoji) => onSend({ type: 'reaction', reaction: { message_id: message.id, emoji } })}
      onReply={() => onAim({ kind: 'reply', message, text })}
      onEdit={() => onAim({ kind: 'edit', message, text })}
      onForward={() => onSend(forwarded(message, edited))}
      onRevoke={() => onSend({ type: 'revoke', revoke: { original_message_id: message.id } })}
    />
  );
};

const EmptyThread = ({ businessName, onSay }: { readonly businessName: string; readonly onSay: (text: string) => void }) => (
  <div className="m-auto flex max-w-60 flex-col items-center gap-3 text-center">
    <p className="rounded-md bg-theirs/80 px-3 py-2 text-sm text-ink-soft">
      Nothing written yet. Say hi to {businessName} and see what comes back.
    </p>
    <button
      type="button"
      className="min-h-10 rounded-full bg-theirs px-5 font-label text-choice hover:bg-hover"
      onClick={() => onSay('Hi')}
    >
      Say “Hi”
    </button>
  </div>
);
