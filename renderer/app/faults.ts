import { createStore } from 'zustand/vanilla';

/** Work that broke and that nobody waited for, since the page was opened or it was last acknowledged. */
export const faults = createStore<{ readonly count: number }>(() => ({ count: 0 }));

/**
 * A promise that nobody watches breaks without a word, and the screen goes on showing what it showed. Counted, so that it
 * can be said; whatever was only given up is no fault. Answers how to stop.
 */
export function watchFaults(page: Pick<EventTarget, 'addEventListener' | 'removeEventListener'>): () => void {
  const onRejection = (event: Event) => {
    const { reason } = event as Event & { readonly reason?: unknown };
    if (reason instanceof Error && reason.name === 'AbortError') return;
    faults.setState(({ count }) => ({ count: count + 1 }));
  };
  page.addEventListener('unhandledrejection', onRejection);
  return () => page.removeEventListener('unhandledrejection', onRejection);
}
