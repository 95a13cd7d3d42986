import type { MigrationInterface } from 'typeorm';
import { CreateInstallation1795305600000 } from './1795305600000-create-installation.js';
import { CreateAccounts1795305600001 } from './1795305600001-create-accounts.js';
import { CreateConversation1795305600002 } from './1795305600002-create-conversation.js';
import { CreateInbox1795305600003 } from './1795305600003-create-inbox.js';
import { GatherLiveEvents1795392200000 } from './1795392200000-gather-live-events.js';
import { AddSendAgain1795392300000 } from './1795392300000-add-send-again.js';
import { IntroduceContacts1795396000000 } from './1795396000000-introduce-contacts.js';
import { RecordAcceptances1795396100000 } from './1795396100000-record-acceptances.js';
import { ShelveDeadLetters1795396200000 } from './1795396200000-shelve-dead-letters.js';
import { WholeConversation1795478400000 } from './1795478400000-whole-conversation.js';
import { RememberWhatWasAsked1795478600000 } from './1795478600000-remember-what-was-asked.js';
import { VersionThePlaybook1795478500000 } from './1795478500000-version-the-playbook.js';
import { CreateTeams1795478700000 } from './1795478700000-create-teams.js';
import { CreateOpeningHours1795478800000 } from './1795478800000-create-opening-hours.js';
import { JoinContacts1795479100000 } from './1795479100000-join-contacts.js';
import { EraseContacts1795479110000 } from './1795479110000-erase-contacts.js';
import { SynchroniseTemplates1795479200000 } from './1795479200000-synchronise-templates.js';
import { TallyMessages1795479210000 } from './1795479210000-tally-messages.js';
import { KeepMedia1795479000000 } from './1795479000000-keep-media.js';
import { NoticeChannel1795479010000 } from './1795479010000-notice-channel.js';
import { ResumeAndFloods1795478900000 } from './1795478900000-resume-and-floods.js';
import { IntroduceNobodyToldBefore1795500160000 } from './1795500160000-introduce-nobody-told-before.js';
import { ApplyNewHours1795515000000 } from './1795515000000-apply-new-hours.js';
import { RecordWhatWasLeftUnsaid1795515000001 } from './1795515000001-record-what-was-left-unsaid.js';
import { NumberEvents1795511000000 } from './1795511000000-number-events.js';
import { LeaveRoomForReports1795511000001 } from './1795511000001-leave-room-for-reports.js';
import { TakeInDeliveries1795510000000 } from './1795510000000-take-in-deliveries.js';
import { AwaitEarlyAmendments1795514000000 } from './1795514000000-await-early-amendments.js';

/**
 * The history of the one database, oldest first. Written by hand, read by people, never edited after a release; release N runs on
 * schema N+1 (expand, then contract).
 */
export const migrations: readonly (new () => MigrationInterface)[] = [
  CreateInstallation1795305600000,
  CreateAccounts1795305600001,
  CreateConversation1795305600002,
  CreateInbox1795305600003,
  GatherLiveEvents1795392200000,
  AddSendAgain1795392300000,
  IntroduceContacts1795396000000,
  RecordAcceptances1795396100000,
  ShelveDeadLetters1795396200000,
  WholeConversation1795478400000,
  RememberWhatWasAsked1795478600000,
  VersionThePlaybook1795478500000,
  CreateTeams1795478700000,
  CreateOpeningHours1795478800000,
  JoinContacts1795479100000,
  EraseContacts1795479110000,
  SynchroniseTemplates1795479200000,
  TallyMessages1795479210000,
  KeepMedia1795479000000,
  NoticeChannel1795479010000,
  ResumeAndFloods1795478900000,
  IntroduceNobodyToldBefore1795500160000,
  ApplyNewHours1795515000000,
  RecordWhatWasLeftUnsaid1795515000001,
  NumberEvents1795511000000,
  LeaveRoomForReports1795511000001,
  TakeInDeliveries1795510000000,
  AwaitEarlyAmendments1795514000000,
];
