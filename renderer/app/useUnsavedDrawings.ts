import { useEffect } from 'react';
import { useStore } from 'zustand';
import { useHostAccess } from '../host/hostContext.ts';
import { findShellBridge } from '../host/shellPorts.ts';
import { hurryJournals, unsavedDrawings } from '../session/pageJournals.ts';

/**
 * Keeps drawings that the host has not taken from being left behind: they are tried again when the host is back and when
 * the page goes out of sight, and leaving asks first, the shell where there is one, else the browser.
 */
export function useUnsavedDrawings(): void {
  const { transport } = useHostAccess();
  const count = useStore(unsavedDrawings, ({ drawings }) => drawings);
  useEffect(() => findShellBridge()?.reportUnsaved(count), [count]);
  useEffect(() => {
    // Under the shell it would hold the window open without a word.
    if (count === 0 || findShellBridge()) return undefined;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [count]);
  useEffect(() => {
    const stop = transport.onConnection((state) => {
      if (state === 'connected') hurryJournals();
    });
    window.addEventListener('pagehide', hurryJournals);
    document.addEventListener('visibilitychange', hurryJournals);
    return () => {
      stop();
      window.removeEventListener('pagehide', hurryJournals);
      document.removeEventListener('visibilitychange', hurryJournals);
    };
  }, [transport]);
}
