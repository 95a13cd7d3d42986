import { ApiProperty, ApiSchema } from '@parley/platform';
import { LANGUAGES, type Language } from '@parley/vocabulary';

@ApiSchema({ name: 'LanguageReport' })
export class LanguageReportDto {
  @ApiProperty({ enum: LANGUAGES, enumName: 'Language' })
  language!: Language;

  @ApiProperty({ description: 'In its own words' })
  name!: string;

  @ApiProperty({ description: 'Customers may choose it' })
  isOffered!: boolean;

  @ApiProperty({ description: 'What is spoken to whoever has chosen none, and what gaps are filled from' })
  isDefault!: boolean;

  @ApiProperty({ description: 'Nothing is missing' })
  complete!: boolean;

  @ApiProperty({ type: [String], description: 'JSON pointers into the document to what would fill the gaps' })
  missing!: string[];
}

@ApiSchema({ name: 'LanguageReports' })
export class LanguageReportsDto {
  @ApiProperty({ type: [LanguageReportDto] })
  items!: LanguageReportDto[];
}
