import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query, UseGuards } from '@nestjs/common';
import { PreviewTemplate, SyncTemplates } from '@parley/conversation';
import { ApiOkResponse, ApiOperation, ApiTags, EmptyBodyGuard, Refusal } from '@parley/platform';
import { isUUID } from 'class-validator';
import { TemplateList } from '../../queries/template-list.js';
import { TemplatePageDto, TemplatePreviewDto, TemplateSyncDto } from './template.dto.js';
import { ListTemplatesQuery, PreviewTemplateBody } from './template-requests.js';

@ApiTags('templates')
@Controller('api/admin/templates')
export class TemplatesController {
  constructor(
    @Inject(TemplateList) private readonly templates: TemplateList,
    @Inject(SyncTemplates) private readonly syncTemplates: SyncTemplates,
    @Inject(PreviewTemplate) private readonly previewTemplate: PreviewTemplate,
  ) {}

  @Get()
  @ApiOperation({ summary: "Our copy of WhatsApp's templates: approved ones first, each with its parameters and whether it can be sent" })
  @ApiOkResponse({ type: TemplatePageDto })
  list(@Query() query: ListTemplatesQuery): Promise<TemplatePageDto> {
    return this.templates.page({
      language: query.language ?? null,
      preferredLanguage: query.preferredLanguage ?? null,
      search: query.search ?? null,
      limit: Number(query.limit ?? 50),
      cursor: query.cursor ?? null,
    });
  }

  @Post('sync')
  @UseGuards(EmptyBodyGuard)
  @HttpCode(200)
  @ApiOperation({
    summary: 'Read the list from WhatsApp now; the answer says how that went',
    description: 'It is read by itself every hour and whenever WhatsApp tells of a change. What fails leaves the list as it is.',
  })
  @ApiOkResponse({ type: TemplateSyncDto })
  async sync(): Promise<TemplateSyncDto> {
    // A request has nobody who could abort it; pages are bounded in number, size and time.
    await this.syncTemplates.executeNow(new AbortController().signal);
    return this.templates.sync();
  }

  @Post(':template/preview')
  @HttpCode(200)
  @ApiOperation({ summary: 'What the customer would read; refused as sending would be, with each value that is wrong' })
  @ApiOkResponse({ type: TemplatePreviewDto })
  async preview(@Param('template') templateId: string, @Body() body: PreviewTemplateBody): Promise<TemplatePreviewDto> {
    // What is no id is the id of nothing.
    if (!isUUID(templateId)) throw new Refusal('TEMPLATE_NOT_FOUND');
    const { text, buttons } = await this.previewTemplate.execute(templateId, body.parameters ?? {});
    return { text, buttons: [...(buttons ?? [])] };
  }
}
