import { BUTTON, type Language } from '@parley/vocabulary';
import type { AnswerRule } from '../answers/rule.js';
import type { Findable } from '../answers/suggestion.js';
import type { Catalogue, EntryAction, Menu, MenuEntry, Words } from '../catalogue.js';
import { words as ENGLISH_WORDS } from '../languages/en/words.js';
import { shippedPack } from '../languages/shipped-packs.js';
import type { Field, Form } from '../menu/form.js';
import { ENGLISH_TEXTS, type TextKey } from '../texts.js';
import { ENGLISH_TITLES, type Titles } from '../titles.js';
import { MAX_FORM_ANSWER } from './document-shape.js';
import type { FormField, FormNode, Localised, LocalisedWords, MenuBranch, MenuNode, PlaybookDocument } from './document.js';
import { below } from './fault.js';
import type { PlaybookArticle } from './article.js';
import type { LanguagePack } from './language-pack.js';
import type { PlaybookRule } from './rule.js';

export interface CompiledPlaybook {
  readonly catalogue: Catalogue;
  /** Where this language lacks words of its own and borrows another's: JSON pointers to what would fill the gap. */
  readonly missing: readonly string[];
}

/** The menu something stands in. */
interface Above {
  readonly id: string;
  /** Whom its Chat Support leads to; null: the default team. */
  readonly supportTeam: string | null;
}

const compiled = new WeakMap<PlaybookDocument, Map<Language, CompiledPlaybook>>();

/**
 * One language of a playbook, as the domain reads it. What is missing is said in the default language, then in shipped English, and
 * reported. Never throws, also not for a document that an earlier release found sound. Made once for each document and language.
 */
export function compilePlaybook(document: PlaybookDocument, language: Language): CompiledPlaybook {
  const known = compiled.get(document) ?? new Map<Language, CompiledPlaybook>();
  compiled.set(document, known);
  let found = known.get(language);
  if (!found) known.set(language, (found = new Compiler(document, language).compile()));
  return found;
}

class Compiler {
  private readonly missing: string[] = [];
  private readonly menus = new Map<string, Menu>();
  /** The language's, the default's, the English: of each what the document says over what is shipped. */
  private readonly packs: readonly LanguagePack[];
  private readonly titles: Titles;

  constructor(
    private readonly document: PlaybookDocument,
    private readonly language: Language,
  ) {
    const languages = [...new Set([language, document.defaultLanguage, 'en' as const])];
    this.packs = languages.map((each) => {
      const { texts, words, titles } = document.overrides[each] ?? {};
      const shipped = shippedPack(each);
      return {
        texts: { ...shipped.texts, ...texts },
        words: { ...shipped.words, ...words },
        titles: { ...shipped.titles, ...titles },
      };
    });
    this.titles = this.merge('titles', ENGLISH_TITLES);
  }

  compile(): CompiledPlaybook {
    const { document, language } = this;
    const mainMenu = this.menu(document.menu, BUTTON.mainMenu, null, '/menu');
    const catalogue: Catalogue = {
      language,
      business: document.business,
      words: this.words(),
      titles: this.titles,
      texts: this.texts(),
      menus: this.menus,
      mainMenu,
      rules: document.rules.flatMap((rule, index) => this.rule(rule, below('/rules', index))),
      articles: document.articles.map((article, index) => this.article(article, below('/articles', index))),
    };
    return { catalogue, missing: this.missing };
  }

  /** Key by key the first that has it. */
  private texts(): Readonly<Record<TextKey, string>> {
    return this.merge('texts', ENGLISH_TEXTS);
  }

  private merge<Key extends string>(part: 'texts' | 'titles', english: Readonly<Record<Key, string>>): Readonly<Record<Key, string>> {
    const packs = this.packs.map((pack) => pack[part] as Readonly<Partial<Record<Key, string>>>);
    const said = (Object.keys(english) as Key[]).map((key) => {
      this.note(packs[0]?.[key], part, key);
      return [key, packs.find((pack) => pack[key] !== undefined)?.[key] ?? english[key]];
    });
    return Object.fromEntries(said) as Readonly<Record<Key, string>>;
  }

  /** A list of words is the language's own with the English ones, which count in every language (contract §3). */
  private words(): Words {
    const packs = this.packs.map((pack) => pack.words);
    const understood = (Object.keys(ENGLISH_WORDS) as (keyof Words)[]).map((list): [keyof Words, readonly string[]] => {
      this.note(packs[0]?.[list], 'words', list);
      const own = packs.find((pack) => pack[list] !== undefined)?.[list] ?? [];
      return [list, [...new Set([...own, ...(packs.at(-1)?.[list] ?? ENGLISH_WORDS[list])])]];
    });
    return Object.fromEntries(understood) as unknown as Words;
  }

  private note(own: unknown, part: keyof LanguagePack, key: string): void {
    if (own === undefined) this.missing.push(below(below(below('/overrides', this.language), part), key));
  }

  private say(text: Localised, at: string): string {
    const own = text[this.language];
    if (own !== undefined) return own;
    this.missing.push(below(at, this.language));
    return text[this.document.defaultLanguage] ?? text.en ?? Object.values(text)[0] ?? '';
  }

  private phrases(words: LocalisedWords | undefined): readonly string[] {
    return words?.[this.language] ?? [];
  }

