import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef } from 'react';
import { conversationKeys } from '../api/conversation.keys.js';
import { LiveConnection } from './live-connection.js';
import { setLiveState } from './live-state.js';
import { LiveUpdates } from './live-updates.js';

const refreshWhileLostMs = 20_000;

/** Keeps what is on screen live while the inbox is shown. Returns a way to try again at once. */
export const useLiveUpdates = (onSignedOut: () => void): (() => void) => {
  const queryClient = useQueryClient();
  const connection = useRef<LiveConnection | null>(null);
  const signedOut = useRef(onSignedOut);
  useEffect(() => {
    signedOut.current = onSignedOut;
  }, [onSignedOut]);

  useEffect(() => {
    const updates = new LiveUpdates(queryClient);
    let poll: ReturnType<typeof setInterval> | null = null;
    const live = new LiveConnection({
      url: '/api/admin/events',
      onEvent: (event) => updates.receive(event),
      onGap: () => updates.resync(),
      onSignedOut: () => signedOut.current(),
      onState: (state) => {
        setLiveState(state);
        // Where the stream cannot get through (some proxies), a slow poll keeps the console usable.
        if (state.state === 'lost')
          poll ??= setInterval(() => void queryClient.invalidateQueries({ queryKey: conversationKeys.all }), refreshWhileLostMs);
        else if (poll !== null) {
          clearInterval(poll);
          poll = null;
        }
      },
    });
    connection.current = live;
    live.start();
    return () => {
      live.stop();
      updates.stop();
      if (poll !== null) clearInterval(poll);
      connection.current = null;
    };
  }, [queryClient]);

  return useCallback(() => connection.current?.retryNow(), []);
};
