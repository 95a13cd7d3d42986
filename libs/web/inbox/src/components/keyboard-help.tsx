import { Dialog, Kbd } from '@parley/ui';
import { useWords, type WordId } from '../model/use-words.js';

export const KEYS: readonly { readonly keys: readonly string[]; readonly word: WordId }[] = [
  { keys: ['J'], word: 'keys.next' },
  { keys: ['K'], word: 'keys.previous' },
  { keys: ['1', '2', '3', '4'], word: 'keys.tabs' },
  { keys: ['/'], word: 'keys.search' },
  { keys: ['T'], word: 'keys.take' },
  { keys: ['R'], word: 'keys.reply' },
  { keys: ['E'], word: 'keys.end' },
  { keys: ['Z'], word: 'keys.undo' },
  { keys: [']'], word: 'keys.panel' },
  { keys: ['Esc'], word: 'keys.escape' },
  { keys: ['?'], word: 'keys.help' },
];

export const KeyList = ({ keys = KEYS }: { readonly keys?: typeof KEYS }) => {
  const say = useWords();
  return (
    <dl className="grid grid-cols-[auto_1fr] items-center gap-x-4 gap-y-2 text-start text-sm">
      {keys.map(({ keys: each, word }) => (
        <div key={word} className="contents">
          <dt className="flex gap-1">
            {each.map((key) => (
              <Kbd key={key}>{key}</Kbd>
            ))}
          </dt>
          <dd className="text-ink-soft">{say(word)}</dd>
        </div>
      ))}
    </dl>
  );
};

export const KeyboardHelp = ({ isOpen, onClose }: { readonly isOpen: boolean; readonly onClose: () => void }) => {
  const say = useWords();
  return (
    <Dialog title={say('keys.title')} closeLabel={say('keys.close')} isOpen={isOpen} onClose={onClose}>
      <KeyList />
      <p className="mt-4 text-sm text-ink-soft">{say('keys.note')}</p>
    </Dialog>
  );
};
