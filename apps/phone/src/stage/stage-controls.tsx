import { Clock3, Plane, UserPen } from 'lucide-react';
import type { ActiveFault, Customer, FaultKind } from '../api/simulator.js';
import { chip } from './customer-chips.js';
import { FaultMenu } from './fault-menu.js';

const HOUR_MS = 3_600_000;

interface StageControlsProps {
  readonly customer: Customer;
  readonly clockOffsetMs: number;
  readonly faults: readonly FaultKind[];
  readonly activeFaults: readonly ActiveFault[];
  readonly onCustomer: () => void;
  readonly onAirplane: (on: boolean) => void;
  readonly onAdvance: (ms: number) => void;
  readonly onFault: (name: string, on: boolean, once: boolean) => void;
}

/** The world around the phone: its network, the time, and what goes wrong. */
export const StageControls = (props: StageControlsProps) => {
  const { customer, clockOffsetMs, faults, activeFaults, onCustomer, onAirplane, onAdvance, onFault } = props;
  const hours = Math.round(clockOffsetMs / HOUR_MS);
  return (
    <div role="toolbar" aria-label="Simulation" className="relative flex flex-wrap items-center justify-center gap-1 px-3 py-1">
      <button
        type="button"
        aria-haspopup="dialog"
        title="Name, and whether the business sees the number"
        className={chip.quiet}
        onClick={onCustomer}
      >
        <UserPen size={14} aria-hidden="true" /> profile
      </button>
      <button
        type="button"
        aria-pressed={!customer.online}
        aria-label="airplane mode"
        className={customer.online ? chip.quiet : chip.striking}
        onClick={() => onAirplane(customer.online)}
      >
        <Plane size={14} aria-hidden="true" /> airplane
      </button>
      <button
        type="button"
        title="Sets WhatsApp’s clock 25 hours ahead: the 24-hour window closes"
        className={chip.quiet}
        onClick={() => onAdvance(25 * HOUR_MS)}
      >
        <Clock3 size={14} aria-hidden="true" /> +25 h
      </button>
      {clockOffsetMs !== 0 && (
        <button
          type="button"
          title="Sets WhatsApp’s clock back to real time"
          className={chip.striking}
          onClick={() => onAdvance(-clockOffsetMs)}
        >
          {hours} h ahead · back to now
        </button>
      )}
      <FaultMenu faults={faults} active={activeFaults} onSwitch={onFault} />
    </div>
  );
};
