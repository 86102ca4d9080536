import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import { useAnswer } from '#renderer/host/hostContext.ts';

/** Whether the reader has left the lock for the practice studies; asking for patients brings it back. */
const lockLeft = createStore(() => ({ left: false }));

export function leaveLock(): void {
  lockLeft.setState({ left: true });
}

export function returnToLock(): void {
  lockLeft.setState({ left: false });
}

/** Whether the lock stands before everything else. */
export function useNeedsUnlock(): { readonly needed: boolean; readonly leave: () => void } {
  const { answer: host } = useAnswer('host.describe', {});
  const { left } = useStore(lockLeft);
  const isLocked = host?.lock.state === 'locked';
  return { needed: isLocked && (host.profile === 'patients' || !left), leave: leaveLock };
}
