import { Headset, Smartphone } from 'lucide-react';
import { useEffect, useState } from 'react';
import { simulator } from '../api/simulator.js';
import { PhonePage } from '../stage/phone-page.js';

type Side = 'phone' | 'console';

const SIDES = [
  { side: 'phone', label: 'Phone', Icon: Smartphone },
  { side: 'console', label: 'Console', Icon: Headset },
] as const;

/** Both sides on one screen: the customer's phone and the agents' console. Where there is no room for both, tabs switch between them. */
export const DemoPage = () => {
  const [side, setSide] = useState<Side>('phone');
  const [consoleUrl, setConsoleUrl] = useState<string | null | undefined>(undefined);

  useEffect(() => {
    simulator.settings().then(
      (settings) => setConsoleUrl(settings.consoleUrl),
      () => setConsoleUrl(null),
    );
  }, []);

  return (
    <div className="flex h-full flex-col both:flex-row">
      <div role="tablist" aria-label="Side" className="flex border-b border-line bg-surface both:hidden">
        {SIDES.map(({ side: name, label, Icon }) => (
          <button
            key={name}
            type="button"
            role="tab"
            id={`tab-${name}`}
            aria-selected={side === name}
            aria-controls={`side-${name}`}
            tabIndex={side === name ? 0 : -1}
            className={`flex min-h-11 flex-1 items-center justify-center gap-2 border-b-2 font-label ${
              side === name ? 'border-accent text-accent' : 'border-transparent text-ink-soft'
            }`}
            onClick={() => setSide(name)}
            onKeyDown={(event) => {
              if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
              const other = name === 'phone' ? 'console' : 'phone';
              setSide(other);
              document.getElementById(`tab-${other}`)?.focus();
            }}
          >
            <Icon size={16} aria-hidden="true" /> {label}
          </button>
        ))}
      </div>
      <div
        id="side-phone"
        className={`min-h-0 flex-1 both:block both:h-full both:w-[410px] both:flex-none ${side === 'phone' ? '' : 'hidden'}`}
      >
        <PhonePage />
      </div>
      {/* The console stays loaded while it is hidden: switching sides loses nothing. */}
      <div
        id="side-console"
        className={`min-h-0 flex-1 border-line bg-canvas both:block both:border-s ${side === 'console' ? '' : 'hidden'}`}
      >
        {consoleUrl && <iframe title="Agent console" src={consoleUrl} className="size-full border-0" allow="clipboard-write" />}
        {consoleUrl === null && (
          <p className="p-10 text-center text-ink-soft">
            No console is known. Start the simulator with SIMULATOR_CONSOLE_URL, or use <code>npm start</code>.
          </p>
        )}
      </div>
    </div>
  );
};
