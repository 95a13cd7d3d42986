import { Injectable } from '@nestjs/common';

@Injectable()
export class OutboxSweeper {
  start(): void {
    throw new Error('being built');
  }
  stop(): Promise<void> {
    throw new Error('being built');
  }
}
