import { Injectable } from '@nestjs/common';
import type { Transaction } from '@parley/platform';
import type { InboundMessage } from '../domain/inbound-message.js';

@Injectable()
export class ReceiveInboundMessages {
  apply(_tx: Transaction, _lanes: readonly { conversationId: string; messages: readonly InboundMessage[] }[]): Promise<void> {
    throw new Error('being built');
  }
}
