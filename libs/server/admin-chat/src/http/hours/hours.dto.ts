import { IsStorableText, IsWrittenText } from '@parley/accounts';
import { WEEKDAYS, type Weekday } from '@parley/conversation';
import { ApiProperty, ApiSchema } from '@parley/platform';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsBoolean, IsIn, IsISO8601, ValidateIf, ValidateNested } from 'class-validator';

/** Absent is fine, `null` is not. */
const WhenPresent = (): PropertyDecorator => ValidateIf((_, value) => value !== undefined);

/** Longest list that is looked at at all; the rules of a schedule allow less, and say so in words. */
const MAX_ENTRIES = 1_000;

const OPENS = { pattern: '^([01][0-9]|2[0-3]):[0-5][0-9]$', example: '09:00', description: '`HH:MM` by the clock on the wall' };
const CLOSES = { pattern: '^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$', example: '17:00', description: '`HH:MM`, up to 24:00' };
const OVERNIGHT = { required: false, default: false, description: '`closes` is a time of the next day' };

@ApiSchema({ name: 'OpeningInterval' })
export class OpeningIntervalDto {
  @ApiProperty(OPENS)
  @IsStorableText(5)
  opens!: string;

  @ApiProperty(CLOSES)
  @IsStorableText(5)
  closes!: string;

  @ApiProperty(OVERNIGHT)
  @WhenPresent()
  @IsBoolean()
  overnight?: boolean;
}

@ApiSchema({ name: 'WeeklyOpeningInterval', description: 'Belongs to the day on which it begins' })
export class WeeklyOpeningIntervalDto extends OpeningIntervalDto {
  @ApiProperty({ enum: WEEKDAYS, enumName: 'Weekday' })
  @IsIn(WEEKDAYS)
  day!: Weekday;
}

@ApiSchema({ name: 'OpeningException', description: 'A date with hours of its own, or none: a holiday' })
export class OpeningExceptionDto {
  @ApiProperty({ format: 'date', example: '2026-12-25' })
  @IsStorableText(10)
  date!: string;

  @ApiProperty({ required: false, default: false, description: 'Every year on this month and day; a date of one year wins over it' })
  @WhenPresent()
  @IsBoolean()
  everyYear?: boolean;

  @ApiProperty({ required: false, type: 'string', nullable: true, maxLength: 100, example: 'Christmas Day' })
  @ValidateIf((_, value) => value !== undefined && value !== null)
  @IsWrittenText(100)
  name?: string | null;

  @ApiProperty({ type: [OpeningIntervalDto], description: 'What begins on this date instead of the ordinary week; empty: closed' })
  @IsArray()
  @ArrayMaxSize(MAX_ENTRIES)
  @ValidateNested({ each: true })
  @Type(() => OpeningIntervalDto)
  intervals!: OpeningIntervalDto[];
}

@ApiSchema({ name: 'OpeningHours' })
export class OpeningHoursDto {
  @ApiProperty({ maxLength: 100, example: 'Europe/Berlin', description: 'A time zone of the IANA database' })
  @IsStorableText(100)
  timeZone!: string;

  @ApiProperty({ type: [WeeklyOpeningIntervalDto], description: 'The ordinary week; empty: closed but for the exceptions' })
  @IsArray()
  @ArrayMaxSize(MAX_ENTRIES)
  @ValidateNested({ each: true })
  @Type(() => WeeklyOpeningIntervalDto)
  weekly!: WeeklyOpeningIntervalDto[];

  @ApiProperty({ type: [OpeningExceptionDto], required: false, default: [] })
  @WhenPresent()
  @IsArray()
  @ArrayMaxSize(MAX_ENTRIES)
  @ValidateNested({ each: true })
  @Type(() => OpeningExceptionDto)
  exceptions?: OpeningExceptionDto[];
}

@ApiSchema({ name: 'OpeningHoursPage' })
export class OpeningHoursPageDto {
  @ApiProperty({ type: OpeningHoursDto, nullable: true, description: 'Null: none were set here' })
  hours!: OpeningHoursDto | null;

  @ApiProperty({
    enum: ['team', 'installation', 'none'],
    enumName: 'OpeningHoursSource',
    description: 'Whose hours hold here: the team’s own, those of the installation, or none (always open)',
  })
  source!: 'team' | 'installation' | 'none';
}

@ApiSchema({ name: 'OpeningHoursStatus' })
export class OpeningHoursStatusDto {
  @ApiProperty({ format: 'date-time', description: 'The moment this is about' })
  at!: string;

  @ApiProperty()
  isOpen!: boolean;

  @ApiProperty({
    type: 'string',
    format: 'date-time',
    nullable: true,
    description: 'When it next changes from closed to open; null: not within 400 days',
  })
  nextOpening!: string | null;

  @ApiProperty({
    type: 'string',
    format: 'date-time',
    nullable: true,
    description: 'When it next changes from open to closed; null: not within 400 days',
  })
  nextClosing!: string | null;

  @ApiProperty({ type: 'string', nullable: true, description: 'By whose clocks; null: there are no hours, it is always open' })
  timeZone!: string | null;
}

export class OpeningHoursStatusQuery {
  @ApiProperty({ required: false, format: 'date-time', description: 'Another moment than now' })
  @WhenPresent()
  @IsISO8601({ strict: true, strictSeparator: true })
  at?: string;
}
