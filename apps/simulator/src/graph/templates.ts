import { GraphError } from './graph-error.js';
import type { Content } from './content/content.js';
import { isFields, objectIn, textIn, type Fields } from './content/fields.js';

export interface Template {
  readonly name: string;
  /** Code as Meta writes it: `en_US`, `pt_BR`. */
  readonly language: string;
  /** Body with `{{1}}`, `{{2}}` … where parameters stand. */
  readonly body: string;
}

const SHIPPED: readonly Template[] = [
  {
    name: 'hello_world',
    language: 'en_US',
    body: 'Welcome and congratulations!! This message demonstrates your ability to send a WhatsApp message notification from the Cloud API.',
  },
];

/** The approved templates of the business: the only thing that may be sent outside the window. */
export class TemplateShelf {
  private templates = new Map<string, Template>();

  constructor() {
    this.clear();
  }

  add(template: Template): void {
    this.templates.set(`${template.name}/${template.language}`, template);
  }

  all(): Template[] {
    return [...this.templates.values()];
  }

  /** Back to what every new account has. */
  clear(): void {
    this.templates.clear();
    for (const template of SHIPPED) this.add(template);
  }

  /** Fills a template. Throws 132001 (unknown), 132000 (wrong number of parameters) or 132018 (a parameter that is not allowed). */
  render(request: Fields): Content {
    const name = textIn(request, 'name', 'template.name');
    const language = textIn(objectIn(request, 'language', 'template.language'), 'code', 'template.language.code');
    const template = this.templates.get(`${name}/${language}`);
    if (!template) {
      throw new GraphError(404, 132001, '(#132001) Template name does not exist in the translation', {
        details: `template name (${name}) does not exist in ${language}`,
      });
    }
    const components = Array.isArray(request['components']) ? request['components'].filter(isFields) : [];
    const body = components.find((component) => String(component['type']).toLowerCase() === 'body');
    const given = Array.isArray(body?.['parameters']) ? body['parameters'].filter(isFields).map((one) => textOf(one)) : [];
    const expected = new Set(template.body.match(/\{\{\d+\}\}/g) ?? []).size;
    if (given.length !== expected) {
      throw new GraphError(400, 132000, '(#132000) Number of parameters does not match the expected number of params', {
        details: `body: number of localizable_params (${given.length}) does not match the expected number of params (${expected})`,
      });
    }
    return { text: template.body.replace(/\{\{(\d+)\}\}/g, (_, place: string) => given[Number(place) - 1] ?? ''), choices: [] };
  }
}

function textOf(parameter: Fields): string {
  const text = textIn(parameter, 'text', 'template.components.parameters.text');
  if (/[\n\t]| {5,}/.test(text)) {
    throw new GraphError(400, 132018, '(#132018) There is an issue with the parameters in your template', {
      details: 'Param text cannot have new-line/tab characters or more than 4 consecutive spaces',
    });
  }
  return text;
}
