import { Injectable } from '@nestjs/common';

@Injectable()
export class SwitchOffChatSupport {
  execute(): Promise<number> {
    throw new Error('being built');
  }
}
