export { sessionKeys, sessionQuery } from './api/session.query.js';
export { sessionMessagesEn, type SessionMessages } from './messages/en.js';
export { useSignOut } from './model/use-sign-out.js';
export { SessionGate, type SessionGateProps } from './routes/session-gate.js';
export { SignInPage, type SignInPageProps } from './routes/sign-in.page.js';
