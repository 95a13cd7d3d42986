import { Injectable } from '@nestjs/common';

@Injectable()
export class OutboxDispatcher {
  start(): void {
    throw new Error('being built');
  }
  stop(): Promise<void> {
    throw new Error('being built');
  }
}
