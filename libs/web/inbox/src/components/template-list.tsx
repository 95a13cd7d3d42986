import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { AfterShortWait, Button, classNames, Skeleton, TextField } from '@parley/ui';
import { RefreshCw } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useIntl } from 'react-intl';
import { Button as AriaButton } from 'react-aria-components/Button';
import type { Template, TemplatePage } from '../api/schema.js';
import { syncTemplates, templateKeys, templatesQuery } from '../api/templates.js';
import { explainProblem } from '../model/explain-problem.js';
import { useWords } from '../model/use-words.js';
import { TemplateChips } from './template-chips.js';

const typingPauseMs = 250;

export interface TemplateListProps {
  /** The customer's, as far as it is known: its templates come first. */
  readonly language: string | null;
  readonly search: string;
  readonly onSearch: (text: string) => void;
  readonly onChoose: (template: Template) => void;
}

/** The templates to choose from. What cannot be sent stands there with its reason, so that nobody looks for it elsewhere. */
export const TemplateList = ({ language, search, onSearch, onChoose }: TemplateListProps) => {
  const say = useWords();
  const asked = useSettled(search.trim());
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(templatesQuery(asked, language));
  const templates = data?.pages.flatMap(({ items }) => items) ?? null;
  return (
    <div className="flex flex-col gap-3">
      <TextField label={say('template.search')} type="search" value={search} onChange={onSearch} autoFocus />
      {error ? (
        <p role="alert" className="text-sm text-danger">
          {say('template.list-failed', { reason: explainProblem(say, error) })}{' '}
          <Button size="sm" tone="plain" onPress={() => void refetch()}>
            {say('inbox.try-again')}
          </Button>
        </p>
      ) : null}
      {templates === null && !error ? (
        <AfterShortWait>
          <div className="flex flex-col gap-2">
            <Skeleton className="h-16 w-full" />
            <Skeleton className="h-16 w-full" />
          </div>
        </AfterShortWait>
      ) : null}
      {templates?.length === 0 ? (
        <p className="py-4 text-center text-sm text-ink-soft">
          {asked === '' ? say('template.none') : say('template.none.search', { search: asked })}
        </p>
      ) : null}
      <ul role="list" aria-label={say('template.list')} className="flex max-h-[min(24rem,50dvh)] flex-col gap-1.5 overflow-y-auto">
        {templates?.map((template) => (
          <li key={template.id}>
            <Choice template={template} onChoose={() => onChoose(template)} />
          </li>
        ))}
        {hasNextPage ? (
          <li className="text-center">
            <Button size="sm" onPress={() => void fetchNextPage()} isDisabled={isFetchingNextPage}>
              {say('template.more')}
            </Button>
          </li>
        ) : null}
      </ul>
      {data?.pages[0] ? <SyncLine sync={data.pages[0].sync} /> : null}
    </div>
  );
};

const Choice = ({ template, onChoose }: { readonly template: Template; readonly onChoose: () => void }) => {
  const { name, body, sendable, reason } = template;
  const words = (
    <>
      <span className="flex flex-wrap items-center justify-between gap-x-3 gap-y-1">
        <bdi className="font-label [overflow-wrap:anywhere]">{name}</bdi>
        <TemplateChips template={template} />
      </span>
      <span dir="auto" className="mt-1 line-clamp-2 text-sm text-ink-soft">
        {body}
      </span>
    </>
  );
  const box = 'block w-full rounded-sm border border-line px-3 py-2 text-start text-md';
  if (sendable) {
    return (
      <AriaButton onPress={onChoose} className={classNames(box, 'bg-surface text-ink hover:bg-hover')}>
        {words}
      </AriaButton>
    );
  }
  return (
    <div className={classNames(box, 'bg-sunken text-ink-soft')}>
      {words}
      <span className="mt-1 block text-sm text-ink">{reason}</span>
    </div>
  );
};

const SyncLine = ({ sync }: { readonly sync: TemplatePage['sync'] }) => {
  const say = useWords();
  const intl = useIntl();
  const queryClient = useQueryClient();
  const again = useMutation({
    mutationFn: syncTemplates,
    onSettled: () => queryClient.invalidateQueries({ queryKey: templateKeys.all }),
  });
  const problem = again.error ? explainProblem(say, again.error) : sync.error;
  const at = sync.syncedAt === null ? null : intl.formatDate(sync.syncedAt, { dateStyle: 'medium', timeStyle: 'short' });
  return (
    <div className="flex items-center justify-between gap-3 text-xs text-ink-soft">
      <p role="status">
        {at === null ? say('template.sync.never') : say('template.sync.at', { at })}
        {problem ? ` ${say('template.sync.failed', { reason: problem })}` : null}
      </p>
      <Button size="sm" tone="plain" onPress={() => again.mutate()} isDisabled={again.isPending}>
        <RefreshCw size={14} aria-hidden="true" className={again.isPending ? 'motion-safe:animate-spin' : undefined} />
        {say('template.sync')}
      </Button>
    </div>
  );
};

/** What was typed, once nothing more was typed for a moment. */
const useSettled = (text: string): string => {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), typingPauseMs);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
};
