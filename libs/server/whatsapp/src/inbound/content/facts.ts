/** Facts are for showing; what a person reads in a line or two. Longer ones are cut, the raw body keeps the rest. */
export const LONGEST_FACT = 1_024;

type Present<All> = { [Key in keyof All as null extends All[Key] ? never : Key]: All[Key] } & {
  [Key in keyof All as null extends All[Key] ? Key : never]?: Exclude<All[Key], null>;
};

/** Only the facts that are there. */
export function facts<All extends Record<string, unknown>>(all: All): Present<All> {
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== null)) as Present<All>;
}
