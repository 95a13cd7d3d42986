/** Between the wish for a person and the person. */
export const queueTexts = {
  'handover.start':
    "Welcome to chat support{, name}. I'm getting someone from our team. Write your question now, so they can start right away.",
  'queue.ack': "Got it, this is saved for our team. You don't need to wait here: we answer in this chat.",
} as const;
