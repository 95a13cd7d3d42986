import { Banner, Button, ProblemIcon, TextField } from '@parley/ui';
import { useRef, useState, type FormEvent } from 'react';
import { Form } from 'react-aria-components/Form';
import { useWords } from '../model/use-words.js';

export interface SignInFormProps {
  readonly isBusy: boolean;
  /** What the server said to the last try, in words. */
  readonly problem: string | null;
  /** Something before the form is the shorter way in: it has the focus, and the main button. */
  readonly isSecond?: boolean;
  readonly onSignIn: (credentials: { readonly email: string; readonly password: string }) => void;
}

export const SignInForm = ({ isBusy, problem, isSecond = false, onSignIn }: SignInFormProps) => {
  const say = useWords();
  const form = useRef<HTMLFormElement>(null);
  const [missing, setMissing] = useState<{ readonly email: boolean; readonly password: boolean }>({ email: false, password: false });

  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    const text = (name: string): string => {
      const value = fields.get(name);
      return typeof value === 'string' ? value : '';
    };
    const email = text('email').trim();
    const password = text('password');
    setMissing({ email: email === '', password: password === '' });
    const firstMissing = email === '' ? 'email' : password === '' ? 'password' : null;
    if (firstMissing) form.current?.querySelector<HTMLInputElement>(`[name=${firstMissing}]`)?.focus();
    else onSignIn({ email, password });
  };

  return (
    <Form ref={form} onSubmit={submit} validationBehavior="aria" className="flex flex-col gap-4">
      <div role="alert" className={problem ? undefined : 'contents'}>
        {problem ? (
          <Banner tone="danger" className="rounded-sm px-3 py-2" icon={<ProblemIcon size={16} aria-hidden="true" className="shrink-0" />}>
            {problem}
          </Banner>
        ) : null}
      </div>
      <TextField
        label={say('session.email')}
        name="email"
        type="email"
        inputMode="email"
        autoComplete="username"
        autoFocus={!isSecond}
        error={missing.email ? say('session.email.missing') : undefined}
      />
      <TextField
        label={say('session.password')}
        name="password"
        type="password"
        autoComplete="current-password"
        error={missing.password ? say('session.password.missing') : undefined}
      />
      <Button type="submit" tone={isSecond ? 'quiet' : 'primary'} size="lg" isDisabled={isBusy} className="mt-1 w-full">
        {say('session.sign-in')}
      </Button>
    </Form>
  );
};
