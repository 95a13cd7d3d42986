import {
  Ban,
  CircleDot,
  ClipboardList,
  Contact,
  Forward,
  Info,
  MapPin,
  MessageCircleQuestionMark,
  Pencil,
  Phone,
  ShoppingCart,
  Smile,
} from 'lucide-react';
import type { ReactNode } from 'react';
import { useIntl } from 'react-intl';
import type { Message } from '../api/schema.js';
import { useWords } from '../model/use-words.js';
import { MessageFile } from './message-file.js';
import { MessageText } from './message-text.js';

/** What a message says. A kind we cannot draw yet is named, never hidden: no bubble is ever empty. */
export const MessageBody = ({ message }: { readonly message: Message }) => {
  const say = useWords();
  if (message.deleted || message.type === 'revoke') {
    return (
      <Named
        icon={<Ban size={16} aria-hidden="true" />}
        word={say(message.direction === 'inbound' ? 'type.deleted' : 'type.deleted.ours')}
      />
    );
  }
  return (
    <>
      {message.forwarded ? (
        <span className="flex items-center gap-1 text-xs text-ink-soft">
          <Forward size={13} aria-hidden="true" />
          {say(message.forwarded === 'often' ? 'type.forwarded.often' : 'type.forwarded')}
        </span>
      ) : null}
      {message.referral?.headline ? (
        <span className="block text-xs text-ink-soft">{say('type.referral', { headline: message.referral.headline })}</span>
      ) : null}
      <Content message={message} />
      {message.edited ? <span className="ms-1 text-xs text-ink-soft">{say('type.edited')}</span> : null}
      {message.reactions ? (
        <span className="mt-1 flex gap-1">
          {message.reactions.map(({ by, emoji }) => (
            <span key={by} className="rounded-full bg-sunken px-1.5 text-sm">
              {emoji}
            </span>
          ))}
        </span>
      ) : null}
    </>
  );
};

const Content = ({ message }: { readonly message: Message }) => {
  const say = useWords();
  const { formatNumber } = useIntl();
  const { text, content, media, location, contacts, order } = message;
  if (content?.tapped) {
    return (
      <span className="inline-flex items-center gap-1.5">
        <CircleDot size={14} aria-hidden="true" className="shrink-0 text-bot" />
        <span dir="auto">{text || content.tapped.title}</span>
      </span>
    );
  }
  if (media) {
    return (
      <>
        <MessageFile message={message} media={media} />
        {text ? <Words text={text} /> : null}
      </>
    );
  }
  if (location) {
    const place = text ?? `${location.latitude.toFixed(5)}, ${location.longitude.toFixed(5)}`;
    return <Named icon={<MapPin size={16} aria-hidden="true" />} word={say('type.location')} detail={place} />;
  }
  if (contacts) {
    const cards = contacts.map(({ name, phones }) => [name, ...phones].filter(Boolean).join(' · '));
    return <Named icon={<Contact size={16} aria-hidden="true" />} word={say('type.contacts')} detail={cards.filter(Boolean).join('\n')} />;
  }
  if (order) {
    const money = (amount: number, currency: string | null): string =>
      currency !== null && /^[A-Z]{3}$/.test(currency) ? formatNumber(amount, { style: 'currency', currency }) : String(amount);
    const lines = order.products.map(({ product, quantity, price, currency }) =>
      `${quantity ?? '?'} × ${product ?? '?'} ${price === null ? '' : money(price, currency)}`.trim(),
    );
    const totals = order.totals.map(({ amount, currency }) => `= ${money(amount, currency)}`);
    return (
      <Named
        icon={<ShoppingCart size={16} aria-hidden="true" />}
        word={say('type.order')}
        detail={[text, ...lines, ...totals].filter(Boolean).join('\n')}
      />
    );
  }
  return <Told message={message} />;
};

/** Kinds that are little more than a name and a sentence. */
const Told = ({ message }: { readonly message: Message }) => {
  const say = useWords();
  const { type, text } = message;
  switch (type) {
    case 'reaction':
      return (
        <Named icon={<Smile size={16} aria-hidden="true" />} word={say('type.reaction')} detail={text ?? say('type.reaction.removed')} />
      );
    case 'edit':
      return <Named icon={<Pencil size={16} aria-hidden="true" />} word={say('type.edit')} detail={text} />;
    case 'system':
      return <Named icon={<Info size={16} aria-hidden="true" />} word={text || say('type.system')} />;
    case 'unsupported':
      return (
        <Named
          icon={<MessageCircleQuestionMark size={16} aria-hidden="true" />}
          word={say('type.unsupported')}
          detail={message.unsupported?.reason ?? say('type.in-whatsapp')}
        />
      );
    default:
      break;
  }
  if (message.callPermission)
    return (
      <Named icon={<Phone size={16} aria-hidden="true" />} word={say('type.call-permission')} detail={message.callPermission.response} />
    );
  if (message.form)
    return <Named icon={<ClipboardList size={16} aria-hidden="true" />} word={say('type.form')} detail={text ?? message.form.name} />;
  if (message.product)
    return <Named icon={<ShoppingCart size={16} aria-hidden="true" />} word={say('type.product')} detail={message.product.productId} />;
  return text ? <Words text={text} /> : <span className="text-ink-soft">{say('type.empty')}</span>;
};

const Words = ({ text }: { readonly text: string }) => (
  <span dir="auto" className="whitespace-pre-wrap">
    <MessageText text={text} />
  </span>
);

const Named = ({ icon, word, detail }: { readonly icon: ReactNode; readonly word: string; readonly detail?: string | null }) => (
  <span className="flex items-start gap-2 text-ink-soft">
    <span className="mt-0.5">{icon}</span>
    <span className="min-w-0">
      <span dir="auto" className="font-label text-ink">
        {word}
      </span>
      {detail ? (
        <span dir="auto" className="block whitespace-pre-wrap text-ink [overflow-wrap:anywhere]">
          <MessageText text={detail} />
        </span>
      ) : null}
    </span>
  </span>
);
