import { Body, Controller, Get, HttpCode, Inject, Param, Patch, Post, Req, Res, UseGuards } from '@nestjs/common';
import { type Actor, Audit, CurrentActor, isWrittenText } from '@parley/accounts';
import { ChangeContact, EraseContact, MOST_ATTRIBUTES } from '@parley/conversation';
import { ApiAcceptedResponse, ApiOkResponse, ApiOperation, ApiParam, ApiTags, EmptyBodyGuard, Refusal } from '@parley/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ContactExport } from '../../queries/contact-export.js';
import { ContactReader } from '../../queries/contact-reader.js';
import { found } from '../found.js';
import { ContactReferencePipe } from './contact-reference.pipe.js';
import { ChangeContactBody, ContactDetailDto, ContactExportDto, ErasureDto } from './contacts.dto.js';
import { asErasureDto } from './erasures.controller.js';

const CONTACT_PARAM = { name: 'contact', description: 'Contact id (UUID), or phone number such as `+447700900123`' };
/** As long as a form lets a customer answer. */
const LONGEST_VALUE = 1_000;
const ATTRIBUTE_NAME = /^[A-Za-z][\w.-]{0,63}$/;

@ApiTags('contacts')
@Controller('api/admin/contacts')
export class ContactsController {
  constructor(
    @Inject(ContactReader) private readonly contacts: ContactReader,
    @Inject(ContactExport) private readonly exported: ContactExport,
    @Inject(ChangeContact) private readonly changeContact: ChangeContact,
    @Inject(EraseContact) private readonly eraseContact: EraseContact,
    @Inject(Audit) private readonly audit: Audit,
  ) {}

  @Get(':contact')
  @ApiOperation({ summary: 'One contact with what forms have collected' })
  @ApiParam(CONTACT_PARAM)
  @ApiOkResponse({ type: ContactDetailDto })
  async get(@Param('contact', ContactReferencePipe) contactId: string): Promise<ContactDetailDto> {
    return found(await this.contacts.find(contactId), 'CONTACT_NOT_FOUND');
  }

  @Patch(':contact')
  @ApiOperation({ summary: 'Correct the language or attributes; the name is the contact’s own' })
  @ApiParam(CONTACT_PARAM)
  @ApiOkResponse({ type: ContactDetailDto })
  async change(
    @Param('contact', ContactReferencePipe) contactId: string,
    @Body() body: ChangeContactBody,
    @CurrentActor() actor: Actor,
    @Req() request: FastifyRequest,
  ): Promise<ContactDetailDto> {
    checkAttributes(body.attributes ?? {});
    await this.changeContact.execute(contactId, body);
    await this.record('contact.change', contactId, actor, request);
    return this.get(contactId);
  }

  @Get(':contact/export')
  @ApiOperation({ summary: 'All that is stored of one person, as JSON (admins only)' })
  @ApiParam(CONTACT_PARAM)
  @ApiOkResponse({ type: ContactExportDto })
  async export(
    @Param('contact', ContactReferencePipe) contactId: string,
    @CurrentActor() actor: Actor,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ContactExportDto> {
    const person = found(await this.exported.read(contactId), 'CONTACT_NOT_FOUND');
    await this.record('contact.export', contactId, actor, request);
    // Kept by nobody on the way, and named by the id: a number in a file name is a number in a history.
    void reply.header('cache-control', 'no-store').header('content-disposition', `attachment; filename="contact-${contactId}.json"`);
    return person;
  }

  @Post(':contact/erase')
  @UseGuards(EmptyBodyGuard)
  @HttpCode(200)
  @ApiOperation({
    summary: 'Forget a person for good (admins only)',
    description:
      'Names, numbers, messages, files and what waits are gone when this answers; an open chat has ended. Webhook deliveries as they came ' +
      'are looked through afterwards when there are many: then the answer is 202 and `GET /api/admin/erasures/{id}` tells when it is done. ' +
      'Who writes again is a new contact.',
  })
  @ApiParam(CONTACT_PARAM)
  @ApiOkResponse({ type: ErasureDto, description: 'Gone' })
  @ApiAcceptedResponse({ type: ErasureDto, description: 'Gone, but for deliveries as they came' })
  async erase(
    @Param('contact', ContactReferencePipe) contactId: string,
    @CurrentActor() actor: Actor,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ErasureDto> {
    const erasure = await this.eraseContact.execute(contactId, actor.agent.id);
    await this.record('contact.erase', contactId, actor, request);
    if (erasure.finishedAt === null) reply.status(202);
    return asErasureDto(erasure);
  }

  /** By ids only: the trail outlives the person. */
  private record(action: 'contact.change' | 'contact.export' | 'contact.erase', target: string, actor: Actor, request: FastifyRequest) {
    return this.audit.record({ action, actorId: actor.agent.id, target, outcome: 'ok', requestId: request.id });
  }
}

/** @throws Refusal VALIDATION_FAILED, naming every one that cannot be kept */
function checkAttributes(attributes: Record<string, unknown>): void {
  const entries = Object.entries(attributes);
  const problems = entries.flatMap(([name, value]) => {
    const field = `attributes.${name.slice(0, 64)}`;
    if (!ATTRIBUTE_NAME.test(name)) return [{ field, message: 'must be named with letters, digits, dots and dashes' }];
    if (value !== null && !isWrittenText(value, LONGEST_VALUE)) {
      return [{ field, message: `must be a text of 1 to ${String(LONGEST_VALUE)} characters, or null` }];
    }
    return [];
  });
  if (entries.length > MOST_ATTRIBUTES) problems.push({ field: 'attributes', message: `must be at most ${String(MOST_ATTRIBUTES)}` });
  if (problems.length > 0) {
    throw new Refusal('VALIDATION_FAILED', problems.map(({ field, message }) => `${field}: ${message}`).join('; '), problems);
  }
}
