import { useEffect, useSyncExternalStore } from 'react';
import { displayWatch } from '#renderer/host/displayWatch.ts';
import { useAnswer, useHostAccess, useKeepAnswer } from '#renderer/host/hostContext.ts';
import type { KnownDisplay } from '#shared/contract/displays.ts';

/** What is plugged in, and what is known of it. The host is told of every monitor that is seen. */
export function useDisplays() {
  const watch = displayWatch();
  const { client } = useHostAccess();
  const { displays: seen, current } = useSyncExternalStore(watch.subscribe, watch.snapshot);
  const { answer, failure } = useAnswer('displays.read', {});
  const keep = useKeepAnswer();
  const isRead = answer !== undefined;
  useEffect(() => {
    if (!isRead || seen.length === 0) return;
    void client['displays.note']({ displays: [...seen] }).then((noted) => {
      if (noted.ok) keep('displays.read', {}, noted.value);
    });
  }, [client, seen, isRead, keep]);
  const find = (displayId: string): KnownDisplay | undefined =>
    answer?.displays.find(({ facts }) => facts.displayId === displayId);
  return { seen, current, answer, failure, find, here: find(current), watch };
}
