import type { Settings } from '#electron/services/settings/index.ts';
import { type Result, succeed } from '#shared/base/result.ts';
import type { Failure } from '#shared/contract/failures.ts';
import type { LinkSnapshot } from '#shared/contract/link.ts';
import type { OpenArchives } from './openArchives.ts';

/** What a person sees of the lines and may say about them. */
export interface LinkDesk {
  read(): Result<LinkSnapshot, Failure>;
  setPaused(paused: boolean): Result<Record<string, never>, Failure>;
  allowOverCap(): Result<Record<string, never>, Failure>;
  markNetwork(networkId: string, isMetered: boolean): Result<Record<string, never>, Failure>;
}

export interface LinkNeeds {
  readonly archives: OpenArchives;
  readonly settings: Settings;
}

export function joinLink({ archives, settings }: LinkNeeds): LinkDesk {
  let isPaused = false;
  return {
    read() {
      const { monthlyCapBytes } = settings.read().link;
      return succeed({
        lines: archives.sources().map(({ archiveId, name }) => ({
          archiveId,
          name,
          state: 'idle' as const,
          connections: 0,
          connectionLimit: 0,
          outagesToday: 0,
          awayTodayMs: 0,
          bytesToday: 0,
          bytesThisMonth: 0,
        })),
        transfers: [],
        bytesToday: 0,
        bytesThisMonth: 0,
        ...(monthlyCapBytes === null ? {} : { monthlyCapBytes }),
        ...(isPaused ? { rest: 'pausedByPerson' as const } : {}),
      });
    },
    setPaused(paused) {
      isPaused = paused;
      return succeed({});
    },
    allowOverCap: () => succeed({}),
    markNetwork(networkId, isMetered) {
      const { link } = settings.read();
      const others = link.meteredNetworks.filter((one) => one !== networkId);
      const changed = settings.change({
        link: { ...link, meteredNetworks: isMetered ? [...others, networkId] : others },
      });
      return changed.ok ? succeed({}) : changed;
    },
  };
}
