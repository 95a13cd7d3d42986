import { Chip } from '@parley/ui';
import { BadgeCheck, Megaphone, Tag, TriangleAlert } from 'lucide-react';
import type { Template } from '../api/schema.js';
import { useWords } from '../model/use-words.js';

const icons = { utility: BadgeCheck, marketing: Megaphone, authentication: Tag, other: Tag } as const;

/** What it is charged as, its language, and whether customers complain about it. */
export const TemplateChips = ({ template }: { readonly template: Template }) => {
  const say = useWords();
  const Icon = icons[template.category];
  return (
    <span className="flex flex-wrap items-center gap-1.5">
      <Chip icon={<Icon size={13} aria-hidden="true" />}>{say(`template.category.${template.category}`)}</Chip>
      <Chip>{template.language}</Chip>
      {template.quality === 'low' ? (
        <Chip tone="danger" icon={<TriangleAlert size={13} aria-hidden="true" />}>
          {say('template.quality.low')}
        </Chip>
      ) : null}
    </span>
  );
};
