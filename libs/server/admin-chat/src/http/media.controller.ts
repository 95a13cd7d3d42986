import { Controller, Get, Headers, HttpCode, Inject, Param, Post, Res, UseGuards } from '@nestjs/common';
import { MediaLibrary, type StoredFile } from '@parley/media';
import { ApiAcceptedResponse, ApiOkResponse, ApiOperation, ApiParam, ApiTags, EmptyBodyGuard, Refusal } from '@parley/platform';
import { isUUID } from 'class-validator';
import type { FastifyReply } from 'fastify';
import { Readable } from 'node:stream';
import { MessageThread } from '../queries/message-thread.js';
import { found } from './found.js';
import { cleanFilename, isShownInPage } from './media-names.js';
import { MessageDto } from './message.dto.js';
import { rangeOf } from './range.js';

const ID_PARAM = { name: 'id', description: '`media.id` of a message', schema: { type: 'string', format: 'uuid' } } as const;
/** Long enough that a thread scrolled up and down is not fetched anew, short enough that what was taken back is gone soon. */
const CACHE_S = 300;

/** The files of messages: nowhere else are they to be had, and never as part of our own page. */
@ApiTags('media')
@Controller('api/admin/media')
export class MediaController {
  constructor(
    @Inject(MediaLibrary) private readonly library: MediaLibrary,
    @Inject(MessageThread) private readonly thread: MessageThread,
  ) {}

  @Get(':id')
  @ApiOperation({
    summary: 'The bytes of a file',
    description:
      'Pictures, sound and film of the kinds browsers show are `inline`, everything else is an attachment. One `Range` is answered with 206.',
  })
  @ApiParam(ID_PARAM)
  @ApiOkResponse({ description: 'The bytes', content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } } })
  async read(
    @Param('id') id: string,
    @Headers('range') range: string | undefined,
    @Headers('if-none-match') known: string | undefined,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const file = isUUID(id) ? await this.library.find(id.toLowerCase()) : null;
    if (!file) throw new Refusal('MEDIA_NOT_FOUND');
    const etag = `"${file.sha256.toString('base64url')}"`;
    const part = rangeOf(range, file.size);
    const isSent = known !== etag && part !== 'unsatisfiable';
    const { start, end } = part === 'unsatisfiable' ? { start: 0, end: 0 } : (part ?? { start: 0, end: file.size - 1 });
    // Before anything is said about them: a half sent file cannot be taken back.
    const bytes = isSent ? await this.library.open(file, { start, end }) : null;
    reply.headers({
      'content-type': isShownInPage(file.mimeType) ? file.mimeType : 'application/octet-stream',
      'content-disposition': dispositionOf(file),
      // Even what a browser took for a page could do nothing: no script, no form, no origin.
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
      'cross-origin-resource-policy': 'same-origin',
      'cache-control': `private, max-age=${CACHE_S}`,
      'accept-ranges': 'bytes',
      etag,
    });
    if (known === etag) return void (await reply.status(304).send());
    if (!bytes) return void (await reply.status(416).header('content-range', `bytes */${file.size}`).header('content-length', 0).send());
    if (part) reply.status(206).header('content-range', `bytes ${start}-${end}/${file.size}`);
    reply.header('content-length', end - start + 1);
    await reply.send(Readable.from(bytes));
  }

  @Post(':id/fetch')
  @UseGuards(EmptyBodyGuard)
  @HttpCode(202)
  @ApiOperation({ summary: 'Fetch a file again that was not there; nothing happens to one that is' })
  @ApiParam(ID_PARAM)
  @ApiAcceptedResponse({ type: MessageDto, description: 'Its message; `media.state` tells what becomes of it' })
  async fetch(@Param('id') id: string): Promise<MessageDto> {
    if (!isUUID(id)) throw new Refusal('MEDIA_NOT_FOUND');
    const { conversationId, messageId } = await this.library.askAgain(id.toLowerCase());
    return found(await this.thread.find(conversationId, messageId), 'MEDIA_NOT_FOUND');
  }
}

/** RFC 6266: a name in ASCII for everybody, the real one beside it. */
function dispositionOf(file: StoredFile): string {
  const name = cleanFilename(file.filename, file.mimeType);
  const ascii = name.replace(/[^\x20-\x7e]|["\\%]/g, '_');
  const place = isShownInPage(file.mimeType) ? 'inline' : 'attachment';
  return `${place}; filename="${ascii}"; filename*=UTF-8''${encodeURIComponent(name).replace(/['()*]/g, percent)}`;
}

function percent(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}
