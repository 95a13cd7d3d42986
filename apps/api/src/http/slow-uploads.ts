import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

export interface UploadLimits {
  /** Milliseconds in which nothing came. Looked at as often. */
  readonly silenceMs: number;
  /** Milliseconds for all of it. */
  readonly longestMs: number;
}

interface Upload {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly beganAt: number;
}

/**
 * Files may take longer than other requests: 100 MB, the largest that WhatsApp carries, need ten minutes on a line of 1.4 Mbit/s, and
 * half a minute would cut off everything beyond 5 MB there. What bounds them is that something must keep coming, and an end all the same.
 *
 * Node has one limit for the requests of all routes, so a file is let off it; only one that is being read, though: whoever was answered
 * already (not signed in, say) has nothing more to tell us, and is held to what holds for everybody.
 */
export class SlowUploads {
  private readonly underWay = new WeakMap<Socket, Upload>();

  constructor(private readonly limits: UploadLimits) {}

  begin(request: IncomingMessage, response: ServerResponse): void {
    this.underWay.set(request.socket, { request, response, beganAt: performance.now() });
  }

  /**
   * Node's limit for all requests is over. Node says so once for each request, so what happens next is up to us.
   * @param cutOff is called when this one has had all the time there is
   * @returns whether it may go on
   */
  mayGoOn(socket: Socket, cutOff: () => void): boolean {
    const upload = this.underWay.get(socket);
    if (!upload || !isBeingRead(upload)) return false;
    let read = socket.bytesRead;
    const watch = setInterval(() => {
      const isSilent = socket.bytesRead === read;
      read = socket.bytesRead;
      const isTooLong = performance.now() - upload.beganAt >= this.limits.longestMs;
      if (isBeingRead(upload) && !isSilent && !isTooLong) return;
      clearInterval(watch);
      if (isBeingRead(upload)) cutOff();
    }, this.limits.silenceMs).unref();
    return true;
  }
}

function isBeingRead({ request, response }: Upload): boolean {
  return !request.complete && !request.destroyed && !response.headersSent;
}
