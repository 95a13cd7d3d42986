import { useEffect, useReducer, useState, type RefObject } from 'react';
import { simulator, type Customer } from '../api/simulator.js';
import { emptyState, reduce, type PhoneEvent, type PhoneState } from './phone-state.js';

const EVENTS = ['message', 'customer', 'clock', 'faults', 'reset'] as const;

/** Whether anybody can see the element: neither its page nor itself is hidden. */
function useShown(element: RefObject<HTMLElement | null>): boolean {
  const [pageShown, setPageShown] = useState(() => document.visibilityState !== 'hidden');
  const [inView, setInView] = useState(true);
  useEffect(() => {
    const update = () => setPageShown(document.visibilityState !== 'hidden');
    document.addEventListener('visibilitychange', update);
    return () => document.removeEventListener('visibilitychange', update);
  }, []);
  useEffect(() => {
    if (!element.current) return;
    const observer = new IntersectionObserver((entries) => setInView(entries.at(-1)?.isIntersecting ?? true));
    observer.observe(element.current);
    return () => observer.disconnect();
  }, [element]);
  return pageShown && inView;
}

export interface Phone {
  readonly state: PhoneState;
  /** The customer whose phone is in hand: the wanted one, else the first there is. */
  readonly customer: Customer | undefined;
  readonly dispatch: (event: PhoneEvent) => void;
}

/**
 * The state of all phones, kept up by the simulator's stream. The stream's address says whose chat is on the screen, so that the simulator
 * reads what arrives there: choosing another customer opens another stream, which begins with reading everything anew.
 */
export function usePhone(wanted: string | null, element: RefObject<HTMLElement | null>): Phone {
  const [state, dispatch] = useReducer(reduce, emptyState);
  const customer = state.customers.find((one) => one.phone === wanted) ?? state.customers[0];
  const shown = useShown(element);
  const screen = shown ? (customer?.phone ?? null) : null;

  useEffect(() => {
    let ended = false;
    const stream = new EventSource(`/control/events${screen ? `?screen=${encodeURIComponent(screen)}` : ''}`);

    const readAll = async () => {
      try {
        const [settings, customers, messages, faults] = await Promise.all([
          simulator.settings(),
          simulator.customers(),
          simulator.messages(),
          simulator.faults(),
        ]);
        if (ended) return;
        dispatch({
          type: 'loaded',
          businessName: settings.businessName,
          consoleUrl: settings.consoleUrl,
          clockOffsetMs: settings.clock.offsetMs,
          customers: customers.items,
          messages: messages.items,
          faults: faults.available,
          activeFaults: faults.active,
        });
      } catch {
        // The stream breaks too when the simulator is gone; it opens again by itself and says hello, and we read again.
        if (!ended) dispatch({ type: 'lost' });
      }
    };

    stream.addEventListener('hello', (event: MessageEvent<string>) => {
      const { instance } = JSON.parse(event.data) as { instance: string };
      dispatch({ type: 'hello', instance });
      void readAll();
    });
    stream.addEventListener('error', () => dispatch({ type: 'lost' }));
    for (const name of EVENTS) {
      stream.addEventListener(name, (event: MessageEvent<string>) => dispatch(JSON.parse(event.data) as PhoneEvent));
    }
    return () => {
      ended = true;
      stream.close();
    };
  }, [screen]);

  return { state, customer, dispatch };
}
