import { Injectable } from '@nestjs/common';
import type { AgentRef } from '../domain/model.js';

@Injectable()
export class MarkRead {
  execute(_order: { conversationId: string; agent: AgentRef; upToMessageId: string }): Promise<void> {
    throw new Error('being built');
  }
}
