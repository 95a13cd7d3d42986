/** The shape of a value from the wire: objects and lists as they are, in place of the rest its type and length, `string(11)`. */
export type MaskedJson = null | boolean | string | MaskedJson[] | { [key: string]: MaskedJson };

/**
 * The names Meta documents for messages and statuses. Any other key is masked like a value: keys of an interactive form are the
 * customer's own words as easily as values are.
 */
const KNOWN_FIELDS: ReadonlySet<string> = new Set(
  `acknowledged action address addresses amount animated audio biz_opaque_callback_data birthday body body_text button button_reply
  caption catalog_id category city code company contacts context conversation country country_code ctwa_clid currency department details
  document edit emails emoji error_data errors event expiration_timestamp filename first_name footer forwarded formatted_name
  frequently_forwarded from from_user_id group_id header headline href id identity image image_url input interactive item_price
  last_name latitude list_reply location longitude media_type media_url message message_id messages metadata middle_name mime_type name
  new_wa_id nfm_reply old_wa_id order org origin parent_user_id payload payment phone phones prefix pricing pricing_model
  product_items product_retailer_id quantity reaction recipient_id recipient_type recipient_user_id referral referred_product
  response_json revoke sha256 source_id source_type source_url state status sticker street suffix system text thumbnail_url timestamp
  title type unsupported url urls user user_id username video video_url voice wa_id welcome_message zip billable description
  original_message_id`.split(/\s+/),
);

/** Deeper, longer and more than any message Meta documents: what somebody nests to make the answer long is cut. */
const DEEPEST = 12;
const MOST_NODES = 2_000;

/** @param value anything JSON can say; undefined (it is not there) is null */
export function maskItem(value: unknown): MaskedJson {
  let nodesLeft = MOST_NODES;

  const mask = (part: unknown, depth: number): MaskedJson => {
    nodesLeft -= 1;
    if (part === null || part === undefined) return null;
    if (typeof part === 'boolean') return part;
    if (typeof part === 'string') return masked('string', part.length);
    if (typeof part === 'number') return masked('number', String(part).length);
    if (typeof part !== 'object') return null;
    if (Array.isArray(part)) {
      if (depth === DEEPEST) return masked('list', part.length);
      const elements: MaskedJson[] = [];
      for (const element of part) {
        if (nodesLeft <= 0) break;
        elements.push(mask(element, depth + 1));
      }
      if (elements.length < part.length) elements.push(masked('more', part.length - elements.length));
      return elements;
    }
    const entries = Object.entries(part);
    if (depth === DEEPEST) return masked('object', entries.length);
    const fields: [string, MaskedJson][] = [];
    for (const [key, element] of entries) {
      if (nodesLeft <= 0) break;
      // Numbered, so that two of the same length stay two.
      fields.push([KNOWN_FIELDS.has(key) ? key : `${masked('key', key.length)}#${fields.length + 1}`, mask(element, depth + 1)]);
    }
    if (fields.length < entries.length) fields.push(['…', masked('more', entries.length - fields.length)]);
    return Object.fromEntries(fields);
  };

  return mask(value, 0);
}

function masked(type: string, length: number): string {
  return `${type}(${length})`;
}
