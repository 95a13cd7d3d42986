import type { ReactNode } from 'react';
import { useIntl } from 'react-intl';
import type { Conversation } from '../api/schema.js';
import { useAgent } from '../model/agent-context.js';
import { contactAddress, contactLabel, presentPhone } from '../model/contact-label.js';
import { isWindowOpen, serviceWindow } from '../model/service-window.js';
import { standingOf } from '../model/state-of.js';
import { useNow } from '../model/use-now.js';
import { useWords, type WordId } from '../model/use-words.js';
import { minutesSince } from '../model/waiting-time.js';
import { ContactAvatar } from './contact-avatar.js';
import { StandingChip } from './thread-header.js';

/** What is known about the contact and the chat, and nothing that is not. */
export const ContactPanel = ({ conversation }: { readonly conversation: Conversation }) => {
  const say = useWords();
  const intl = useIntl();
  const agent = useAgent();
  const now = useNow();
  const { contact, chat, lastChat } = conversation;
  const window = serviceWindow(conversation.serviceWindowExpiresAt, now);
  const date = (at: string): string => intl.formatDate(at, { dateStyle: 'medium' });
  const time = (at: string): string => intl.formatDate(at, { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' });
  const address = contactAddress(contact);
  return (
    <div className="flex flex-col gap-6 p-5">
      <div className="flex items-center gap-3">
        <ContactAvatar contact={contact} size="lg" />
        <div className="min-w-0">
          <p className="font-name">
            <bdi>{contactLabel(contact)}</bdi>
          </p>
          {address ? (
            <p className="text-sm text-ink-soft">
              <bdi>{address}</bdi>
            </p>
          ) : null}
        </div>
      </div>
      <div>
        <StandingChip standing={standingOf(conversation, agent.id)} />
      </div>
      <Facts title={say('panel.about')}>
        {contact.phone ? <Fact name={say('panel.phone')}>{presentPhone(contact.phone)}</Fact> : null}
        {contact.username ? <Fact name={say('panel.username')}>{`@${contact.username}`}</Fact> : null}
        {contact.language ? <Fact name={say('panel.language')}>{languageName(intl.locale, contact.language)}</Fact> : null}
        {contact.optedOutAt ? <Fact name={say('panel.unasked')}>{say('panel.unasked.none', { at: date(contact.optedOutAt) })}</Fact> : null}
        {conversation.isFlooding ? <Fact name={say('panel.pace')}>{say('panel.pace.flooding')}</Fact> : null}
        <Fact name={say('panel.since')}>{date(conversation.createdAt)}</Fact>
        {window.state === 'never' ? null : (
          <Fact name={say('panel.reply')}>
            {isWindowOpen(window) ? say('panel.reply.open', { hours: window.hours, minutes: window.minutes }) : say('panel.reply.closed')}
          </Fact>
        )}
      </Facts>
      {chat ? (
        <Facts title={say('panel.chat')}>
          <Fact name={say('panel.number')}>{`#${chat.number}`}</Fact>
          <Fact name={say('panel.started')}>{time(chat.startedAt)}</Fact>
          <Fact name={say('panel.team')}>{chat.team.name}</Fact>
          {chat.about ? <Fact name={say('panel.asked')}>{chat.about}</Fact> : null}
          {chat.agent ? <Fact name={say('panel.agent')}>{chat.agent.name}</Fact> : null}
          {chat.status === 'waiting' ? (
            <Fact name={say('panel.waited')}>{say('inbox.none.minutes', { minutes: minutesSince(chat.waitingSince, now) })}</Fact>
          ) : null}
          {chat.queuePosition === null ? null : <Fact name={say('panel.position')}>{intl.formatNumber(chat.queuePosition)}</Fact>}
        </Facts>
      ) : null}
      {chat === null && botIsAt[conversation.state] ? (
        <Facts title={say('panel.bot')}>
          <Fact name={say('panel.state')}>{say(botIsAt[conversation.state] ?? 'panel.bot.menu')}</Fact>
        </Facts>
      ) : null}
      {lastChat ? (
        <Facts title={say('panel.last')}>
          <Fact name={say('panel.ended')}>{time(lastChat.endedAt)}</Fact>
          <Fact name={say('panel.ended-by')}>{say(`panel.ended-by.${lastChat.endedBy}`)}</Fact>
          {lastChat.agent ? <Fact name={say('panel.agent')}>{lastChat.agent.name}</Fact> : null}
          {lastChat.rating === null ? null : <Fact name={say('panel.rating')}>{say('panel.rating.of', { stars: lastChat.rating })}</Fact>}
          {lastChat.comment ? <Fact name={say('panel.comment')}>{lastChat.comment}</Fact> : null}
        </Facts>
      ) : null}
      {conversation.endedChats > 0 ? (
        <section>
          <h3 className="mb-2 text-xs font-name text-ink-soft">{say('panel.earlier')}</h3>
          <p className="text-sm">{say('panel.earlier.count', { count: conversation.endedChats })}</p>
        </section>
      ) : null}
    </div>
  );
};

/** What the bot is doing with them, where no person is. */
const botIsAt: Readonly<Partial<Record<Conversation['state'], WordId>>> = {
  MAIN_MENU: 'panel.bot.menu',
  SUBMENU: 'panel.bot.menu',
  FORM: 'panel.bot.form',
  AWAITING_RATING: 'panel.bot.rating',
};

/** In the reader's language; the code itself where the browser does not know it. */
const languageName = (locale: string, language: string): string => {
  try {
    return new Intl.DisplayNames([locale], { type: 'language' }).of(language) ?? language;
  } catch {
    return language;
  }
};

const Facts = ({ title, children }: { readonly title: string; readonly children: ReactNode }) => (
  <section>
    <h3 className="mb-2 text-xs font-name text-ink-soft">{title}</h3>
    <dl className="grid grid-cols-[6.5rem_1fr] gap-x-3 gap-y-1.5 text-sm">{children}</dl>
  </section>
);

const Fact = ({ name, children }: { readonly name: string; readonly children: ReactNode }) => (
  <>
    <dt className="text-ink-soft">{name}</dt>
    <dd className="min-w-0 [overflow-wrap:anywhere]">
      <bdi>{children}</bdi>
    </dd>
  </>
);
