import { Link } from '@tanstack/react-router';
import type { Agent } from '@parley/api-client';
import { useLiveState } from '@parley/inbox';
import { type sessionMessagesEn, useSignOut } from '@parley/session';
import {
  Avatar,
  DarkThemeIcon,
  IconButton,
  InboxIcon,
  KeyboardIcon,
  LightThemeIcon,
  Mark,
  Menu,
  SignOutIcon,
  SystemThemeIcon,
} from '@parley/ui';
import { useIntl } from 'react-intl';
import { type adminMessagesEn } from './messages/en.js';
import { setTheme, useTheme, type ThemeChoice } from './theme.js';

const themes: Record<ThemeChoice, typeof SystemThemeIcon> = { system: SystemThemeIcon, light: LightThemeIcon, dark: DarkThemeIcon };

export interface RailProps {
  readonly agent: Agent;
  readonly onKeys: () => void;
  readonly className?: string;
}

/** Where one can go, and who one is. Only what exists is shown. */
export const Rail = ({ agent, onKeys, className = '' }: RailProps) => {
  const { formatMessage } = useIntl();
  const say = (id: keyof typeof adminMessagesEn | keyof typeof sessionMessagesEn): string => formatMessage({ id });
  const theme = useTheme();
  const signOut = useSignOut();
  return (
    <nav
      aria-label={say('admin.navigation')}
      className={`flex shrink-0 items-center gap-2 bg-rail rail:w-14 rail:flex-col rail:py-4 max-rail:order-last max-rail:h-14 max-rail:justify-around max-rail:px-4 ${className}`}
    >
      <span className="mb-3 max-rail:hidden">
        <Mark />
      </span>
      <Link
        to="/"
        search={{}}
        title={say('admin.inbox')}
        aria-current="page"
        className="inline-flex size-10 items-center justify-center rounded-md bg-rail-active text-on-rail-strong pointer-coarse:size-11"
      >
        <InboxIcon size={19} aria-hidden="true" />
        <span className="sr-only">{say('admin.inbox')}</span>
      </Link>
      <span className="rail:flex-1" />
      <IconButton
        ground="rail"
        label={say('admin.keys')}
        icon={<KeyboardIcon size={19} aria-hidden="true" />}
        onPress={onKeys}
        className="size-10 pointer-coarse:hidden"
      />
      <Menu
        label={formatMessage({ id: 'admin.account' }, { name: agent.name })}
        trigger={<AccountButton agent={agent} />}
        entries={[
          ...(['system', 'light', 'dark'] as const).map((each) => {
            const Icon = themes[each];
            return {
              id: each,
              label: say(`admin.theme.${each}`),
              icon: <Icon size={17} aria-hidden="true" />,
              isChosen: each === theme,
              run: () => setTheme(each),
            };
          }),
          { id: 'sign-out', label: say('session.sign-out'), icon: <SignOutIcon size={17} aria-hidden="true" />, run: signOut },
        ]}
      />
    </nav>
  );
};

const initialsOf = (name: string): string => {
  const words = name.trim().split(/\s+/);
  const first = Array.from(words[0] ?? '');
  const last = words.length > 1 ? Array.from(words[words.length - 1] ?? '') : first.slice(1);
  return `${first[0] ?? '?'}${last[0] ?? ''}`.toUpperCase();
};

const AccountButton = ({ agent }: { readonly agent: Agent }) => {
  const { formatMessage } = useIntl();
  const isLive = useLiveState().state === 'live';
  return (
    <IconButton
      ground="rail"
      label={formatMessage({ id: 'admin.account' }, { name: agent.name })}
      className="size-10 rounded-full"
      icon={
        <Avatar
          initials={initialsOf(agent.name)}
          seed={agent.id}
          badge={
            <span className="absolute -end-0.5 -bottom-0.5 rounded-full bg-rail p-0.5">
              <span aria-hidden="true" className={`block size-2 rounded-full ${isLive ? 'bg-mark' : 'border border-on-rail'}`} />
              <span className="sr-only">{formatMessage({ id: isLive ? 'admin.account.live' : 'admin.account.not-live' })}</span>
            </span>
          }
        />
      }
    />
  );
};
