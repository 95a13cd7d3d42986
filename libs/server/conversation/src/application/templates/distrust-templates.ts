import { Injectable } from '@nestjs/common';
import { Database, Log, Wake } from '@parley/platform';
import { requestTemplateSyncOnce } from '../../persistence/template.statements.js';

/**
 * The channel has refused a template in a way that says that our copy of it is old: the list is read again soon, so that whoever tries
 * next sees what there is now. Never throws: the refusal itself matters more, and the list is read every hour anyway.
 */
@Injectable()
export class DistrustTemplates {
  constructor(
    private readonly database: Database,
    private readonly wake: Wake,
    private readonly log: Log,
  ) {}

  async execute(): Promise<void> {
    try {
      await this.database.run(requestTemplateSyncOnce);
      this.wake.wake('templates');
    } catch (error) {
      this.log.error('outbound', 'template list could not be asked for', error);
    }
  }
}
