/** One line of what was said, oldest first. Who said it, and nothing else about them: no name, no number. */
export interface TranscriptLine {
  readonly by: 'customer' | 'agent' | 'bot';
  readonly text: string;
}

export interface DraftRequest {
  readonly business: string;
  /** BCP 47: what the reply should be written in. */
  readonly language: string;
  readonly transcript: readonly TranscriptLine[];
  /** Answers of our own that may fit, so that the draft rests on what the business says and not on what a model believes. */
  readonly knownAnswers: readonly { readonly title: string; readonly answer: string }[];
}

/** `failed`: there is nothing to show; why is for the log, and holds none of the text. */
export type Draft = { readonly text: string } | { readonly failed: string };

/**
 * Drafts a reply for an agent to read, change and send, or to throw away. The one door to language models: what comes out of it is shown
 * in the agent's composer and goes nowhere else. Never rejects.
 */
export abstract class ReplyDrafter {
  /** Whether there is anybody to ask. */
  abstract readonly isOn: boolean;
  abstract draft(request: DraftRequest): Promise<Draft>;
}

/** What an installation without a model has: the default. */
export class NoReplyDrafter extends ReplyDrafter {
  readonly isOn = false;

  draft(): Promise<Draft> {
    return Promise.resolve({ failed: 'no language model is configured' });
  }
}
