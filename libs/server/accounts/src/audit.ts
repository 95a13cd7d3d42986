import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditEntryEntity } from './persistence/audit-entry.entity.js';

type PlaybookAction = 'playbook.save-draft' | 'playbook.discard-draft' | 'playbook.publish' | 'playbook.restore';
type TeamAction = 'team.create' | 'team.rename' | 'team.remove' | 'team.add-member' | 'team.remove-member';
type ContactAction = 'contact.change' | 'contact.export' | 'contact.erase';
export type AuditedAction =
  | 'login'
  | 'logout'
  | 'agent.create'
  | 'agent.disable'
  | 'agent.enable'
  | 'agent.set-capacity'
  | 'token.create'
  | 'dead_letter.replay'
  | 'settings.change'
  | 'hours.set'
  | 'hours.remove'
  | PlaybookAction
  | TeamAction
  | ContactAction;

/** Who did what to whom, and whether it was allowed. Written before the answer goes out. */
@Injectable()
export class Audit {
  constructor(@Inject(DataSource) private readonly dataSource: DataSource) {}

  async record(entry: {
    action: AuditedAction;
    actorId: string | null;
    target?: string;
    outcome: 'ok' | 'refused' | 'limited';
    requestId: string;
  }): Promise<void> {
    await this.dataSource.getRepository(AuditEntryEntity).insert({
      action: entry.action,
      actorId: entry.actorId,
      target: entry.target ?? null,
      outcome: entry.outcome,
      requestId: entry.requestId,
    });
  }
}
