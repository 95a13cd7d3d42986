import { Smartphone, UserPlus } from 'lucide-react';
import type { Customer } from '../api/simulator.js';

interface CustomerChipsProps {
  readonly customers: readonly Customer[];
  readonly chosen: string | null;
  readonly unread: (phone: string) => number;
  readonly onChoose: (phone: string) => void;
  readonly onAdd: () => void;
}

const shape =
  'inline-flex min-h-8 shrink-0 items-center gap-1.5 rounded-full px-2 table:px-3 text-sm font-label whitespace-nowrap transition-colors duration-(--fast) pointer-coarse:min-h-11';

/** A quiet button on the table; `held` = the phone in hand, `striking` = something is not as usual. */
export const chip = {
  quiet: `${shape} text-ink-soft hover:bg-hover hover:text-ink`,
  held: `${shape} bg-accent-soft text-accent`,
  striking: `${shape} bg-waiting-soft text-waiting`,
};

/** The phone in hand is never the one that is scrolled away. */
const intoView = (chosen: HTMLElement | null): void => chosen?.scrollIntoView?.({ block: 'nearest', inline: 'nearest' });

/** The people whose phones lie on this table; one is in hand. */
export const CustomerChips = ({ customers, chosen, unread, onChoose, onAdd }: CustomerChipsProps) => (
  <nav
    aria-label="Customers"
    className="flex max-h-28 max-w-full shrink-0 items-center justify-center gap-x-1 px-3 py-1 table:flex-wrap table:overflow-y-auto"
  >
    {/* The way to a new customer never scrolls out of reach; the others fade at the edge, and stand in rows where there is room. */}
    <div className="chips flex min-w-0 items-center gap-1 overflow-x-auto table:contents">
      {customers.map((customer) => {
        const count = unread(customer.phone);
        const current = customer.phone === chosen;
        const first = customer.name.split(/\s+/)[0] ?? customer.name;
        return (
          <button
            key={customer.phone}
            ref={current ? intoView : undefined}
            type="button"
            aria-pressed={current}
            title={`${customer.name}, ${customer.hidesPhone ? 'number hidden' : customer.phone}`}
            className={current ? chip.held : chip.quiet}
            onClick={() => onChoose(customer.phone)}
          >
            {current && <Smartphone size={14} aria-hidden="true" />}
            <span dir="auto" className="max-w-32 truncate">
              {current ? `${first}’s phone` : /^Customer \d+$/.test(customer.name) ? customer.name : first}
            </span>
            {count > 0 && (
              <span className="grid min-w-5 place-items-center rounded-full bg-accent px-1 text-xs text-on-accent">
                {count}
                <span className="sr-only"> unread</span>
              </span>
            )}
          </button>
        );
      })}
    </div>
    <button type="button" className={chip.quiet} onClick={onAdd}>
      <UserPlus size={14} aria-hidden="true" /> customer
    </button>
  </nav>
);
