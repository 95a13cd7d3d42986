import type { Catalogue } from './catalogue.js';
import { compilePlaybook } from './playbook/compile-playbook.js';
import { SHIPPED_PLAYBOOK } from './playbook/shipped-playbook.js';

/** The shipped playbook in English, for a business of this name. */
export function defaultCatalogue(businessName: string): Catalogue {
  return compilePlaybook({ ...SHIPPED_PLAYBOOK, business: businessName }, 'en').catalogue;
}
