import { Injectable } from '@nestjs/common';
import { Database, Refusal } from '@parley/platform';
import { fillTemplate, type TemplateContent } from '../../domain/templates/fill-template.js';
import { findTemplate } from '../../persistence/template.statements.js';
import { filledOrRefused } from '../send-template.js';

/** What a customer would read: the same filling, with the same refusals, as a send. */
@Injectable()
export class PreviewTemplate {
  constructor(private readonly database: Database) {}

  /** @throws Refusal TEMPLATE_NOT_FOUND, VALIDATION_FAILED (with each value that is wrong) */
  async execute(templateId: string, parameters: Readonly<Record<string, string>>): Promise<TemplateContent> {
    const [template] = await this.database.run(findTemplate, [templateId, null]);
    if (!template) throw new Refusal('TEMPLATE_NOT_FOUND');
    return filledOrRefused(fillTemplate(template, parameters));
  }
}
