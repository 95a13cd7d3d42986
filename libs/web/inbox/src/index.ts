export { conversationListQuery } from './api/conversation-list.query.js';
export { inboxSummaryQuery } from './api/inbox-summary.query.js';
export { inboxMessagesEn, type InboxMessages } from './messages/en.js';
export { parseInboxSearch, type InboxSearch } from './model/inbox-location.js';
export { useLiveState } from './realtime/live-state.js';
export { InboxPage, type InboxPageProps } from './routes/inbox.page.js';
