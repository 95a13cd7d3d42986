/** The labels of the bot's own buttons, as shipped in English; at most 20 characters each. Data, like the texts. */
export const ENGLISH_TITLES = {
  endChat: 'End Chat',
  support: 'Chat Support',
  mainMenu: 'Main menu',
  stay: 'Stay in chat',
  myPlace: 'My place',
  keepWaiting: 'Keep waiting',
  writeLater: 'Write me later',
  /** What `end_chat` is called where nobody has answered yet. */
  cancel: 'Cancel',
  /** Opens the list of a menu that names no label of its own. */
  choose: 'Choose',
  /** One menu up. */
  back: 'Back',
  /** Of a question in a form that may be left out. */
  skip: 'Skip',
  /** What was told a form is right. */
  send: 'Yes, send',
  /** It is not. */
  change: 'Start over',
  /** Under an answer: it answers the question. */
  helped: 'Yes, thanks',
  /** Takes up the chat that has ended. */
  resume: 'Continue chat',
  /** Under the question whether to go on with the same person. */
  yes: 'Yes',
  newRequest: 'New request',
  /** Opens the list of the five below. */
  rate: 'Rate',
  excellent: '5 Excellent',
  good: '4 Good',
  fair: '3 OK',
  poor: '2 Poor',
  veryPoor: '1 Very poor',
  /** While closed: asks how. */
  leaveMessage: 'Leave a message',
  /** "We close in ten minutes": read. */
  understood: 'OK',
  /** "Are you still there?" */
  here: "Yes, I'm here",
  /** The service window. */
  keepOpen: 'OK, keep it open',
} as const;

export type TitleKey = keyof typeof ENGLISH_TITLES;
export type Titles = Readonly<Record<TitleKey, string>>;
export const TITLE_KEYS = Object.keys(ENGLISH_TITLES) as readonly TitleKey[];
