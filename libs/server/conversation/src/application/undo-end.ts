import { Injectable } from '@nestjs/common';
import type { AgentRef } from '../domain/model.js';

@Injectable()
export class UndoEnd {
  execute(_order: { conversationId: string; agent: AgentRef }): Promise<void> {
    throw new Error('being built');
  }
}
