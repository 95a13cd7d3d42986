import type { Language } from '@parley/vocabulary';
import type { FormField, Localised, LocalisedWords, MenuBranch, MenuNode } from '../playbook/document.js';

/** The words of one entry of the shipped menu in one language; which of them there are depends on its kind. */
export interface NodeTranslation {
  readonly title: string;
  readonly description?: string;
  readonly words?: readonly string[];
  readonly text?: string;
  readonly lead?: string;
  readonly button?: string;
  readonly back?: string;
  readonly intro?: string;
  /** By the key of the field. */
  readonly fields?: Readonly<Record<string, FieldTranslation>>;
  /** What follows the form. */
  readonly then?: string;
}

export interface FieldTranslation {
  readonly label: string;
  readonly ask: string;
  /** By their value. */
  readonly choices?: Readonly<Record<string, { readonly title: string; readonly words: readonly string[] }>>;
}

/** The shipped menu in one language, by the ids of its entries. */
export interface MenuTranslation {
  readonly lead: string;
  readonly nodes: Readonly<Record<string, NodeTranslation>>;
}

/** A menu with one more language in it. What the translation lacks stays as it is and is said in another language. */
export function translateMenu(menu: MenuBranch, language: Language, { lead, nodes }: MenuTranslation): MenuBranch {
  const say = <Text extends Localised | undefined>(text: Text, said: string | undefined): Text | Localised =>
    text === undefined || said === undefined ? text : { ...text, [language]: said };
  const phrases = (known: LocalisedWords | undefined, words: readonly string[] | undefined): { words?: LocalisedWords } => {
    const all = words === undefined ? known : { ...known, [language]: words };
    return all === undefined ? {} : { words: all };
  };

  const field = (one: FormField, said: FieldTranslation | undefined): FormField => {
    if (said === undefined) return one;
    const question = { ...one, label: { ...one.label, [language]: said.label }, ask: { ...one.ask, [language]: said.ask } };
    if (question.type !== 'choice') return question;
    const choices = question.choices.map((choice) => {
      const chosen = said.choices?.[choice.value];
      return chosen ? { ...choice, title: { ...choice.title, [language]: chosen.title }, ...phrases(choice.words, chosen.words) } : choice;
    });
    return { ...question, choices };
  };

  const node = (one: MenuNode): MenuNode => {
    const said = nodes[one.id];
    if (said === undefined) return one;
    const choice = {
      title: { ...one.title, [language]: said.title },
      ...(one.description ? { description: say(one.description, said.description) } : {}),
      ...phrases(one.words, said.words),
    };
    switch (one.kind) {
      case 'answer':
        return { ...one, ...choice, text: say(one.text, said.text) };
      case 'link':
        // The shop has one page for all: no gap to report.
        return { ...one, ...choice, text: say(one.text, said.text), button: say(one.button, said.button), url: say(one.url, one.url.en) };
      case 'support':
      case 'main-menu':
        return { ...one, ...choice };
      case 'submenu':
        return {
          ...one,
          ...choice,
          lead: say(one.lead, said.lead),
          ...(one.button ? { button: say(one.button, said.button) } : {}),
          ...(one.back ? { back: say(one.back, said.back) } : {}),
          entries: one.entries.map(node),
        };
      case 'form': {
        const then = one.then.kind === 'answer' ? { ...one.then, text: say(one.then.text, said.then) } : one.then;
        const fields = one.fields.map((each) => field(each, said.fields?.[each.key]));
        return { ...one, ...choice, ...(one.intro ? { intro: say(one.intro, said.intro) } : {}), fields, then };
      }
    }
  };

  return { ...menu, lead: { ...menu.lead, [language]: lead }, entries: menu.entries.map(node) };
}
