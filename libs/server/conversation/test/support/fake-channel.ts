import { OutboundChannel, type SendOutcome, type StartedMessage } from '../../src/index.js';

type Answer = SendOutcome | ((message: StartedMessage) => SendOutcome | Promise<SendOutcome>);

/** WhatsApp's side, scripted: keeps what it was sent, answers what the test says, else accepts everything. */
export class FakeChannel extends OutboundChannel {
  readonly sent: StartedMessage[] = [];
  readonly read: string[] = [];
  private readonly answers: Answer[] = [];
  private always: Answer = () => this.accept();
  private accepted = 0;

  /** The next calls are answered so, one each; then everything is as before. */
  answerNext(...answers: Answer[]): void {
    this.answers.push(...answers);
  }

  answerAlways(answer: Answer): void {
    this.always = answer;
  }

  accept(): SendOutcome {
    this.accepted += 1;
    return { kind: 'accepted', wamid: `wamid.out.${this.accepted}.${Math.random().toString(36).slice(2)}` };
  }

  async send(message: StartedMessage): Promise<SendOutcome> {
    this.sent.push(message);
    const answer = this.answers.shift() ?? this.always;
    return typeof answer === 'function' ? answer(message) : answer;
  }

  markRead(_phoneNumberId: string, wamid: string): Promise<void> {
    this.read.push(wamid);
    return Promise.resolve();
  }

  get texts(): string[] {
    return this.sent.map((message) => message.content.text);
  }
}

/** A call that stays open until the test lets it go. */
export function anOpenCall(): { readonly answer: () => Promise<SendOutcome>; readonly settle: (outcome: SendOutcome) => void } {
  let settle: (outcome: SendOutcome) => void = () => undefined;
  const promise = new Promise<SendOutcome>((resolve) => (settle = resolve));
  return { answer: () => promise, settle };
}
