import { useEffect } from 'react';
import type { ProfileKind } from '#shared/contract/vault.ts';
import { useHostAccess } from '../../../host/hostContext.ts';
import type { ReadingSession } from '../../../session/readingSession.ts';

/** What the reader changes within this time is one word to the host. */
const gatherMs = 2_000;

/**
 * How a study was hung, and what the reader changed of it afterwards, goes to the records of this computer: so that
 * protocols are judged by what was done with them. `openedAt`: when opening began, by `performance.now`.
 */
export function useHangNotes(session: ReadingSession, profile: ProfileKind, openedAt: number): void {
  const { client } = useHostAccess();
  useEffect(() => {
    const { protocol } = session;
    if (!protocol) return undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const send = () => {
      clearTimeout(timer);
      timer = undefined;
      const { event } = protocol.note;
      // What cannot be noted is lost; nobody who reads waits for it.
      if (event) void client['hanging.noteHang']({ profile, event });
    };
    const soon = () => {
      timer ??= setTimeout(send, gatherMs);
    };
    const stop = protocol.note.subscribe(soon);
    protocol.note.shown(performance.now() - openedAt);
    soon();
    return () => {
      stop();
      if (timer !== undefined) send();
    };
  }, [session, client, profile, openedAt]);
}
