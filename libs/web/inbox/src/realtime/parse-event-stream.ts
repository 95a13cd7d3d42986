export interface StreamEvent {
  readonly type: string;
  readonly data: string;
  readonly id: string | null;
}

export interface EventStreamParser {
  /** Takes what has arrived and returns the events that are now complete. */
  push(text: string): StreamEvent[];
}

/** `text/event-stream` by the standard: any line ending, several data lines, comments, pieces cut anywhere. */
export const eventStreamParser = (): EventStreamParser => {
  let rest = '';
  let type = '';
  let data: string[] = [];
  let id: string | null = null;
  return {
    push(text) {
      rest += text;
      const events: StreamEvent[] = [];
      for (;;) {
        const end = /\r\n|\n|\r/.exec(rest);
        // A lone CR at the very end may be the first half of CRLF: wait for the next piece.
        if (!end || (end[0] === '\r' && end.index === rest.length - 1)) return events;
        const line = rest.slice(0, end.index);
        rest = rest.slice(end.index + end[0].length);
        if (line === '') {
          if (data.length > 0 || type !== '') events.push({ type: type || 'message', data: data.join('\n'), id });
          type = '';
          data = [];
          id = null;
          continue;
        }
        const colon = line.indexOf(':');
        const field = colon < 0 ? line : line.slice(0, colon);
        const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
        if (field === 'event') type = value;
        else if (field === 'data') data.push(value);
        else if (field === 'id' && !value.includes('\0')) id = value;
      }
    },
  };
};
