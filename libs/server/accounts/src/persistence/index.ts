import { AgentEntity } from './agent.entity.js';
import { ApiTokenEntity } from './api-token.entity.js';
import { AuditEntryEntity } from './audit-entry.entity.js';

/** What the data source has to know of accounts. */
export const accountEntities = [AgentEntity, ApiTokenEntity, AuditEntryEntity];
