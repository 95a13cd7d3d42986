import { Module } from '@nestjs/common';
import { SuggestAnswers } from './application/answers/suggest-answers.js';
import { AcceptChat } from './application/accept-chat.js';
import { Apologise } from './application/apologise.js';
import { ChannelDirectory } from './application/channel-directory.js';
import { ConversationDirectory } from './application/conversation-directory.js';
import { EndChat } from './application/end-chat.js';
import { ChangeContact } from './application/change-contact.js';
import { EraseContact } from './application/erase-contact.js';
import { FinishErasures } from './application/finish-erasures.js';
import { JoinContacts } from './application/join-contacts.js';
import { MarkRead } from './application/mark-read.js';
import { ReceiveInboundMessages } from './application/receive-inbound-messages.js';
import { RecordDeliveryReports } from './application/record-delivery-reports.js';
import { RecordPreference } from './application/record-preference.js';
import { ConversationFigures } from './application/conversation-figures.js';
import { ConversationLanes } from './application/conversation-lanes.js';
import { JoinQueue } from './application/join-queue.js';
import { AssignWaitingChats } from './application/queue/assign-waiting-chats.js';
import { QueueReader } from './application/queue/queue-reader.js';
import { QueueRunner } from './application/queue/queue-runner.js';
import { ReleaseLostChats } from './application/queue/release-lost-chats.js';
import { SetAgentCapacity } from './application/queue/set-agent-capacity.js';
import { TellPlaces } from './application/queue/tell-places.js';
import { ReleaseChat } from './application/release-chat.js';
import { CheckPlaybook } from './application/playbook/check-playbook.js';
import { EditPlaybook } from './application/playbook/edit-playbook.js';
import { PlaybookArchive } from './application/playbook/playbook-archive.js';
import { Playbook } from './application/playbook.js';
import { PreviewPlaybook } from './application/playbook/preview-playbook.js';
import { PublishedPlaybook } from './application/playbook/published-playbook.js';
import { SendAgain } from './application/send-again.js';
import { SendAgentMedia } from './application/send-agent-media.js';
import { SendAgentMessage } from './application/send-agent-message.js';
import { ChannelPace } from './application/sending/channel-pace.js';
import { MessageStarter } from './application/sending/message-starter.js';
import { OutboxDispatcher } from './application/sending/outbox-dispatcher.js';
import { OutboxSweeper } from './application/sending/outbox-sweeper.js';
import { OutcomeJudge } from './application/sending/outcome-judge.js';
import { OutcomeRecorder } from './application/sending/outcome-recorder.js';
import { ReplyStarter } from './application/sending/reply-starter.js';
import { ReadReceiptSender } from './application/sending/read-receipt-sender.js';
import { Hours } from './application/hours.js';
import { Settings } from './application/settings.js';
import { StartChat } from './application/start-chat.js';
import { SendTemplate } from './application/send-template.js';
import { PreviewTemplate } from './application/templates/preview-template.js';
import { RecordTemplateChange } from './application/templates/record-template-change.js';
import { DistrustTemplates } from './application/templates/distrust-templates.js';
import { SyncTemplates } from './application/templates/sync-templates.js';
import { TemplateSynchroniser } from './application/templates/template-synchroniser.js';
import { SwitchOffChatSupport } from './application/switch-off-chat-support.js';
import { TakeNextChat } from './application/take-next-chat.js';
import { TimerRunner } from './application/timer-runner.js';
import { TransferChat } from './application/transfer-chat.js';
import { UndoEnd } from './application/undo-end.js';

const doors = [
  Apologise,
  ChangeContact,
  EraseContact,
  FinishErasures,
  PublishedPlaybook,
  PlaybookArchive,
  CheckPlaybook,
  EditPlaybook,
  PreviewPlaybook,
  SuggestAnswers,
  JoinContacts,
  StartChat,
  AcceptChat,
  TakeNextChat,
  SendAgentMessage,
  SendAgentMedia,
  SendAgain,
  EndChat,
  UndoEnd,
  TransferChat,
  ReleaseChat,
  SetAgentCapacity,
  AssignWaitingChats,
  ReleaseLostChats,
  TellPlaces,
  QueueRunner,
  MarkRead,
  SwitchOffChatSupport,
  ConversationDirectory,
  ChannelDirectory,
  ReceiveInboundMessages,
  RecordDeliveryReports,
  RecordPreference,
  OutboxDispatcher,
  OutboxSweeper,
  ReadReceiptSender,
  TimerRunner,
  Settings,
  SendTemplate,
  PreviewTemplate,
  Hours,
  DistrustTemplates,
  SyncTemplates,
  RecordTemplateChange,
  TemplateSynchroniser,
];

const insides = [
  QueueReader,
  Playbook,
  JoinQueue,
  ConversationFigures,
  ConversationLanes,
  ChannelPace,
  MessageStarter,
  ReplyStarter,
  OutcomeJudge,
  OutcomeRecorder,
];

/**
 * The heart. Needs from global modules: `Database`, `Wake`, `Clock`, `Log`, `Metrics`, `OutboundChannel` (bound to the channel's adapter) and
 * `ConversationOptions`.
 */
@Module({ providers: [...doors, ...insides], exports: doors })
export class ConversationModule {}
