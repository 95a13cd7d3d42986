import { Controller, Get, Inject } from '@nestjs/common';
import { compilePlaybook, PublishedPlaybook } from '@parley/conversation';
import { ApiOkResponse, ApiOperation, ApiTags } from '@parley/platform';
import { LANGUAGE_NAMES, LANGUAGES } from '@parley/vocabulary';
import { LanguageReportsDto } from './playbook-languages.dto.js';

/** What each language has and lacks, those that are not offered yet included: what to write before one is switched on. */
@ApiTags('playbook')
@Controller('api/admin/playbook/languages')
export class PlaybookLanguagesController {
  constructor(@Inject(PublishedPlaybook) private readonly published: PublishedPlaybook) {}

  @Get()
  @ApiOperation({ summary: 'Every language: whether customers may choose it, and what of it is said in another (admins only)' })
  @ApiOkResponse({ type: LanguageReportsDto })
  async list(): Promise<LanguageReportsDto> {
    const { document } = await this.published.refresh();
    const items = LANGUAGES.map((language) => {
      const missing = [...compilePlaybook(document, language).missing];
      const isOffered = document.languages.includes(language);
      return {
        language,
        name: LANGUAGE_NAMES[language],
        isOffered,
        isDefault: language === document.defaultLanguage,
        complete: missing.length === 0,
        missing,
      };
    });
    return { items };
  }
}
