/** What the owner of the server decides about conversations. Made once, from the configuration; injected everywhere. */
export class ConversationOptions {
  /** The rollback switch: false = nobody gets into a chat, users get the main menu. */
  readonly supportChatEnabled!: boolean;
  /** Most messages a second to WhatsApp, per business number; 0 = unlimited. */
  readonly messagesPerSecond!: number;
  /** Meta's pair rule: one message per 6 s to the same customer, with a burst ahead. */
  readonly pairLimit!: boolean;

  constructor(values: ConversationOptions) {
    Object.assign(this, values);
  }
}