  /** @param parent of a submenu; null: it is the main menu */
  private menu(branch: MenuBranch, id: string, parent: Above | null, at: string, back?: Localised): Menu {
    const above: Above = { id, supportTeam: supportTeamOf(branch, parent) };
    const own = branch.entries.map((node, index) => this.entry(node, above, below(below(at, 'entries'), index)));
    const menu: Menu = {
      id,
      lead: this.say(branch.lead, below(at, 'lead')),
      button: branch.button ? this.say(branch.button, below(at, 'button')) : this.titles.choose,
      entries: parent === null ? own : [...own, ...this.waysOut(own, parent)],
      back: parent === null ? null : { id, title: back ? this.say(back, below(at, 'back')) : this.titles.back },
    };
    this.menus.set(id, menu);
    return menu;
  }

  /** What a submenu has by itself: one level up, a person, the main menu; none of them twice. */
  private waysOut(own: readonly MenuEntry[], parent: Above): readonly MenuEntry[] {
    const { titles } = this;
    const to = (id: string, title: string, does: EntryAction): MenuEntry => ({ id, title, words: [], does, isWayOut: true });
    const ways: readonly MenuEntry[] = [
      ...(parent.id === BUTTON.mainMenu ? [] : [to(parent.id, titles.back, { kind: 'open-menu', menu: parent.id })]),
      to(BUTTON.support, titles.support, { kind: 'start-chat', teamId: parent.supportTeam }),
      to(BUTTON.mainMenu, titles.mainMenu, { kind: 'open-menu', menu: BUTTON.mainMenu }),
    ];
    return ways.filter(({ id }) => own.every((entry) => entry.id !== id));
  }

  private entry(node: MenuNode, above: Above, at: string): MenuEntry {
    return {
      id: node.id,
      title: this.say(node.title, below(at, 'title')),
      ...(node.description ? { description: this.say(node.description, below(at, 'description')) } : {}),
      words: this.phrases(node.words),
      does: this.action(node, above, at),
    };
  }

  private action(node: MenuNode, above: Above, at: string): EntryAction {
    switch (node.kind) {
      case 'answer':
        return { kind: 'answer', text: this.say(node.text, below(at, 'text')) };
      case 'link':
        return {
          kind: 'link',
          text: this.say(node.text, below(at, 'text')),
          button: this.say(node.button, below(at, 'button')),
          url: this.say(node.url, below(at, 'url')),
        };
      case 'support':
        return { kind: 'start-chat', teamId: node.team ?? null };
      case 'main-menu':
        return { kind: 'open-menu', menu: BUTTON.mainMenu };
      case 'submenu':
        this.menu(node, node.id, above, at, node.back);
        return { kind: 'open-menu', menu: node.id };
      case 'form':
        return { kind: 'fill-form', form: this.form(node, at) };
    }
  }

  /** None when the rule is not for this language, or nothing in it would be matched. */
  private rule({ id, words, match, languages, hours, does }: PlaybookRule, at: string): readonly AnswerRule[] {
    const phrases = this.phrases(words);
    if (phrases.length === 0 || (languages && !languages.includes(this.language))) return [];
    const answer = does.kind === 'entry' ? does : { kind: 'answer' as const, text: this.say(does.text, below(below(at, 'does'), 'text')) };
    return [{ id, words: phrases, match, hours: hours ?? null, does: answer }];
  }

  private article({ id, title, question, answer, words }: PlaybookArticle, at: string): Findable {
    return {
      id,
      title: this.say(title, below(at, 'title')),
      question: this.say(question, below(at, 'question')),
      words: this.phrases(words),
      answer: this.say(answer, below(at, 'answer')),
    };
  }

  private form(node: FormNode, at: string): Form {
    const { then } = node;
    return {
      id: node.id,
      intro: node.intro ? this.say(node.intro, below(at, 'intro')) : null,
      fields: node.fields.map((field, index) => this.field(field, below(below(at, 'fields'), index))),
      then:
        then.kind === 'answer'
          ? { kind: 'answer', text: this.say(then.text, below(below(at, 'then'), 'text')) }
          : { kind: 'support', teamId: then.team ?? null },
    };
  }

  private field(field: FormField, at: string): Field {
    const question = {
      key: field.key,
      label: this.say(field.label, below(at, 'label')),
      ask: this.say(field.ask, below(at, 'ask')),
      optional: field.optional ?? false,
    };
    switch (field.type) {
      case 'text':
        return { ...question, type: 'text', maxLength: field.maxLength ?? MAX_FORM_ANSWER };
      case 'number':
        return { ...question, type: 'number', min: field.min ?? null, max: field.max ?? null, whole: field.whole ?? false };
      case 'date':
        return { ...question, type: 'date', from: field.from ?? null, to: field.to ?? null };
      case 'choice':
        return {
          ...question,
          type: 'choice',
          choices: field.choices.map(({ value, title, words }, index) => ({
            value,
            title: this.say(title, below(below(below(at, 'choices'), index), 'title')),
            words: this.phrases(words),
          })),
        };
      case 'name':
      case 'email':
      case 'phone':
        return { ...question, type: field.type };
    }
  }
}

/** A menu's own Chat Support says whom it leads to; without one it leads where that of the menu above does. */
function supportTeamOf({ entries }: MenuBranch, parent: Above | null): string | null {
  const own = entries.find(({ id }) => id === BUTTON.support);
  return own?.kind === 'support' ? (own.team ?? null) : (parent?.supportTeam ?? null);
}
