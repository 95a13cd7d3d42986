import { Plane, Wifi } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { Customer, Message } from '../api/simulator.js';
import { timeOf } from '../thread/clock-words.js';
import { Composer } from '../thread/composer.js';
import { ListSheet } from '../thread/list-sheet.js';
import { Thread } from '../thread/thread.js';
import { drawingOf } from '../thread/wire.js';
import { initialsOf } from './initials.js';

interface PhoneFrameProps {
  readonly customer: Customer;
  readonly businessName: string;
  readonly messages: readonly Message[];
  /** Milliseconds on the simulator's clock. */
  readonly now: number;
  readonly onSay: (text: string) => void;
  readonly onTap: (id: string, messageId: string) => void;
  readonly onPicture: (picture: { data: string; mimeType: string; filename: string }) => void;
}

/** One customer's phone with the chat open. */
export const PhoneFrame = ({ customer, businessName, messages, now, onSay, onTap, onPicture }: PhoneFrameProps) => {
  const [openId, setOpenId] = useState<string | null>(null);
  const opener = useRef<HTMLElement | null>(null);
  const open = messages.find((message) => message.id === openId);
  const list = open ? drawingOf(open).list : null;
  const typing = customer.typingUntil !== null && Date.parse(customer.typingUntil) > now;

  // Whoever closes the sheet goes on where it was opened.
  useEffect(() => {
    if (openId !== null) return;
    opener.current?.focus();
    opener.current = null;
  }, [openId]);

  return (
    <section
      aria-label={`${customer.name}’s phone`}
      className="relative flex min-h-0 w-full flex-1 flex-col overflow-hidden bg-wall table:max-h-[760px] table:max-w-[372px] table:rounded-[38px] table:border-[10px] table:border-bezel table:shadow-raised"
    >
      <div className="contents" inert={list !== null}>
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
          key={customer.phone}
          label={`Chat with ${businessName}`}
          messages={messages}
          typing={typing && customer.online}
          now={now}
          empty={<EmptyThread businessName={businessName} onSay={onSay} />}
          onTap={(message, id) => onTap(id, message.id)}
          onOpenList={(message) => {
            opener.current = document.activeElement instanceof HTMLElement ? document.activeElement : null;
            setOpenId(message.id);
          }}
        />
        <Composer key={`composer ${customer.phone}`} onSend={onSay} onPicture={onPicture} />
      </div>
      {open && list && (
        <ListSheet
          message={open}
          list={list}
          onClose={() => setOpenId(null)}
          onSend={(id) => {
            onTap(id, open.id);
            setOpenId(null);
          }}
        />
      )}
    </section>
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
