/** Longest text WhatsApp lets a business send (Cloud API, text body). What we receive has no such limit. */
export const MAX_OUTBOUND_TEXT = 4096;
/** Longest body of an interactive message (buttons). An agent's first reply above this goes as plain text. */
export const MAX_INTERACTIVE_BODY = 1024;
/** Of a caption under a picture, a film or a document, in UTF-16 units. */
export const MAX_CAPTION = 1024;
export const MAX_BUTTONS = 3;
export const MAX_BUTTON_TITLE = 20;
export const MAX_LIST_ROWS = 10;
export const MAX_LIST_ROW_TITLE = 24;
export const MAX_LIST_ROW_DESCRIPTION = 72;
export const MAX_LIST_BUTTON = 20;
/** The customer service window: free replies are allowed this long after the customer's own last message. */
export const SERVICE_WINDOW_MS = 24 * 60 * 60 * 1000;
/** A message is marked late when it arrived more than this after the time WhatsApp gave it. */
export const LATE_AFTER_MS = 60_000;
/** Longest undo an agent may ask for when ending a chat. */
export const MAX_UNDO_SECONDS = 30;
