/** A person with WhatsApp. Always has a number of their own; whether the business gets to see it is another matter. */
export interface Customer {
  /** `+` and digits. */
  readonly phone: string;
  bsuid: string;
  name: string;
  /** Without the leading @. */
  username: string | null;
  /** The webhooks name this customer by BSUID only. */
  hidesPhone: boolean;
  /** Airplane mode is `false`: what the customer writes waits on the phone, what the business writes stays at one tick. */
  online: boolean;
  /** Switched off, the business never hears `read`. */
  readReceipts: boolean;
  /** Milliseconds on the simulator's clock: the last time the customer wrote (by the message's own timestamp); opens the 24-hour window. */
  lastWroteAt: number | null;
  /** Milliseconds on the simulator's clock: until then the business is shown as typing. */
  typingUntil: number | null;
}

export interface CustomerView {
  readonly phone: string;
  readonly bsuid: string;
  readonly name: string;
  readonly username: string | null;
  readonly hidesPhone: boolean;
  readonly online: boolean;
  readonly readReceipts: boolean;
  readonly onScreen: boolean;
  readonly typing: boolean;
  /** ISO on the simulator's clock; null when nobody types. */
  readonly typingUntil: string | null;
  /** ISO; null when the customer never wrote. */
  readonly windowExpiresAt: string | null;
}
