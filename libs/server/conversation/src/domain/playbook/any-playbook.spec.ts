import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Catalogue, Menu, MenuEntry } from '../catalogue.js';
import { contentFaults } from '../content-faults.js';
import { offeredEntries } from '../menu-content.js';
import { placeIn } from '../menu/place.js';
import type { ConversationEvent, ConversationSnapshot, Decision } from '../model.js';
import { normaliseText } from '../normalise-text.js';
import { aSnapshot, decided, idsOf, sendsOf, sent, tapped, wrote } from '../rehearsal.test.js';
import { compilePlaybook } from './compile-playbook.js';
import { readPlaybookDocument } from './document-shape.js';
import { aDocument } from './documents.test.js';
import { playbookFaults } from './playbook-faults.js';

const sound = aDocument.filter((document) => playbookFaults(document).length === 0);
const aBook = fc
  .tuple(sound, fc.constantFrom('en' as const, 'es' as const))
  .map(([document, language]) => compilePlaybook(document, language).catalogue);

const at = (menu: Menu, catalogue: Catalogue): ConversationSnapshot => aSnapshot(placeIn(menu, catalogue));
/** What was done, whatever led to it: a chat opened by a word is the same chat. */
const outcome = ({ state, context, effects }: Decision): unknown => ({
  state,
  context,
  effects: effects.map((effect) => (effect.do === 'open-chat' ? { ...effect, origin: 'any' } : effect)),
});

describe('any sound playbook', () => {
  it('has the right shape, and is not taken for one with faults', () => {
    fc.assert(
      fc.property(aDocument, (document) => {
        const read = readPlaybookDocument(JSON.parse(JSON.stringify(document)));
        expect('faults' in read ? read.faults : []).toEqual([]);
      }),
    );
  });

  it('says nothing WhatsApp would refuse, wherever a walk through it leads', () => {
    const step = fc.oneof(
      { arbitrary: fc.nat(9).map((index) => ({ kind: 'tap' as const, index })), weight: 4 },
      { arbitrary: fc.nat(9).map((number) => ({ kind: 'say' as const, text: String(number + 1) })), weight: 2 },
      {
        arbitrary: fc
          .constantFrom('qxw', 'maria@example.com', '24.12.2026', '+447700900123', 'skip', 'menu')
          .map((text) => ({ kind: 'say' as const, text })),
        weight: 2,
      },
      { arbitrary: fc.constant({ kind: 'send' as const }), weight: 1 },
    );
    fc.assert(
      fc.property(aBook, fc.array(step, { maxLength: 25 }), fc.boolean(), (catalogue, walk, supportChatEnabled) => {
        let snapshot = aSnapshot({ state: 'INITIAL' });
        let offered: readonly string[] = [];
        for (const taken of [{ kind: 'say' as const, text: 'hi' }, ...walk]) {
          const tap = taken.kind === 'tap' ? offered[taken.index % Math.max(offered.length, 1)] : undefined;
          const event: ConversationEvent = tap ? tapped(tap) : taken.kind === 'say' ? wrote(taken.text) : sent('image');
          const decision = decided(snapshot, event, { catalogue, supportChatEnabled });
          for (const { content } of sendsOf(decision)) {
            expect([...contentFaults(content)]).toEqual([]);
            expect(content.text).not.toMatch(/undefined|\{/);
            offered = idsOf(content);
          }
          // What happens in the chat is not the menu's.
          if (decision.state === 'CHAT_SUPPORT_ACTIVE') return;
          snapshot = aSnapshot({ state: decision.state, context: decision.context });
        }
      }),
    );
  });

  it('lets every entry be chosen by its tap, its number and its words, and answers all three alike', () => {
    fc.assert(
      fc.property(aBook, (catalogue) => {
        for (const menu of catalogue.menus.values()) {
          const here = at(menu, catalogue);
          offeredEntries(menu, true).forEach((entry, index) => {
            const byTap = decided(here, tapped(entry.id), { catalogue });
            expect(outcome(decided(here, wrote(String(index + 1)), { catalogue }))).toEqual(outcome(byTap));
            if (isSaidOnce(entry, catalogue)) expect(outcome(decided(here, wrote(entry.title), { catalogue }))).toEqual(outcome(byTap));
          });
        }
      }),
      { numRuns: 40 },
    );
  });

  it('has a person and the main menu one tap away in every menu below the main one', () => {
    fc.assert(
      fc.property(aBook, (catalogue) => {
        for (const menu of catalogue.menus.values()) {
          const ids = menu.entries.map(({ id }) => id);
          expect(ids).toContain('support');
          if (menu !== catalogue.mainMenu) expect(ids).toContain('main_menu');
          expect(ids.length).toBeLessThanOrEqual(10);
        }
      }),
    );
  });
});

describe('any playbook at all', () => {
  it('compiles, sound or not, and says what it lacks', () => {
    fc.assert(
      fc.property(aDocument, (document) => {
        expect(compilePlaybook(document, 'en').missing).toEqual([]);
        const { catalogue, missing } = compilePlaybook(document, 'es');
        const gaps = JSON.stringify(document.menu).split('"en":"').length - JSON.stringify(document.menu).split('"es":"').length;
        expect(missing.filter((path) => path.startsWith('/menu'))).toHaveLength(gaps);
        expect(catalogue).toBe(compilePlaybook(document, 'es').catalogue);
      }),
    );
  });
});

/** Nothing else in the catalogue is a phrase inside this title, or has it as one of its own. */
function isSaidOnce(entry: MenuEntry, catalogue: Catalogue): boolean {
  const title = normaliseText(entry.title);
  if (entry.isWayOut || /^\d*$/.test(title)) return false;
  const others = [...catalogue.menus.values()].flatMap(({ entries }) => entries).filter(({ id }) => id !== entry.id);
  return others.every((other) => [other.title, ...other.words].every((phrase) => normaliseText(phrase) !== title));
}
