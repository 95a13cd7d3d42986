import { Injectable } from '@nestjs/common';
import type { AgentRef } from '../domain/model.js';

@Injectable()
export class TakeNextChat {
  execute(_order: { agent: AgentRef }): Promise<string | null> {
    throw new Error('being built');
  }
}
