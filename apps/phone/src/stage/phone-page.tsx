import { useEffect, useRef, useState } from 'react';
import { simulator } from '../api/simulator.js';
import { unreadCount, visible } from '../state/phone-state.js';
import { usePhone } from '../state/use-phone.js';
import { CustomerChips } from './customer-chips.js';
import { CustomerDialog } from './customer-dialog.js';
import { PhoneFrame } from './phone-frame.js';
import { StageControls } from './stage-controls.js';

/**
 * Milliseconds since 1970, good to the minute and exact at `deadline` (real time, null = none): the status bar, "Today" and "typing…" hang
 * on it, and a page that looked every second would draw whole threads for nothing.
 */
function useNow(deadline: number | null): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const time = Date.now();
    const nextMinute = 60_000 - (time % 60_000);
    const wait = deadline !== null && deadline > time ? Math.min(nextMinute, deadline - time) : nextMinute;
    const timer = setTimeout(() => setNow(Date.now()), wait + 1);
    return () => clearTimeout(timer);
  }, [now, deadline]);
  return now;
}

/** The table with the customers' phones: one in hand, the others as chips above it, the world below. */
export const PhonePage = () => {
  const [wanted, setWanted] = useState<string | null>(null);
  const [dialog, setDialog] = useState<'add' | 'change' | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const table = useRef<HTMLElement>(null);
  const { state, customer, dispatch } = usePhone(wanted, table);
  const typingEnds = customer?.typingUntil ? Date.parse(customer.typingUntil) - state.clockOffsetMs : null;
  const now = useNow(typingEnds) + state.clockOffsetMs;

  const chosen = customer?.phone ?? null;
  const messages = visible(chosen ? state.threads[chosen] : undefined);
  const lastSeq = messages.at(-1)?.seq;
  useEffect(() => {
    if (chosen) dispatch({ type: 'seen', phone: chosen });
  }, [chosen, lastSeq, dispatch]);

  const run = (work: Promise<unknown>) => {
    work.then(
      () => setProblem(null),
      (error: unknown) => setProblem(error instanceof Error ? error.message : 'That did not work.'),
    );
  };

  return (
    <main ref={table} className="stage flex h-full min-h-0 flex-col items-center gap-1 table:gap-2 table:py-3">
      <CustomerChips
        customers={state.customers}
        chosen={chosen}
        unread={(phone) => (phone === chosen ? 0 : unreadCount(state, phone))}
        onChoose={setWanted}
        onAdd={() => setDialog('add')}
      />
      {customer ? (
        <>
          <PhoneFrame
            key={customer.phone}
            customer={customer}
            businessName={state.businessName}
            messages={messages}
            now={now}
            onSay={(text, answered) => run(simulator.say(customer.phone, text, answered ? { contextId: answered.id } : {}))}
            onTap={(id, messageId) => run(simulator.tap(customer.phone, id, messageId))}
            onSend={(writing) => run(Promise.resolve(writing).then((ready) => simulator.send(customer.phone, ready)))}
          />
          <StageControls
            customer={customer}
            clockOffsetMs={state.clockOffsetMs}
            faults={state.faults}
            activeFaults={state.activeFaults}
            onCustomer={() => setDialog('change')}
            onAirplane={(on) => run(simulator.change(customer.phone, { online: !on }))}
            onAdvance={(ms) => run(simulator.advanceClock(ms))}
            onFault={(name, on, once) => run(on ? simulator.setFault(name, once) : simulator.clearFault(name))}
          />
        </>
      ) : (
        state.loaded && <NobodyYet businessName={state.businessName} onAdd={() => setDialog('add')} />
      )}
      <Notices connected={state.connected || !state.loaded} problem={problem} />
      {dialog && (
        <CustomerDialog
          customers={state.customers}
          known={dialog === 'change' ? customer : undefined}
          onClose={() => setDialog(null)}
          onSave={async (phone, name, hidesPhone) => {
            const saved = await simulator.change(phone, { name, hidesPhone });
            setWanted(saved.phone);
          }}
        />
      )}
    </main>
  );
};

const NobodyYet = ({ businessName, onAdd }: { readonly businessName: string; readonly onAdd: () => void }) => (
  <div className="m-auto flex max-w-72 flex-col items-center gap-4 p-6 text-center">
    <p className="text-ink-soft">Nobody has written to {businessName} yet. Add a customer and you hold their phone.</p>
    <button type="button" className="min-h-11 rounded-full bg-accent px-6 font-name text-on-accent hover:bg-accent-hover" onClick={onAdd}>
      Add a customer
    </button>
  </div>
);

const Notices = ({ connected, problem }: { readonly connected: boolean; readonly problem: string | null }) => (
  <p role="status" className="px-4 text-center text-sm text-danger empty:hidden">
    {!connected ? 'The simulator does not answer. Trying again…' : problem}
  </p>
);
