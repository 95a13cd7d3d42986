import type { ReactNode } from 'react';
import { Menu as AriaMenu, MenuItem, MenuTrigger } from 'react-aria-components/Menu';
import { Popover } from 'react-aria-components/Popover';

export interface MenuEntry {
  readonly id: string;
  readonly label: ReactNode;
  readonly icon?: ReactNode;
  readonly isChosen?: boolean;
  readonly run: () => void;
}

export interface MenuProps {
  /** The button that opens it. */
  readonly trigger: ReactNode;
  readonly label: string;
  readonly entries: readonly MenuEntry[];
}

export const Menu = ({ trigger, label, entries }: MenuProps) => (
  <MenuTrigger>
    {trigger}
    <Popover className="min-w-52 rounded-md border border-line bg-raised p-1 text-ink shadow-raised">
      <AriaMenu aria-label={label} className="outline-none">
        {entries.map((entry) => (
          <MenuItem
            key={entry.id}
            id={entry.id}
            textValue={typeof entry.label === 'string' ? entry.label : entry.id}
            onAction={entry.run}
            className="flex h-9 cursor-pointer items-center gap-3 rounded-sm px-3 text-sm outline-none focus:bg-hover pointer-coarse:h-11"
          >
            <span className="text-ink-soft">{entry.icon}</span>
            <span className={entry.isChosen ? 'flex-1 font-name text-accent' : 'flex-1'}>{entry.label}</span>
          </MenuItem>
        ))}
      </AriaMenu>
    </Popover>
  </MenuTrigger>
);
