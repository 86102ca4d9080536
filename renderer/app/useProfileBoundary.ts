import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useAnswer } from '../host/hostContext.ts';
import { forgetOpened } from '../session/openedStudies.ts';
import { goTo, route } from './route.ts';

/**
 * Nothing of one profile stays in the window when another opens, or when the lock closes: what was answered before
 * is forgotten, and no study stays on the desk.
 */
export function useProfileBoundary(): void {
  const queries = useQueryClient();
  const { answer: host } = useAnswer('host.describe', {});
  const profile = host && `${host.profile} ${host.lock.state === 'locked' ? 'locked' : ''}`;
  const before = useRef<string>(undefined);
  useEffect(() => {
    if (profile === undefined) return;
    if (before.current !== undefined && before.current !== profile) {
      if (route.getState().place === 'reading') goTo({ place: 'worklist' });
      forgetOpened();
      queries.removeQueries({ type: 'inactive' });
      // Reset, not merely asked again: a form that opens meanwhile must not begin with the other profile's reader.
      void queries.resetQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'host.describe' });
    }
    before.current = profile;
  }, [profile, queries]);
}
