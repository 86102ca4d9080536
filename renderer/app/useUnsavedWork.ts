import { useEffect } from 'react';
import { useStore } from 'zustand';
import { unsavedReports } from '../features/reporting/index.ts';
import { useHostAccess } from '../host/hostContext.ts';
import { findShellBridge } from '../host/shellPorts.ts';
import { hurryJournals, unsavedDrawings } from '../session/pageJournals.ts';

/**
 * Keeps drawings and words that the host has not taken from being left behind: drawings are tried again when the host is
 * back and when the page goes out of sight (a report's panel does so for its words), and leaving asks first, the shell
 * where there is one, else the browser.
 */
export function useUnsavedWork(): void {
  const { transport } = useHostAccess();
  const drawings = useStore(unsavedDrawings, (state) => state.drawings);
  const reports = useStore(unsavedReports, (state) => state.owed);
  const count = drawings + reports;
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
