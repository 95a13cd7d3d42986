import { useEffect, useState, type RefObject } from 'react';
import type { Conversation } from '../api/schema.js';
import { steadyOrder } from './steady-order.js';

// Somebody who has not moved for three seconds is reading, not aiming.
const aimingForMs = 3_000;

/** True while somebody is about to choose a row: the pointer moves over the list, or keys are pressed in it. */
export const useIsAiming = (list: RefObject<HTMLElement | null>): boolean => {
  const [isAiming, setIsAiming] = useState(false);
  useEffect(() => {
    const element = list.current;
    if (!element) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = (): void => {
      clearTimeout(timer);
      setIsAiming(false);
    };
    const aim = (event: Event): void => {
      // A finger has no hover: what it touches is chosen at once.
      if ((event as Partial<PointerEvent>).pointerType === 'touch') return;
      clearTimeout(timer);
      setIsAiming(true);
      timer = setTimeout(stop, aimingForMs);
    };
    element.addEventListener('pointermove', aim);
    element.addEventListener('keydown', aim);
    element.addEventListener('pointerleave', stop);
    return () => {
      clearTimeout(timer);
      element.removeEventListener('pointermove', aim);
      element.removeEventListener('keydown', aim);
      element.removeEventListener('pointerleave', stop);
    };
  }, [list]);
  return isAiming;
};

export interface SteadyList {
  readonly rows: readonly Conversation[];
  /** Rows that came, went or moved and are held back. */
  readonly held: number;
  readonly apply: () => void;
}

/** The newest rows, but with none of them moving under the pointer. What a row says is always the newest. */
export const useSteadyList = (newest: readonly Conversation[], isHeld: boolean): SteadyList => {
  const [shown, setShown] = useState(newest);
  const newestById = new Map(newest.map((conversation) => [conversation.id, conversation]));
  const shownById = new Map(shown.map((conversation) => [conversation.id, conversation]));
  const { ids, held } = steadyOrder(
    shown.map(({ id }) => id),
    newest.map(({ id }) => id),
    isHeld,
  );
  const rows = ids.flatMap((id) => newestById.get(id) ?? shownById.get(id) ?? []);
  if (rows.length !== shown.length || rows.some((row, index) => row !== shown[index])) setShown(rows);
  return { rows, held, apply: () => setShown(newest) };
};
