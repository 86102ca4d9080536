import { useMemo, useRef } from 'react';
import { useAnswer, useHostAccess } from '../host/hostContext.ts';

/** The host counts minutes: more often would tell it nothing. */
const tellEveryMs = 15_000;
const tellWarnedEveryMs = 500;

/** What an element that holds the whole page hears of a person, in further windows too, whose parts are its children. */
interface TouchListeners {
  readonly onPointerMoveCapture: () => void;
  readonly onPointerDownCapture: () => void;
  readonly onWheelCapture: () => void;
  readonly onKeyDownCapture: () => void;
}

/** Tells the host that somebody is here, while patients' studies are open: it locks them when nobody is. */
export function useTouched(): TouchListeners {
  const { client } = useHostAccess();
  const { answer: host } = useAnswer('host.describe', {});
  const isCounted = host?.profile === 'patients' && host.lock.state === 'open';
  const isWarned = host?.lock.locksAt !== undefined;
  const toldMs = useRef(Number.NEGATIVE_INFINITY);
  return useMemo(() => {
    const touch = () => {
      const now = performance.now();
      if (!isCounted || now - toldMs.current < (isWarned ? tellWarnedEveryMs : tellEveryMs)) return;
      toldMs.current = now;
      void client['host.noteTouched']({});
    };
    return {
      onPointerMoveCapture: touch,
      onPointerDownCapture: touch,
      onWheelCapture: touch,
      onKeyDownCapture: touch,
    };
  }, [client, isCounted, isWarned]);
}
