import { Injectable } from '@nestjs/common';
import type { AgentRef } from '../domain/model.js';

@Injectable()
export class SendAgentMessage {
  execute(_order: {
    conversationId: string;
    agent: AgentRef;
    text: string;
    replyTo: string | null;
    idempotencyKey: string | null;
  }): Promise<{ messageId: string; created: boolean }> {
    throw new Error('being built');
  }
}
