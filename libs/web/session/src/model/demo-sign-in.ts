/** The login that the server of a demo offers in its page (apps/api/src/console); null everywhere else. */
export interface DemoSignIn {
  readonly email: string;
  readonly password: string;
  readonly name: string;
}

export const readDemoSignIn = (): DemoSignIn | null => {
  const note = document.querySelector('meta[name="parley-demo-sign-in"]')?.getAttribute('content');
  if (!note) return null;
  try {
    const { email, password, name } = JSON.parse(note) as Partial<DemoSignIn>;
    return email && password && name ? { email, password, name } : null;
  } catch {
    return null;
  }
};
