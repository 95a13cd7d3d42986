import { ApiProperty, ApiSchema } from '@parley/platform';

@ApiSchema({ name: 'Suggestion', description: 'An article of the FAQ, or an answer of the menu' })
export class SuggestionDto {
  @ApiProperty()
  id!: string;

  @ApiProperty()
  title!: string;

  @ApiProperty({ description: 'In the language spoken with this contact' })
  answer!: string;
}

@ApiSchema({ name: 'Suggestions' })
export class SuggestionsDto {
  @ApiProperty({ description: 'The language spoken with this contact, as BCP 47' })
  language!: string;

  @ApiProperty({ type: [SuggestionDto], maxItems: 3, description: 'Best first; empty when nothing fits' })
  items!: SuggestionDto[];
}

@ApiSchema({ name: 'DraftedReply' })
export class DraftedReplyDto {
  @ApiProperty({ maxLength: 4096 })
  text!: string;
}
