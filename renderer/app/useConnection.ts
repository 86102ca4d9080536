import { useEffect, useState } from 'react';
import { useHostAccess } from '../host/hostContext.ts';

/** Whether the host answers. A moment's silence is not told: only what lasts longer than a glance. */
export function useConnection(): 'connected' | 'lost' {
  const { transport } = useHostAccess();
  const [state, setState] = useState<'connected' | 'lost'>('connected');
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = transport.onConnection((next) => {
      clearTimeout(timer);
      if (next === 'connected') setState(next);
      else timer = setTimeout(() => setState('lost'), 400);
    });
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [transport]);
  return state;
}
