import { Check, CheckCheck, Clock } from 'lucide-react';
import type { MessageStatus } from '../api/simulator.js';

const WORDS: Readonly<Record<MessageStatus, string>> = {
  queued: 'Waiting for the network',
  accepted: 'Sent',
  sent: 'Sent',
  delivered: 'Delivered',
  read: 'Read',
  failed: 'Not sent',
};

/** How far the customer's own message has come. */
export const Ticks = ({ status }: { readonly status: MessageStatus }) => {
  const Icon = status === 'queued' ? Clock : status === 'delivered' || status === 'read' ? CheckCheck : Check;
  return (
    <span role="img" aria-label={WORDS[status]} title={WORDS[status]} className={status === 'read' ? 'text-tick-blue' : 'text-time'}>
      <Icon size={status === 'queued' ? 12 : 15} aria-hidden="true" />
    </span>
  );
};
