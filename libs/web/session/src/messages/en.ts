/** The session in English, as ICU messages; see the inbox's for how a language is added. */
export const sessionMessagesEn = {
  'session.title': 'Sign in · Parley',
  'session.heading': 'Sign in to Parley',
  'session.lead': 'Customer support over WhatsApp',
  'session.email': 'Email',
  'session.password': 'Password',
  'session.sign-in': 'Sign in',
  'session.signing-in': 'Signing in',
  'session.sign-out': 'Sign out',
  'session.email.missing': 'Enter your email address.',
  'session.password.missing': 'Enter your password.',
  'session.wrong': 'Email or password is wrong. Check both and try again.',
  'session.demo.lead': 'This is the demo: the customers are made up, and nothing leaves this computer.',
  'session.demo.enter': 'Continue as {name}',
  'session.demo.or': 'or with a login',
  'session.too-many': 'Too many tries. You can try again in {minutes, plural, =0 {a minute} one {# minute} other {# minutes}}.',
  'session.unreachable': 'The server cannot be reached. Check your connection and try again.',
  'session.failed': 'Signing in did not work. Try again in a minute.',
  'session.expired': 'Your session is over. Sign in again; your drafts are kept on this computer.',
  'session.restoring': 'Opening Parley',
  'session.restore-failed': 'Parley cannot reach its server',
  'session.restore-failed.hint': 'You may still be signed in. Nothing you wrote is lost.',
  'session.try-again': 'Try again',
  'session.sign-out.failed': 'Signing out did not work: the server could not be reached. You are still signed in.',
} as const;

export type SessionMessages = Readonly<Record<keyof typeof sessionMessagesEn, string>>;
