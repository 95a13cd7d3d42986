import { useParams } from '@tanstack/react-router';
import type { Agent } from '@parley/api-client';
import { InboxPage } from '@parley/inbox';
import { sessionKeys } from '@parley/session';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { Rail } from './rail.js';

/** The console of a signed-in agent: the rail and the inbox beside it (below it on a phone). */
export const Console = ({ agent }: { readonly agent: Agent }) => {
  const queryClient = useQueryClient();
  const { conversationId } = useParams({ strict: false });
  const [isHelpOpen, setHelpOpen] = useState(false);
  const onSignedOut = useCallback(() => queryClient.setQueryData(sessionKeys.me, null), [queryClient]);
  return (
    <div className="flex h-dvh min-h-0 overflow-hidden bg-canvas max-rail:flex-col">
      <Rail agent={agent} onKeys={() => setHelpOpen(true)} className={conversationId === undefined ? '' : 'max-rail:hidden'} />
      <InboxPage agent={agent} onSignedOut={onSignedOut} isHelpOpen={isHelpOpen} onHelp={setHelpOpen} />
    </div>
  );
};
