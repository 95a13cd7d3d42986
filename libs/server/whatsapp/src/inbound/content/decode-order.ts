import type { InboundContent, Order, OrderedProduct } from '@parley/conversation';
import { field, finiteNumber, shortText, text } from '../untrusted.js';
import { facts } from './facts.js';

/** A shopping cart; more than this nobody reads in a thread. */
const MOST_PRODUCTS = 100;

export function decodeOrder(body: unknown): InboundContent | null {
  const items = field(body, 'product_items');
  if (!Array.isArray(items)) return null;
  const all = items.map(decodeProduct);
  const order: Order = {
    ...facts({ catalogId: shortText(field(body, 'catalog_id'), 128) }),
    products: all.slice(0, MOST_PRODUCTS),
    productCount: all.length,
    totals: totalsOf(all),
  };
  return { type: 'order', text: text(field(body, 'text')) || null, content: { order } };
}

function decodeProduct(item: unknown): OrderedProduct {
  return {
    product: shortText(field(item, 'product_retailer_id'), 256),
    quantity: amount(field(item, 'quantity')),
    price: amount(field(item, 'item_price')),
    currency: shortText(field(item, 'currency'), 8),
  };
}

/** A number of things or of money is never below zero; what is below is shown as not known. */
function amount(value: unknown): number | null {
  const number = finiteNumber(value);
  return number === null || number < 0 ? null : number;
}

/** Never a sum over currencies. Rounded to a thousandth: no currency has smaller coins, and 0.1 + 0.2 is to be 0.3. */
function totalsOf(products: readonly OrderedProduct[]): Order['totals'] {
  const totals = new Map<string | null, number>();
  for (const { currency, quantity, price } of products) {
    if (quantity !== null && price !== null) totals.set(currency, (totals.get(currency) ?? 0) + quantity * price);
  }
  return [...totals].flatMap(([currency, sum]) => (Number.isFinite(sum) ? [{ currency, amount: Math.round(sum * 1_000) / 1_000 }] : []));
}
