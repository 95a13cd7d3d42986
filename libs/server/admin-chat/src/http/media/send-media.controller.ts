import { Controller, Inject, Param, Post, Req, Res } from '@nestjs/common';
import { type Actor, CurrentActor } from '@parley/accounts';
import { ApiBody, ApiConsumes, ApiCreatedResponse, ApiHeader, ApiOkResponse, ApiOperation, ApiParam, ApiTags, Log } from '@parley/platform';
import { MAX_CAPTION } from '@parley/vocabulary';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ConversationFinder } from '../../queries/conversation-finder.js';
import { MessageThread } from '../../queries/message-thread.js';
import { OutgoingFiles } from '../../sending/outgoing-files.js';
import { SendFile } from '../../sending/send-file.js';
import { ConversationReferencePipe } from '../conversation-reference.pipe.js';
import { CONVERSATION_PARAM } from '../conversations.controller.js';
import { found } from '../found.js';
import { IdempotencyKey } from '../idempotency-key.decorator.js';
import { MessageDto } from '../message.dto.js';
import { readUpload } from './read-upload.js';

@ApiTags('chat support')
@Controller('api/admin/conversations/:conversation/chat-support/send-media')
export class SendMediaController {
  constructor(
    @Inject(SendFile) private readonly sendFile: SendFile,
    @Inject(OutgoingFiles) private readonly files: OutgoingFiles,
    @Inject(ConversationFinder) private readonly finder: ConversationFinder,
    @Inject(MessageThread) private readonly thread: MessageThread,
    @Inject(Log) private readonly log: Log,
  ) {}

  @Post()
  @ApiOperation({
    summary: 'Send a picture, film, sound, document or sticker; a waiting chat is taken for the sender first',
    description:
      'JPEG and PNG up to 5 MB, MP4 and 3GP up to 16 MB, AAC, AMR, MP3, M4A and OGG with Opus up to 16 MB, text, PDF, Word, Excel and ' +
      'PowerPoint up to 100 MB, WebP as a sticker up to 100 kB (500 kB when it moves). The file is handed to WhatsApp before any message exists: when that fails ' +
      'the answer is 503 and nothing was sent.',
  })
  @ApiParam(CONVERSATION_PARAM)
  @ApiHeader({ name: 'Idempotency-Key', required: false, schema: { type: 'string', format: 'uuid' } })
  @ApiConsumes('multipart/form-data')
  @ApiBody({
    schema: {
      type: 'object',
      required: ['file'],
      properties: {
        file: { type: 'string', format: 'binary', description: 'With its type; a document also with its name' },
        caption: { type: 'string', maxLength: MAX_CAPTION, description: 'Not with sound and stickers' },
        replyTo: { type: 'string', format: 'uuid', description: 'Id of the message to quote' },
      },
    },
  })
  @ApiCreatedResponse({ type: MessageDto, description: 'Queued' })
  @ApiOkResponse({ type: MessageDto, description: 'The key is known: the same message as before' })
  async send(
    @Param('conversation', ConversationReferencePipe) conversationId: string,
    @IdempotencyKey() idempotencyKey: string | null,
    @CurrentActor() actor: Actor,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<MessageDto> {
    const intent = { conversationId, agent: { id: actor.agent.id, name: actor.agent.name }, idempotencyKey };
    const upload = await readUpload(request, {
      receive: (file) => this.sendFile.receive(intent, file),
      drop: (file) => this.files.drop(file),
    });
    const { messageId, created } = await this.sendFile.execute({ ...intent, ...upload });
    this.log.debug('http', 'agent file stored', { requestId: reply.request.id, messageId, created });
    reply.status(created ? 201 : 200);
    return this.finder.follow(conversationId, async (id) => found(await this.thread.find(id, messageId), 'MESSAGE_NOT_FOUND'));
  }
}
