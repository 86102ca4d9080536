import type { Readiness } from '#shared/contract/worklist.ts';
import type { ReadinessLook } from './readinessText.ts';

/** What a reader can do, as `worklist.details.help.<help>`, with the key that does it where there is one. */
export interface ReadyHelp {
  readonly help:
    | 'open'
    | 'stat'
    | 'thick'
    | 'pauseOthers'
    | 'resume'
    | 'line'
    | 'settings'
    | 'storage'
    | 'freeDisk'
    | 'way'
    | 'signIn'
    | 'show';
  readonly keys?: string;
}

const open: ReadyHelp = { help: 'open', keys: 'Enter' };
const stat: ReadyHelp = { help: 'stat', keys: 'Alt+1' };
const line: ReadyHelp = { help: 'line', keys: 'Alt+L' };

/**
 * What would bring a study sooner, the nearest first. Nothing for what is here, and for what only the site can mend.
 * @param isDiskTheLimit the disk leaves less room than the reader has set, so that setting more would help nothing
 */
export function readyHelp(
  { words: { key } }: Pick<ReadinessLook, 'words'>,
  { remainingBytes = 0 }: Readiness,
  isDiskTheLimit = false,
): readonly ReadyHelp[] {
  switch (key) {
    case 'misses':
    case 'missesBy':
      return [
        open,
        stat,
        { help: 'pauseOthers', keys: 'Alt+L' },
        ...(remainingBytes > 100_000_000 ? [{ help: 'thick' as const }] : []),
      ];
    case 'rests.pausedByPerson':
      return [{ help: 'resume', keys: 'Alt+P' }, open];
    case 'rests.outsideHours':
      return [open, stat, { help: 'settings', keys: 'Ctrl+,' }];
    case 'rests.meteredNetwork':
    case 'rests.monthlyCap':
      return [open, stat, line];
    case 'rests.cacheFull':
      return isDiskTheLimit ? [{ help: 'freeDisk' }] : [{ help: 'storage', keys: 'Ctrl+,' }];
    case 'rests.diskFull':
    case 'waits.disk':
      return [{ help: 'freeDisk' }];
    case 'waits.signIn':
    case 'waits.signInNeeded':
    case 'waits.provider':
      return [{ help: 'signIn', keys: 'Ctrl+,' }];
    case 'waits.proxy':
    case 'waits.certificate':
      return [{ help: 'way', keys: 'Ctrl+,' }];
    case 'newImages':
    case 'partAndNew':
    case 'sinceReport':
      return [{ help: 'show', keys: 'Enter' }];
    case 'arrives':
    case 'arrivesListed':
    case 'noEstimate':
    case 'coming':
    case 'whenOpened':
      return [open];
    default:
      return [];
  }
}
