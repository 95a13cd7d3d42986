import { CLOUD_API_LIMITS as LIMITS } from '@parley/whatsapp-protocol';
import type { Choice } from '../../messages/message-record.js';
import { invalidParameter, invalidValue, missingParameter } from '../graph-error.js';
import type { Content } from './content.js';
import { listIn, objectIn, optionalTextIn, textIn, type Fields } from './fields.js';

const MEDIA_HEADERS = ['image', 'video', 'document'];

/** Reads `interactive` and refuses what Meta refuses: kinds, counts, lengths, ids and titles that are not unique. */
export function readInteractive(interactive: Fields): Content {
  const kind = textIn(interactive, 'type', 'interactive.type');
  switch (kind) {
    case 'button':
      return { text: bodyOf(interactive, LIMITS.interactiveBody, true), choices: readButtons(interactive) };
    case 'list':
      return { text: bodyOf(interactive, LIMITS.listBody, false), choices: readRows(interactive) };
    case 'cta_url':
      readLinkButton(interactive);
      return { text: bodyOf(interactive, LIMITS.interactiveBody, true), choices: [] };
    case 'location_request_message':
    case 'request_contact_info':
      return { text: bodyOf(interactive, LIMITS.interactiveBody, false), choices: [] };
    default:
      throw invalidParameter(
        "Param interactive['type'] must be one of {BUTTON, LIST, CTA_URL, LOCATION_REQUEST_MESSAGE, REQUEST_CONTACT_INFO} - got " +
          `"${kind}".`,
      );
  }
}

function bodyOf(interactive: Fields, max: number, mediaHeader: boolean): string {
  const text = textIn(objectIn(interactive, 'body', 'interactive.body'), 'text', 'interactive.body.text', { max, label: 'Body text' });
  if (interactive['footer'] !== undefined) {
    textIn(objectIn(interactive, 'footer', 'interactive.footer'), 'text', 'interactive.footer.text', {
      max: LIMITS.footerText,
      label: 'Footer text',
    });
  }
  if (interactive['header'] !== undefined) readHeader(objectIn(interactive, 'header', 'interactive.header'), mediaHeader);
  return text;
}

function readHeader(header: Fields, mediaAllowed: boolean): void {
  const kind = textIn(header, 'type', 'interactive.header.type');
  if (kind === 'text') {
    textIn(header, 'text', 'interactive.header.text', { max: LIMITS.headerText, label: 'Header text' });
    return;
  }
  if (!mediaAllowed || !MEDIA_HEADERS.includes(kind)) throw invalidValue(`Header type "${kind}" is not allowed for this interactive type.`);
  const media = objectIn(header, kind, `interactive.header.${kind}`);
  if (optionalTextIn(media, 'id', 'id') === null && optionalTextIn(media, 'link', 'link') === null) {
    throw missingParameter(`interactive.header.${kind} needs an id or a link.`);
  }
}

function readButtons(interactive: Fields): Choice[] {
  const buttons = listIn(objectIn(interactive, 'action', 'interactive.action'), 'buttons', 'interactive.action.buttons');
  if (buttons.length < 1 || buttons.length > LIMITS.buttons) {
    throw invalidValue(`Invalid buttons count. Min allowed buttons: 1, Max allowed buttons: ${LIMITS.buttons}`);
  }
  const choices = buttons.map((button, index) => {
    const path = `interactive.action.buttons[${index}]`;
    if (textIn(button, 'type', `${path}.type`) !== 'reply') throw invalidValue(`${path}.type must be "reply".`);
    const reply = objectIn(button, 'reply', `${path}.reply`);
    return {
      id: readId(reply, `${path}.reply.id`, LIMITS.buttonId, 'Button id'),
      title: textIn(reply, 'title', `${path}.reply.title`, { max: LIMITS.buttonTitle, label: 'Button title' }),
    };
  });
  assertUnique(choices, (choice) => choice.id, 'Duplicate button ids are not allowed.');
  assertUnique(choices, (choice) => choice.title, 'Duplicate button titles are not allowed.');
  return choices;
}

function readRows(interactive: Fields): Choice[] {
  const action = objectIn(interactive, 'action', 'interactive.action');
  textIn(action, 'button', 'interactive.action.button', { max: LIMITS.listButton, label: 'Button label' });
  const sections = listIn(action, 'sections', 'interactive.action.sections');
  if (sections.length < 1 || sections.length > LIMITS.listSections) {
    throw invalidValue(`Invalid sections count. Min allowed sections: 1, Max allowed sections: ${LIMITS.listSections}`);
  }
  const choices = sections.flatMap((section, sectionIndex) => {
    const path = `interactive.action.sections[${sectionIndex}]`;
    const title = optionalTextIn(section, 'title', `${path}.title`, { max: LIMITS.listSectionTitle, label: 'Section title' });
    if (title === null && sections.length > 1) throw missingParameter(`${path}.title is required when there is more than one section.`);
    const rows = listIn(section, 'rows', `${path}.rows`);
    if (rows.length === 0) throw invalidValue(`${path}.rows must have at least one row.`);
    return rows.map((row, rowIndex) => readRow(row, `${path}.rows[${rowIndex}]`));
  });
  if (choices.length > LIMITS.listRows) throw invalidValue(`Total row count exceed max allowed count: ${LIMITS.listRows}`);
  assertUnique(choices, (choice) => choice.id, 'Duplicate row ids are not allowed.');
  return choices;
}

function readRow(row: Fields, path: string): Choice {
  const id = readId(row, `${path}.id`, LIMITS.listRowId, 'Row id');
  const title = textIn(row, 'title', `${path}.title`, { max: LIMITS.listRowTitle, label: 'Row title' });
  const description = optionalTextIn(row, 'description', `${path}.description`, {
    max: LIMITS.listRowDescription,
    label: 'Row description',
  });
  return description === null ? { id, title } : { id, title, description };
}

function readLinkButton(interactive: Fields): void {
  const action = objectIn(interactive, 'action', 'interactive.action');
  if (textIn(action, 'name', 'interactive.action.name') !== 'cta_url') throw invalidValue('interactive.action.name must be "cta_url".');
  const parameters = objectIn(action, 'parameters', 'interactive.action.parameters');
  textIn(parameters, 'display_text', 'interactive.action.parameters.display_text', { max: LIMITS.buttonTitle, label: 'Display text' });
  const url = textIn(parameters, 'url', 'interactive.action.parameters.url');
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol))
    throw invalidValue('interactive.action.parameters.url must be a URL.');
}

/** Ids come back in webhooks as they are; Meta refuses those with blanks at their ends. */
function readId(parent: Fields, path: string, max: number, label: string): string {
  const id = textIn(parent, 'id', path, { max, label });
  if (id !== id.trim()) throw invalidValue(`${label} must not begin or end with a blank.`);
  return id;
}

function assertUnique(choices: readonly Choice[], key: (choice: Choice) => string, complaint: string): void {
  if (new Set(choices.map(key)).size !== choices.length) throw invalidValue(complaint);
}
