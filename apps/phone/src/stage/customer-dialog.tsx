import { useEffect, useId, useRef, useState } from 'react';
import type { Customer } from '../api/simulator.js';

/** Believable people with numbers that belong to nobody (+44 7700 900xxx is kept free for such use). */
const PEOPLE: readonly { readonly name: string; readonly phone: string }[] = [
  { name: 'Maya Okafor', phone: '+447700900321' },
  { name: 'Tomás Rivera', phone: '+447700900456' },
  { name: 'Aisha Leclerc', phone: '+447700900517' },
  { name: 'Daniel Park', phone: '+447700900634' },
  { name: 'Lina Nasser', phone: '+447700900788' },
  { name: 'Giulia Bianchi', phone: '+447700900842' },
];

interface CustomerDialogProps {
  readonly customers: readonly Customer[];
  /** Whose profile is changed; without, somebody new comes. */
  readonly known?: Customer | undefined;
  readonly onSave: (phone: string, name: string, hidesPhone: boolean) => Promise<void>;
  readonly onClose: () => void;
}

const field =
  'mt-1 block min-h-10 w-full rounded-md border border-edge bg-surface px-3 text-md font-text text-ink read-only:border-line read-only:bg-sunken read-only:text-ink-soft';

/** Puts one more phone on the table, or changes who somebody is to the business. A dialog of the browser: it keeps the focus and closes on Escape by itself. */
export const CustomerDialog = ({ customers, known, onSave, onClose }: CustomerDialogProps) => {
  const dialog = useRef<HTMLDialogElement>(null);
  const title = useId();
  const next = PEOPLE.find((person) => !customers.some((customer) => customer.phone === person.phone));
  const [name, setName] = useState(known?.name ?? next?.name ?? '');
  const [phone, setPhone] = useState(known?.phone ?? next?.phone ?? '');
  const [hidesPhone, setHidesPhone] = useState(known?.hidesPhone ?? false);
  const [problem, setProblem] = useState<string | null>(null);

  useEffect(() => dialog.current?.showModal(), []);

  const save = async () => {
    if (name.trim() === '') return setProblem('Give the customer a name.');
    try {
      await onSave(phone.trim(), name.trim(), hidesPhone);
      onClose();
    } catch (error) {
      setProblem(error instanceof Error ? error.message : 'That did not work.');
    }
  };

  return (
    <dialog
      ref={dialog}
      aria-labelledby={title}
      className="m-auto w-[min(360px,calc(100vw-32px))] rounded-lg border-0 bg-raised p-5 text-ink shadow-raised backdrop:bg-scrim"
      onClose={onClose}
    >
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <h2 id={title} className="text-lg font-name">
          {known ? 'Customer' : 'Add a customer'}
        </h2>
        <label className="mt-4 block text-sm font-label">
          Name
          <input className={field} dir="auto" value={name} onChange={(event) => setName(event.target.value)} />
        </label>
        <label className="mt-3 block text-sm font-label">
          Phone number
          <input
            className={`${field} tabular-nums`}
            type="tel"
            value={phone}
            readOnly={known !== undefined}
            onChange={(event) => setPhone(event.target.value)}
          />
        </label>
        <label className="mt-4 flex items-start gap-2.5 text-sm">
          <input
            type="checkbox"
            className="mt-0.5 size-4 accent-(--accent)"
            checked={hidesPhone}
            onChange={(event) => setHidesPhone(event.target.checked)}
          />
          <span>
            Hide the number from the business
            <span className="block text-ink-soft">It then knows this person by a business-scoped id only.</span>
          </span>
        </label>
        <p role="alert" className="mt-3 text-sm text-danger empty:hidden">
          {problem}
        </p>
        <div className="mt-5 flex justify-end gap-2">
          <button type="button" className="min-h-9 rounded-md px-4 font-label hover:bg-hover" onClick={onClose}>
            Cancel
          </button>
          <button type="submit" className="min-h-9 rounded-md bg-accent px-4 font-name text-on-accent hover:bg-accent-hover">
            {known ? 'Save' : 'Add'}
          </button>
        </div>
      </form>
    </dialog>
  );
};
