/** What is known with what is given; an empty string takes an attribute away. */
export function mergeAttributes(known: Readonly<Record<string, string>>, given: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries({ ...known, ...given }).filter(([, value]) => value !== ''));
}
