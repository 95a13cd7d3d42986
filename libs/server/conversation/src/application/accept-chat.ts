import { Injectable } from '@nestjs/common';
import type { AgentRef } from '../domain/model.js';

@Injectable()
export class AcceptChat {
  execute(_order: { conversationId: string; agent: AgentRef }): Promise<void> {
    throw new Error('being built');
  }
}
