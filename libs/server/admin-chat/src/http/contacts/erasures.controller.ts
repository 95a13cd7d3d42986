import { Controller, Get, Inject, Param } from '@nestjs/common';
import { EraseContact, type Erasure } from '@parley/conversation';
import { ApiOkResponse, ApiOperation, ApiTags, Refusal } from '@parley/platform';
import { isUUID } from 'class-validator';
import { found } from '../found.js';
import { ErasureDto } from './contacts.dto.js';

@ApiTags('contacts')
@Controller('api/admin/erasures')
export class ErasuresController {
  constructor(@Inject(EraseContact) private readonly eraseContact: EraseContact) {}

  @Get(':id')
  @ApiOperation({ summary: 'Whether an erasure is finished (admins only)' })
  @ApiOkResponse({ type: ErasureDto })
  async get(@Param('id') id: string): Promise<ErasureDto> {
    if (!isUUID(id)) throw new Refusal('ERASURE_NOT_FOUND');
    return asErasureDto(found(await this.eraseContact.find(id), 'ERASURE_NOT_FOUND'));
  }
}

export function asErasureDto({ id, contactId, requestedAt, finishedAt }: Erasure): ErasureDto {
  return { id, contactId, requestedAt: requestedAt.toISOString(), finishedAt: finishedAt?.toISOString() ?? null };
}
