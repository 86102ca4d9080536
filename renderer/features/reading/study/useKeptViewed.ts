import { useEffect, useState } from 'react';
import type { ProfileKind } from '#shared/contract/vault.ts';
import { useHostAccess } from '../../../host/hostContext.ts';
import type { Imaging } from '../../../imaging/imaging.ts';
import type { ReadingSession } from '../../../session/readingSession.ts';
import { ViewedSaver } from '../../../session/viewedSaver.ts';

/** What was seen of the studies on the desk is kept in the records of their profile, and comes back when they are opened. */
export function useKeptViewed(session: ReadingSession, { ledger }: Imaging, profile: ProfileKind): void {
  const { client } = useHostAccess();
  const [saver] = useState(
    () =>
      new ViewedSaver({
        ledger,
        studies: () => session.state.studies,
        read: async (study) => {
          const answer = await client['viewed.read']({ study });
          return answer.ok ? answer.value.viewed : 'failed';
        },
        save: async (viewed) => (await client['viewed.save']({ profile, viewed })).ok,
      }),
  );
  useEffect(() => saver.begin(), [saver]);
  useEffect(() => session.store.subscribe(() => saver.openNew()), [session, saver]);
}
