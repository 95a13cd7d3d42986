import type { Standing } from './state-of.js';
import { useWords } from './use-words.js';

export const useStandingWords = (): ((standing: Standing) => string) => {
  const say = useWords();
  return (standing) => (standing.kind === 'with' ? say('state.with', { name: standing.name }) : say(`state.${standing.kind}`));
};
