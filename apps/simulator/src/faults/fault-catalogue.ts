/** Everything that can be made to go wrong, by name: the one list behind the control API, the phone page's menu and the tests. */
export const FAULTS = [
  {
    name: 'accept-then-drop-response',
    side: 'graph',
    title: 'Accept, then lose the answer',
    description: 'The message is accepted and delivered, but the connection breaks before the answer.',
    options: [],
  },
  {
    name: 'drop-before-read',
    side: 'graph',
    title: 'Drop the request',
    description: 'The connection breaks and the message was never accepted.',
    options: [],
  },
  {
    name: 'delay',
    side: 'graph',
    title: 'Answer late',
    description: 'The message is accepted at once, the answer comes after `ms` milliseconds (default 5,000).',
    options: ['ms'],
  },
  {
    name: 'status',
    side: 'graph',
    title: 'Answer with an error',
    description: 'Answers HTTP `status` (default 500) with error `code` (default 131000), or with `body` as it is. Nothing is accepted.',
    options: ['status', 'code', 'body'],
  },
  {
    name: 'rate-limited',
    side: 'graph',
    title: 'Throughput reached',
    description: 'Answers 130429. Nothing is accepted.',
    options: [],
  },
  {
    name: 'pair-limited',
    side: 'graph',
    title: 'Too many to this customer',
    description: 'Answers 131056. Nothing is accepted.',
    options: [],
  },
  {
    name: 'token-expired',
    side: 'graph',
    title: 'Access token expired',
    description: 'Answers 401 with code 190. Nothing is accepted.',
    options: [],
  },
  {
    name: 'undeliverable',
    side: 'graph',
    title: 'Message undeliverable',
    description: 'Accepts the message, then reports it `failed` with 131026.',
    options: [],
  },
  {
    name: 'lose-statuses',
    side: 'webhook',
    title: 'Statuses never come',
    description: 'Messages are accepted and delivered, but no status webhook is sent for them.',
    options: [],
  },
  {
    name: 'duplicate-webhooks',
    side: 'webhook',
    title: 'Webhooks come twice',
    description: 'Each webhook that was answered 200 is sent `copies` more times (default 1).',
    options: ['copies'],
  },
  {
    name: 'shuffle-webhooks',
    side: 'webhook',
    title: 'Webhooks out of order',
    description: 'Webhooks are held for `ms` milliseconds (default 400) and leave in random order, all at once.',
    options: ['ms'],
  },
  {
    name: 'batch-webhooks',
    side: 'webhook',
    title: 'Webhooks in one body',
    description: 'Webhooks are held for `ms` milliseconds (default 400) and leave together in one body.',
    options: ['ms'],
  },
  {
    name: 'delay-webhooks',
    side: 'webhook',
    title: 'Webhooks late',
    description: 'Webhooks leave `ms` milliseconds late (default 5,000).',
    options: ['ms'],
  },
  {
    name: 'lose-webhooks',
    side: 'webhook',
    title: 'Webhooks lost',
    description: 'Webhooks are never sent and never tried again.',
    options: [],
  },
  {
    name: 'wrong-signature',
    side: 'webhook',
    title: 'Wrong signature',
    description: 'Webhooks are signed with another secret, so the receiver must refuse them. They are tried again as usual.',
    options: [],
  },
] as const;

export type FaultName = (typeof FAULTS)[number]['name'];

export const isFaultName = (name: unknown): name is FaultName => FAULTS.some((fault) => fault.name === name);

export interface FaultOptions {
  readonly ms?: number;
  readonly status?: number;
  readonly code?: number;
  readonly body?: string;
  readonly copies?: number;
}
