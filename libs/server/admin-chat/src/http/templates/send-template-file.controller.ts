import { Controller, Inject, Param, Post, Req, Res } from '@nestjs/common';
import { type Actor, CurrentActor } from '@parley/accounts';
import { ApiBody, ApiConsumes, ApiCreatedResponse, ApiHeader, ApiOkResponse, ApiOperation, ApiParam, ApiTags, Log } from '@parley/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ConversationFinder } from '../../queries/conversation-finder.js';
import { MessageThread } from '../../queries/message-thread.js';
import { OutgoingFiles } from '../../sending/outgoing-files.js';
import { SendTemplateFile } from '../../sending/send-template-file.js';
import { ConversationReferencePipe } from '../conversation-reference.pipe.js';
import { CONVERSATION_PARAM } from '../conversations.controller.js';
import { found } from '../found.js';
import { IdempotencyKey } from '../idempotency-key.decorator.js';
import { MessageDto } from '../message.dto.js';
import { readTemplateForm } from './read-template-form.js';

@ApiTags('chat support')
@Controller('api/admin/conversations/:conversation/chat-support/send-template-file')
export class SendTemplateFileController {
  constructor(
    @Inject(SendTemplateFile) private readonly sendTemplateFile: SendTemplateFile,
    @Inject(OutgoingFiles) private readonly files: OutgoingFiles,
    @Inject(ConversationFinder) private readonly finder: ConversationFinder,
    @Inject(MessageThread) private readonly thread: MessageThread,
    @Inject(Log) private readonly log: Log,
  ) {}

  @Post()
  @ApiOperation({
    summary: 'Send a template with the picture, video or document above its text; else as `send-template`',
    description:
      "What the template's `header` takes: JPEG and PNG up to 5 MB, MP4 and 3GP up to 16 MB, PDF up to 100 MB. The file is handed to " +
      'WhatsApp before any message exists: when that fails the answer is 503 and nothing was sent.',
  })
  @ApiParam(CONVERSATION_PARAM)
  @ApiHeader({ name: 'Idempotency-Key', required: false, schema: { type: 'string', format: 'uuid' } })
  @ApiConsumes('multipart/form-data')
  @ApiBody({
    schema: {
      type: 'object',
      required: ['templateId', 'file'],
      properties: {
        templateId: { type: 'string', format: 'uuid' },
        parameters: { type: 'string', description: 'JSON: a value for each parameter, by its key', example: '{"body.1":"Maya"}' },
        file: { type: 'string', format: 'binary', description: 'With its type; a document also with its name' },
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
    const form = await readTemplateForm(request, {
      receive: (file) => this.sendTemplateFile.receive(intent, file),
      drop: (file) => this.files.drop(file),
    });
    const { messageId, created } = await this.sendTemplateFile.execute({ ...intent, ...form });
    this.log.debug('http', 'template with a file stored', { requestId: reply.request.id, messageId, created });
    reply.status(created ? 201 : 200);
    return this.finder.follow(conversationId, async (id) => found(await this.thread.find(id, messageId), 'MESSAGE_NOT_FOUND'));
  }
}
