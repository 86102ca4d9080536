import { useSyncExternalStore } from 'react';

const tickMs = 10_000;
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;
let now = Date.now();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => {
    now = Date.now();
    for (const tell of listeners) tell();
  }, tickMs);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

function read(): number {
  // A component that mounts between ticks must not start with a time from before it was last watched.
  if (Date.now() - now > tickMs) now = Date.now();
  return now;
}

/**
 * The time, told again every ten seconds to whoever shows it. One timer for the window: a thousand due times
 * are not a thousand timers, and a row whose words stay the same draws nothing.
 */
export function useNow(): number {
  // Drawn to text, as tests do, it is the same time.
  return useSyncExternalStore(subscribe, read, read);
}
