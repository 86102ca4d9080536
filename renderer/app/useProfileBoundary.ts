import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { forgetProtocolDrafts } from '../features/hanging/index.ts';
import { forgetDrafts } from '../features/reporting/index.ts';
import { useAnswer, useHostAccess } from '../host/hostContext.ts';
import { forgetOpened } from '../session/openedStudies.ts';
import { forgetReading } from './ReadingDesk.tsx';
import { forgetStudy } from './route.ts';

/**
 * Nothing of one profile stays in the window when another opens, or when the lock closes: what was answered before
 * is forgotten, no study stays on the desk, and no image or draft in memory. Only text that the host has not yet taken
 * stays behind the lock, for the profile it belongs to; and drawings that it has not taken, which go to no other.
 */
export function useProfileBoundary(): void {
  const queries = useQueryClient();
  const { transport } = useHostAccess();
  const { answer: host } = useAnswer('host.describe', {});
  const profile = host && `${host.profile} ${host.lock.state === 'locked' ? 'locked' : ''}`;
  const before = useRef<string>(undefined);
  useEffect(() => {
    if (profile === undefined) return;
    if (before.current !== undefined && before.current !== profile) {
      forgetStudy();
      forgetOpened();
      // The lock of a profile is another state of the same one: its name comes first.
      forgetDrafts({ keepUnsaved: before.current.split(' ')[0] === profile.split(' ')[0] });
      if (before.current.split(' ')[0] !== profile.split(' ')[0]) forgetProtocolDrafts();
      forgetReading(transport);
      queries.removeQueries({ type: 'inactive' });
      // Reset, not merely asked again: a form that opens meanwhile must not begin with the other profile's reader.
      void queries.resetQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'host.describe' });
    }
    before.current = profile;
  }, [profile, queries, transport]);
}
