import type { Agent } from '@parley/api-client';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { AfterShortWait, Button, EmptyState } from '@parley/ui';
import { useState, type ReactNode } from 'react';
import { sessionKeys, sessionQuery } from '../api/session.query.js';
import { useWords } from '../model/use-words.js';

export interface SessionGateProps {
  readonly signedIn: (agent: Agent) => ReactNode;
  /** `hasExpired`: somebody was in, and did not leave by choice. */
  readonly signedOut: (hasExpired: boolean) => ReactNode;
}

/** Finds out who is there before anything is drawn. A server out of reach is said as such, not taken for a sign-out. */
export const SessionGate = ({ signedIn, signedOut }: SessionGateProps) => {
  const say = useWords();
  const { data: agent, isError, refetch } = useQuery(sessionQuery());
  const queryClient = useQueryClient();
  const [wasIn, setWasIn] = useState(false);
  if (agent && !wasIn) setWasIn(true);
  if (agent) return signedIn(agent);
  if (agent === null) return signedOut(wasIn && queryClient.getQueryData(sessionKeys.leftByChoice) !== true);
  return (
    <main className="flex min-h-dvh flex-col justify-center bg-canvas">
      {isError ? (
        <EmptyState
          title={say('session.restore-failed')}
          action={
            <Button tone="primary" onPress={() => void refetch()}>
              {say('session.try-again')}
            </Button>
          }
        >
          {say('session.restore-failed.hint')}
        </EmptyState>
      ) : (
        <AfterShortWait>
          <p role="status" className="text-center text-sm text-ink-soft">
            {say('session.restoring')}
          </p>
        </AfterShortWait>
      )}
    </main>
  );
};
