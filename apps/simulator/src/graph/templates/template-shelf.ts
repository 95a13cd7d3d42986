import { GraphError } from '../graph-error.js';
import type { Content } from '../content/content.js';
import { objectIn, textIn, type Fields } from '../content/fields.js';
import type { MediaStore } from '../media/media-store.js';
import { renderTemplate } from './render-template.js';
import { SHIPPED } from './shipped-templates.js';
import type { Template } from './template.js';

/** The templates of the business account: what may be sent outside the window, once approved. */
export class TemplateShelf {
  private templates = new Map<string, Template>();
  private lastId = 0;

  constructor() {
    this.clear();
  }

  /** Puts a template on the shelf, or in the place of the one with its name and language, whose id it keeps. */
  put(template: Omit<Template, 'id'>): Template {
    const key = keyOf(template.name, template.language);
    const put = { ...template, id: this.templates.get(key)?.id ?? String(594_425_479_261_500 + ++this.lastId) };
    this.templates.set(key, put);
    return put;
  }

  remove(name: string, language: string): boolean {
    return this.templates.delete(keyOf(name, language));
  }

  all(): Template[] {
    return [...this.templates.values()];
  }

  /** Back to what is shipped. */
  clear(): void {
    this.templates.clear();
    for (const template of SHIPPED) this.put({ status: 'APPROVED', quality_score: { score: 'UNKNOWN' }, pacing: false, ...template });
  }

  /** Fills a template, or refuses with what Meta refuses with: 132001 (unknown), 132015, 132016, then as `renderTemplate`. */
  render(request: Fields, media: MediaStore): Content {
    const name = textIn(request, 'name', 'template.name');
    const language = textIn(objectIn(request, 'language', 'template.language'), 'code', 'template.language.code');
    const template = this.templates.get(keyOf(name, language));
    if (template?.status === 'PAUSED')
      throw new GraphError(400, 132015, '(#132015) Template is paused', { details: 'Template is paused.' });
    if (template?.status === 'DISABLED') {
      throw new GraphError(400, 132016, '(#132016) Template is disabled', { details: 'Template is disabled.' });
    }
    if (template?.status !== 'APPROVED') {
      throw new GraphError(404, 132001, '(#132001) Template name does not exist in the translation', {
        details: `template name (${name}) does not exist in ${language}`,
      });
    }
    return renderTemplate(template, request, media);
  }
}

const keyOf = (name: string, language: string): string => `${name}/${language}`;
