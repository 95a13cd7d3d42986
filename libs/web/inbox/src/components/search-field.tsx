import { Kbd } from '@parley/ui';
import { Search, X } from 'lucide-react';
import { useEffect, useState, type Ref } from 'react';
import { Button as AriaButton } from 'react-aria-components/Button';
import { Input, SearchField as AriaSearchField } from 'react-aria-components/SearchField';
import { useWords } from '../model/use-words.js';

export interface SearchFieldProps {
  readonly value: string;
  readonly onSearch: (text: string) => void;
  readonly inputRef: Ref<HTMLInputElement>;
}

// Long enough for the next letter to come, short enough to feel immediate.
const typingPauseMs = 250;

export const SearchField = ({ value, onSearch, inputRef }: SearchFieldProps) => {
  const say = useWords();
  const [typed, setTyped] = useState(value);
  const [address, setAddress] = useState(value);
  // The address changed from outside (back button): it wins over what was typed.
  if (address !== value) {
    setAddress(value);
    setTyped(value);
  }
  useEffect(() => {
    if (typed.trim() === value) return;
    const timer = setTimeout(() => onSearch(typed.trim()), typingPauseMs);
    return () => clearTimeout(timer);
  }, [onSearch, typed, value]);

  return (
    <AriaSearchField aria-label={say('inbox.search')} value={typed} onChange={setTyped} className="relative flex items-center">
      <Search size={16} aria-hidden="true" className="pointer-events-none absolute start-3 text-ink-soft" />
      <Input
        ref={inputRef}
        placeholder={say('inbox.search')}
        className="h-9 w-full rounded-sm bg-sunken ps-9 pe-9 text-sm text-ink placeholder:text-ink-soft [&::-webkit-search-cancel-button]:hidden pointer-coarse:h-11 pointer-coarse:text-lg"
      />
      {typed === '' ? (
        <Kbd className="pointer-events-none absolute end-2.5 pointer-coarse:hidden">{'/'}</Kbd>
      ) : (
        <AriaButton
          aria-label={say('inbox.search.clear')}
          className="absolute end-1.5 inline-flex size-7 items-center justify-center rounded-sm text-ink-soft hover:bg-hover"
        >
          <X size={15} aria-hidden="true" />
        </AriaButton>
      )}
    </AriaSearchField>
  );
};
