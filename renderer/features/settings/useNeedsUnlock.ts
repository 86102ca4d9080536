import { useEffect } from 'react';
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import { useAnswer } from '#renderer/host/hostContext.ts';

/**
 * `left`: the reader has left the lock for the practice studies; asking for patients brings it back. `wasOpen`: it was
 * open in this page, so that whoever finds it locked has locked it, or was away.
 */
const lockLeft = createStore(() => ({ left: false, wasOpen: false }));

export function leaveLock(): void {
  lockLeft.setState({ left: true });
}

export function returnToLock(): void {
  lockLeft.setState({ left: false });
}

/** Whether the lock closed while somebody worked here: then only a person opens it again. */
export function useWasOpen(): boolean {
  return useStore(lockLeft).wasOpen;
}

/** Whether the lock stands before everything else. */
export function useNeedsUnlock(): { readonly needed: boolean; readonly leave: () => void } {
  const { answer: host } = useAnswer('host.describe', {});
  const { left } = useStore(lockLeft);
  const isLocked = host?.lock.state === 'locked';
  const isOpen = host?.lock.state === 'open';
  useEffect(() => {
    if (isOpen) lockLeft.setState({ wasOpen: true });
  }, [isOpen]);
  return { needed: isLocked && (host.profile === 'patients' || !left), leave: leaveLock };
}
