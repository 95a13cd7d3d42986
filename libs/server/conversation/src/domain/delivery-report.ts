/** One delivery status of a message of ours, decoded by the channel. */
export interface DeliveryReport {
  readonly wamid: string;
  /** Our own message and attempt, when the report carried our signed id and the signature is right. */
  readonly callback: { readonly messageId: string; readonly attempt: number } | null;
  readonly status: 'sent' | 'delivered' | 'read' | 'failed';
  readonly at: Date | null;
  /** `templateChanged`: our copy of the template is not what the channel has. */
  readonly error: { readonly code: string; readonly title: string; readonly templateChanged?: true } | null;
}
