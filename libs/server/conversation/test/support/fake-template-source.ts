import { TemplateSource, type ListedTemplate, type TemplateListing } from '../../src/index.js';

/** WhatsApp's list, as the test wants it. */
export class FakeTemplateSource extends TemplateSource {
  readonly asked: { phoneNumberId: string; accountId: string | null }[] = [];
  answer: TemplateListing = { kind: 'failed', reason: 'nobody has said what there is' };

  private heldBack: { readonly begun: () => void; readonly listing: Promise<TemplateListing> } | null = null;

  list(channel: { phoneNumberId: string; accountId: string | null }): Promise<TemplateListing> {
    this.asked.push(channel);
    const { heldBack } = this;
    this.heldBack = null;
    heldBack?.begun();
    return heldBack?.listing ?? Promise.resolve(this.answer);
  }

  /** The next one who asks waits until the test answers. */
  holdBack(): { readonly asked: Promise<void>; readonly answer: (listing: TemplateListing) => void } {
    let begun: () => void = () => undefined;
    let answer: (listing: TemplateListing) => void = () => undefined;
    const asked = new Promise<void>((resolve) => (begun = resolve));
    const listing = new Promise<TemplateListing>((resolve) => (answer = resolve));
    this.heldBack = { begun: () => begun(), listing };
    return { asked, answer: (list) => answer(list) };
  }

  holds(...templates: readonly ListedTemplate[]): void {
    this.answer = { kind: 'listed', accountId: '104996122399160', templates, isWhole: true };
  }
}

export function aListedTemplate(changes: Partial<ListedTemplate> = {}): ListedTemplate {
  return {
    externalId: '594425479261501',
    name: 'order_update',
    language: 'en_US',
    category: 'utility',
    status: 'approved',
    quality: 'high',
    parts: { header: null, body: 'Hi {{1}}, order {{2}} has left.', footer: null, buttons: [], examples: {}, obstacle: null },
    ...changes,
  };
}
