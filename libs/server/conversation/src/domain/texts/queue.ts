/** Between the wish for a person and the person. `{minutes}` is `wait.about` or `wait.few`; in the former it comes with its unit: "10 minutes". */
export const queueTexts = {
  'handover.start':
    "Welcome to chat support{, name}. I'm getting someone from our team. You are number {place}; it usually takes {minutes}. Write your question now, so they can start right away.",
  'handover.start.nowait':
    'Welcome to chat support{, name}. One moment, someone from our team is joining. Please tell us what it is about.',
  'queue.ack': "Got it, this is saved for our team. You don't need to wait here: we answer in this chat.",
  'queue.place': 'You are number {place} in the queue; it usually takes {minutes}.',
  'wait.about': 'about {minutes}',
  'wait.few': 'a few minutes',
  'queue.update': 'You are now number {place}.',
  'queue.long': 'Sorry, it is taking longer than usual. You can keep waiting here, or we write to you as soon as somebody is free.',
  'queue.later': 'All right. Your question is saved, and we write to you here as soon as somebody is free.',
  'agent.lost': '{agent} had to leave, sorry. You are next in line: a colleague takes over as soon as one is free.',
  'agent.transfer': '{agent} is passing you to {team}. They can see everything you wrote.',
} as const;
