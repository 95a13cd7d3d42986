// What the specs of `domain/` share; no test itself.
import type { Catalogue } from '../catalogue.js';
import type { SpokenLanguages } from './spoken-languages.js';

/** An installation of one language that finds nothing. */
export function speakingOnly(catalogue: Catalogue): SpokenLanguages {
  return { offered: [catalogue.language], detect: () => null, speech: () => ({ catalogue, suggest: () => [] }) };
}
