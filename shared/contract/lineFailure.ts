import type { Failure } from './failures.ts';

/** The line or the archive behind it is not there: asking again costs nobody anything, and nobody must do anything first. */
export function isLineFailure({ code }: Failure): boolean {
  switch (code) {
    case 'ArchiveNameNotFound':
    case 'ArchiveUnreachable':
    case 'ArchiveConnectionRefused':
    case 'ArchiveTimedOut':
    case 'ArchiveAnswerCut':
    case 'ArchiveCaptivePortal':
      return true;
    default:
      return false;
  }
}
