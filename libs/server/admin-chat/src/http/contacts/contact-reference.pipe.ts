import { Inject, Injectable, type PipeTransform } from '@nestjs/common';
import { Refusal } from '@parley/platform';
import { ContactReader } from '../../queries/contact-reader.js';
import { PHONE, UUID } from '../conversation-reference.pipe.js';

/** `:contact` of every route, a contact's id or their phone number, becomes the id of a contact that exists. */
@Injectable()
export class ContactReferencePipe implements PipeTransform<string, Promise<string>> {
  constructor(@Inject(ContactReader) private readonly contacts: ContactReader) {}

  async transform(reference: string): Promise<string> {
    const byPhone = PHONE.test(reference);
    if (!byPhone && !UUID.test(reference)) {
      throw new Refusal('INVALID_PHONE_NUMBER', 'Use a contact id or a phone number such as +447700900123');
    }
    const id = byPhone ? await this.contacts.idByPhone(reference) : await this.contacts.idById(reference);
    if (!id) throw new Refusal('CONTACT_NOT_FOUND');
    return id;
  }
}
