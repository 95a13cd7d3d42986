import { Injectable } from '@nestjs/common';
import { Database, Wake } from '@parley/platform';
import type { TemplateCategory, TemplateQuality, TemplateStatus } from '@parley/vocabulary';
import { recordTemplateChange, requestTemplateSync } from '../../persistence/template.statements.js';

/** What WhatsApp has told us of one template. Null: nothing new. */
export interface TemplateChange {
  readonly name: string;
  readonly language: string;
  readonly status: TemplateStatus | null;
  readonly quality: TemplateQuality | null;
  readonly category: TemplateCategory | null;
}

/**
 * A template was approved, paused, disabled or judged anew: agents see it at once, and the list is read again, because the news says
 * nothing of what stands in the template now. News of a template we do not know yet is only a reason to read the list.
 */
@Injectable()
export class RecordTemplateChange {
  constructor(
    private readonly database: Database,
    private readonly wake: Wake,
  ) {}

  /** @returns whether a template of ours was meant */
  async execute({ name, language, status, quality, category }: TemplateChange): Promise<boolean> {
    const changed = await this.database.transaction(async (tx) => {
      const rows = await tx.run(recordTemplateChange, [name, language, status, quality, category]);
      await tx.run(requestTemplateSync);
      tx.afterCommit(() => this.wake.wake('templates'));
      return rows;
    });
    return changed.length > 0;
  }
}
