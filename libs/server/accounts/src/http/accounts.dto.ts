import { ApiProperty, ApiSchema } from '@parley/platform';
import { ROLES, SCOPES, type Role, type Scope } from '@parley/vocabulary';
import { ArrayMaxSize, ArrayMinSize, ArrayUnique, IsEmail, IsIn, IsISO8601, IsArray } from 'class-validator';
import { PASSWORD_MAX, PASSWORD_MIN } from '../passwords.js';
import { IsPassword, IsStorableText, IsWrittenText } from './text-rules.js';

@ApiSchema({ name: 'Agent' })
export class AgentDto {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty()
  name!: string;

  @ApiProperty({ format: 'email' })
  email!: string;

  @ApiProperty({ enum: ROLES, enumName: 'Role' })
  role!: Role;
}

@ApiSchema({ name: 'AgentAccount' })
export class AgentAccountDto extends AgentDto {
  @ApiProperty({ format: 'date-time' })
  createdAt!: string;

  @ApiProperty({ type: 'string', format: 'date-time', nullable: true, description: 'Since when they may not sign in; null: they may' })
  disabledAt!: string | null;
}

@ApiSchema({ name: 'AgentAccountList' })
export class AgentAccountListDto {
  @ApiProperty({ type: AgentAccountDto, isArray: true })
  items!: AgentAccountDto[];
}

@ApiSchema({ name: 'SignedIn' })
export class SignedInDto {
  @ApiProperty({ type: AgentDto })
  agent!: AgentDto;
}

@ApiSchema({ name: 'Login' })
export class LoginBody {
  @ApiProperty({ format: 'email', maxLength: 254 })
  @IsWrittenText(254)
  email!: string;

  @ApiProperty({ maxLength: 1024 })
  @IsStorableText(1024)
  password!: string;
}

@ApiSchema({ name: 'CreateAgent' })
export class CreateAgentBody {
  @ApiProperty({ format: 'email', maxLength: 254 })
  @IsEmail()
  @IsStorableText(254)
  email!: string;

  @ApiProperty({ maxLength: 100, description: 'Customers see it' })
  @IsWrittenText(100)
  name!: string;

  @ApiProperty({ enum: ROLES, enumName: 'Role' })
  @IsIn(ROLES)
  role!: Role;

  @ApiProperty({ minLength: PASSWORD_MIN, maxLength: PASSWORD_MAX })
  @IsPassword()
  password!: string;
}

@ApiSchema({ name: 'CreateToken' })
export class CreateTokenBody {
  @ApiProperty({ maxLength: 100, description: 'What it is for' })
  @IsWrittenText(100)
  name!: string;

  @ApiProperty({ enum: SCOPES, enumName: 'Scope', isArray: true })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(SCOPES.length)
  @ArrayUnique()
  @IsIn(SCOPES, { each: true })
  scopes!: Scope[];

  @ApiProperty({ format: 'date-time', description: 'In the future, at most 365 days ahead' })
  @IsISO8601({ strict: true, strictSeparator: true })
  expiresAt!: string;
}

@ApiSchema({ name: 'ApiToken' })
export class ApiTokenDto {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty()
  name!: string;

  @ApiProperty({ enum: SCOPES, enumName: 'Scope', isArray: true })
  scopes!: Scope[];

  @ApiProperty({ format: 'date-time' })
  expiresAt!: string;

  @ApiProperty({ description: 'The bearer token itself. Shown this once; only its hash is kept' })
  token!: string;
}
