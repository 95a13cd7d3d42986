import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

/** Append-only. Ids and words of ours; never message text, never a phone number. */
@Entity('audit_entry')
export class AuditEntryEntity {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' })
  id!: string;

  @Column('timestamptz', { default: () => 'now()' })
  at!: Date;

  @Column('uuid', { name: 'actor_id', nullable: true })
  actorId!: string | null;

  @Column('text')
  action!: string;

  @Column('text', { nullable: true })
  target!: string | null;

  @Column('text')
  outcome!: string;

  @Column('text', { name: 'request_id', nullable: true })
  requestId!: string | null;
}
