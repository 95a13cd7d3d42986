import { Injectable } from '@nestjs/common';

@Injectable()
export class ChannelDirectory {
  ensure(_phoneNumberId: string, _displayPhoneNumber?: string): Promise<string> {
    throw new Error('being built');
  }
  pause(_channelId: string, _reason: string): Promise<void> {
    throw new Error('being built');
  }
  resume(_channelId: string): Promise<void> {
    throw new Error('being built');
  }
}
