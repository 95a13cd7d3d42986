import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Mark } from '@parley/ui';
import { useEffect, useState } from 'react';
import { sessionKeys } from '../api/session.query.js';
import { signIn } from '../api/sign-in.js';
import { DemoEntrance } from '../components/demo-entrance.js';
import { SignInForm } from '../components/sign-in-form.js';
import { readDemoSignIn } from '../model/demo-sign-in.js';
import { explainSignIn } from '../model/explain-sign-in.js';
import { forgetReadings } from '../model/forget-readings.js';
import { useWords } from '../model/use-words.js';

export interface SignInPageProps {
  /** The agent was here and the session ended by itself. */
  readonly hasExpired: boolean;
}

export const SignInPage = ({ hasExpired }: SignInPageProps) => {
  const say = useWords();
  const queryClient = useQueryClient();
  const [demo] = useState(readDemoSignIn);
  const attempt = useMutation({
    mutationFn: signIn,
    onSuccess: (agent) => {
      forgetReadings(queryClient);
      queryClient.setQueryData(sessionKeys.leftByChoice, false);
      queryClient.setQueryData(sessionKeys.me, agent);
    },
  });
  useEffect(() => {
    document.title = say('session.title');
  }, [say]);

  return (
    <main className="flex min-h-dvh flex-col items-center justify-center bg-canvas p-4">
      <div className="w-full max-w-88">
        <div className="mb-6 flex flex-col items-center gap-3 text-center">
          <span className="inline-flex size-14 items-center justify-center rounded-lg bg-rail">
            <Mark size={34} />
          </span>
          <h1 className="text-xl font-name">{say('session.heading')}</h1>
          <p className="-mt-2 text-sm text-ink-soft">{hasExpired ? say('session.expired') : say('session.lead')}</p>
        </div>
        <div className="rounded-lg border border-line bg-surface p-6 shadow-raised">
          {demo && (
            <DemoEntrance
              login={demo}
              isBusy={attempt.isPending}
              onEnter={() => attempt.mutate({ email: demo.email, password: demo.password })}
            />
          )}
          <SignInForm
            isSecond={demo !== null}
            isBusy={attempt.isPending}
            problem={attempt.error ? explainSignIn(say, attempt.error) : null}
            onSignIn={(credentials) => attempt.mutate(credentials)}
          />
        </div>
      </div>
    </main>
  );
};
