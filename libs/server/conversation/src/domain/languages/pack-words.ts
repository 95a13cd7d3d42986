/**
 * The words of one language. They count in that language; the English ones, which the contract fixes, count in every language besides.
 * `start` is looked for anywhere in a message, so it holds only what nobody says by the way. `end`, `optOut` and `optIn` do something
 * that must not happen by chance: whole messages only, and no word that is also an ordinary answer to an agent ("listo", "selesai").
 */
export interface PackWords {
  /** Outside a chat, anywhere in a message as whole words: opens a chat. */
  readonly start: readonly string[];
  /** Inside a chat, the whole message: ends it. */
  readonly end: readonly string[];
  /** The whole message: shows the main menu (inside a chat: asks first). */
  readonly menu: readonly string[];
  /** The whole message, outside a chat: shows the main menu without an apology. */
  readonly greeting: readonly string[];
  /** The whole message, outside a chat: thanks and the like. */
  readonly courtesy: readonly string[];
  /** The whole message: no messages of our own accord any more. */
  readonly optOut: readonly string[];
  /** The whole message, after an opt-out: they are welcome again. */
  readonly optIn: readonly string[];
  /** The whole message, as the answer to how our help was: five stars, four, three, two, one. No word may stand in two of them. */
  readonly excellent: readonly string[];
  readonly good: readonly string[];
  readonly fair: readonly string[];
  readonly poor: readonly string[];
  readonly veryPoor: readonly string[];
  /** The whole message, outside a chat: asks which language to speak. Counts whatever language is spoken. */
  readonly language: readonly string[];
  /** The whole message, as the answer to a question in a form that may be left out. */
  readonly skip: readonly string[];
  /** The whole message, as the answer to a question of the bot. */
  readonly yes: readonly string[];
  readonly no: readonly string[];
}
