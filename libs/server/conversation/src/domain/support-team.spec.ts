import { describe, expect, it } from '@jest/globals';
import { BUTTON } from '@parley/vocabulary';
import type { ConversationEvent, ConversationSnapshot, Situation } from './model.js';
import { compilePlaybook } from './playbook/compile-playbook.js';
import type { MenuNode } from './playbook/document.js';
import { answer, playbook, submenu, SUPPORT } from './playbook/small-playbook.test.js';
import { aSituation, aSnapshot, decided, tapped, wrote } from './rehearsal.test.js';

const SALES = '11111111-0000-4000-8000-000000000000';
const BILLING = '22222222-0000-4000-8000-000000000000';

const to = (team: string): MenuNode => ({ ...SUPPORT, team });
/** Sales has the main menu; Billing its own menu and what is below it; "shop" names nobody. */
const { catalogue } = compilePlaybook(
  playbook([], {
    menu: {
      lead: { en: 'What can we do for you?' },
      entries: [
        submenu('shop', answer(1)),
        submenu('bills', answer(2), submenu('reminders', answer(3)), to(BILLING)),
        submenu('anybody', answer(4), SUPPORT),
        to(SALES),
      ],
    },
  }),
  'en',
);
const SITUATION: Situation = aSituation({ catalogue });

const inMenu = (menu: string): ConversationSnapshot => aSnapshot({ state: 'SUBMENU', context: { menu } });

/** Null: the default team. */
function teamAskedFor(place: ConversationSnapshot, event: ConversationEvent): string | null {
  const opened = decided(place, event, SITUATION).effects.find((effect) => effect.do === 'open-chat');
  if (!opened) throw new Error('no chat was opened');
  return opened.teamId ?? null;
}

describe('Chat Support goes to the team of the menu the customer is in', () => {
  it.each([
    { place: 'the main menu', snapshot: aSnapshot(), team: SALES },
    { place: 'nothing said yet', snapshot: aSnapshot({ state: 'INITIAL' }), team: SALES },
    { place: 'a menu that names nobody', snapshot: inMenu('menu:shop'), team: SALES },
    { place: 'a menu with a team of its own', snapshot: inMenu('menu:bills'), team: BILLING },
    { place: 'a menu below that one', snapshot: inMenu('menu:reminders'), team: BILLING },
    { place: 'a menu that leads to everybody', snapshot: inMenu('menu:anybody'), team: null },
    { place: 'a menu that is gone', snapshot: inMenu('menu:gone'), team: SALES },
  ])('in $place', ({ snapshot, team }) => {
    expect(teamAskedFor(snapshot, tapped(BUTTON.support))).toBe(team);
    expect(teamAskedFor(snapshot, wrote('human'))).toBe(team);
  });

  it.each([
    { menu: 'menu:shop', number: '2', team: SALES },
    { menu: 'menu:bills', number: '3', team: BILLING },
    { menu: 'menu:reminders', number: '3', team: BILLING },
  ])('by its number in $menu, too', ({ menu, number, team }) => {
    expect(teamAskedFor(inMenu(menu), wrote(number))).toBe(team);
  });
});
