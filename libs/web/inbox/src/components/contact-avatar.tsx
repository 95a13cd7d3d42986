import { Avatar, classNames } from '@parley/ui';
import type { Contact } from '../api/schema.js';
import { contactLabel, initialsOf } from '../model/contact-label.js';
import type { Standing } from '../model/state-of.js';
import { useStandingWords } from '../model/use-standing-words.js';

const dots: Record<Standing['kind'], string> = {
  waiting: 'bg-waiting',
  'with-you': 'bg-active',
  with: 'bg-active',
  bot: 'bg-bot',
  closed: 'border-2 border-closed bg-surface',
};

export interface ContactAvatarProps {
  readonly contact: Contact;
  readonly size?: 'sm' | 'md' | 'lg';
  readonly standing?: Standing;
}

export const ContactAvatar = ({ contact, size = 'md', standing }: ContactAvatarProps) => (
  <Avatar
    initials={initialsOf(contactLabel(contact))}
    seed={contact.id}
    size={size}
    badge={standing ? <StateDot standing={standing} /> : undefined}
  />
);

const StateDot = ({ standing }: { readonly standing: Standing }) => {
  const words = useStandingWords()(standing);
  return (
    <span title={words} className="absolute -end-0.5 -bottom-0.5 rounded-full bg-surface p-0.5">
      <span aria-hidden="true" className={classNames('block size-2 rounded-full', dots[standing.kind])} />
      <span className="sr-only">{words}</span>
    </span>
  );
};
