import { Bug } from 'lucide-react';
import { useEffect, useId, useRef, useState } from 'react';
import type { ActiveFault, FaultKind } from '../api/simulator.js';
import { chip } from './customer-chips.js';

interface FaultMenuProps {
  readonly faults: readonly FaultKind[];
  readonly active: readonly ActiveFault[];
  readonly onSwitch: (name: string, on: boolean, once: boolean) => void;
}

const SIDES = [
  { side: 'graph', title: 'When the business sends' },
  { side: 'webhook', title: 'When WhatsApp reports' },
] as const;

/** Everything that can go wrong on Meta's side, to be switched on by hand. The panel opens above the toolbar it stands in (which is `relative`). */
export const FaultMenu = ({ faults, active, onSwitch }: FaultMenuProps) => {
  const [open, setOpen] = useState(false);
  const [once, setOnce] = useState(true);
  const title = useId();
  const box = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const count = new Set(active.map((fault) => fault.name)).size;

  useEffect(() => {
    if (!open) return;
    const away = (event: PointerEvent) => {
      if (event.target instanceof Node && !box.current?.contains(event.target)) setOpen(false);
    };
    document.addEventListener('pointerdown', away);
    return () => document.removeEventListener('pointerdown', away);
  }, [open]);

  return (
    <div
      ref={box}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || !open) return;
        setOpen(false);
        button.current?.focus();
      }}
    >
      <button
        ref={button}
        type="button"
        aria-expanded={open}
        aria-haspopup="dialog"
        className={count > 0 ? chip.striking : chip.quiet}
        onClick={() => setOpen(!open)}
      >
        <Bug size={14} aria-hidden="true" /> {count > 0 ? `faults · ${count} on` : 'faults'}
      </button>
      {open && (
        <div
          role="dialog"
          aria-labelledby={title}
          className="arrive absolute bottom-full left-1/2 z-20 mb-2 flex max-h-[min(520px,70dvh)] w-[min(340px,calc(100vw-24px))] -translate-x-1/2 flex-col rounded-lg border border-line bg-raised shadow-raised"
        >
          <div className="border-b border-line px-4 py-3">
            <h2 id={title} className="font-name">
              Faults
            </h2>
            <label className="mt-1 flex items-center gap-2 text-sm text-ink-soft">
              <input
                type="checkbox"
                className="size-4 accent-(--accent)"
                checked={once}
                onChange={(event) => setOnce(event.target.checked)}
              />
              Strike once, then switch off
            </label>
          </div>
          <div className="min-h-0 overflow-y-auto px-2 py-2">
            {SIDES.map(({ side, title: words }) => (
              <fieldset key={side} className="border-0 p-0">
                <legend className="px-2 pt-2 pb-1 text-xs font-name text-ink-faint">{words}</legend>
                {faults
                  .filter((fault) => fault.side === side)
                  .map((fault) => (
                    <label key={fault.name} className="flex cursor-pointer items-start gap-2.5 rounded-md px-2 py-1.5 hover:bg-hover">
                      <input
                        type="checkbox"
                        className="mt-0.5 size-4 shrink-0 accent-(--accent)"
                        checked={active.some((one) => one.name === fault.name)}
                        onChange={(event) => onSwitch(fault.name, event.target.checked, once)}
                      />
                      <span className="text-sm">
                        <span className="block font-label">{fault.title}</span>
                        <span className="block text-ink-soft">{fault.description.replaceAll('`', '')}</span>
                      </span>
                    </label>
                  ))}
              </fieldset>
            ))}
          </div>
        </div>
      )}
    </div>
  );
};
