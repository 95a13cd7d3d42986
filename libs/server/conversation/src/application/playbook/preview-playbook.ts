import { Injectable } from '@nestjs/common';
import type { ConversationState, Language, MessageType } from '@parley/vocabulary';
import type { OutboundContent } from '../../domain/content.js';
import type { PlaybookDocument } from '../../domain/playbook/document.js';
import { ScriptWorld } from '../../script/script-world.js';
import { contentOf } from '../stored-content.js';
import { Playbook } from '../playbook.js';

/** What the customer does: writes, taps a choice under a message (by id or title), or sends something that is not written. */
export type PreviewStep =
  | { readonly kind: 'say'; readonly text: string }
  | { readonly kind: 'tap'; readonly choice: string }
  | { readonly kind: 'send'; readonly type: MessageType };

/** What the phone would show after a step. `choice-missing`: no message so far has the choice that was tapped. */
export interface PreviewedStep {
  readonly outcome: 'done' | 'choice-missing';
  readonly state: ConversationState;
  readonly messages: readonly { readonly content: OutboundContent; readonly said: string | null }[];
}

/**
 * Plays a playbook as a customer would meet it, with the engine that answers customers. In memory: nothing is sent, nothing stored,
 * nobody is told.
 */
@Injectable()
export class PreviewPlaybook {
  constructor(private readonly playbook: Playbook) {}

  /** @param document a sound one @param language of the customer, until they choose another; null: not known */
  play(document: PlaybookDocument, language: Language | null, steps: readonly PreviewStep[], now: Date): readonly PreviewedStep[] {
    const world = new ScriptWorld((snapshot, event, at) => {
      const contact = { ...snapshot.contact, language: snapshot.contact.language ?? language };
      return this.playbook.decideBy(document, { ...snapshot, contact }, event, at);
    }, now);
    return steps.map((step) => {
      const before = world.messages.length;
      const outcome = take(world, step) ? 'done' : 'choice-missing';
      const messages = world.messages.slice(before).map(({ message }) => ({
        content: contentOf({ text: message.text, content: message.content as Record<string, unknown> | null }),
        said: message.said,
      }));
      return { outcome, state: world.snapshot.state, messages };
    });
  }
}

function take(world: ScriptWorld, step: PreviewStep): boolean {
  if (step.kind === 'tap') return world.taps(step.choice, false);
  world.writes(step.kind === 'say' ? 'text' : step.type, step.kind === 'say' ? step.text : null);
  return true;
}
