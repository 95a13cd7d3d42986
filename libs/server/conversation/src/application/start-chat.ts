import { Injectable } from '@nestjs/common';
import type { AgentRef } from '../domain/model.js';

@Injectable()
export class StartChat {
  execute(_order: { conversationId: string; agent: AgentRef; message: string | null }): Promise<void> {
    throw new Error('being built');
  }
}
