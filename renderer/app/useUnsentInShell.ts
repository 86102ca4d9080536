import { useEffect } from 'react';
import type { WorklistSnapshot } from '#shared/contract/worklist.ts';
import { findShellBridge } from '../host/shellPorts.ts';

/** Keeps the shell told how many signed reports have not left, so that closing the window can say so. */
export function useUnsentInShell(list: WorklistSnapshot | undefined): void {
  const unsent = list?.unsentReports;
  useEffect(() => {
    if (unsent !== undefined) findShellBridge()?.reportUnsent(unsent);
  }, [unsent]);
}
