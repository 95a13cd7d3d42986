import { Injectable } from '@nestjs/common';
import type { AgentRef } from '../domain/model.js';

@Injectable()
export class EndChat {
  execute(_order: {
    conversationId: string;
    agent: AgentRef;
    message: string | null;
    reason: string | null;
    undoSeconds: number;
  }): Promise<void> {
    throw new Error('being built');
  }
}
