import type { Clock } from '#electron/base/world.ts';
import type { BackgroundState } from '#shared/contract/hostStart.ts';
import { rateOfLines } from '#shared/contract/lineRate.ts';
import type { Host } from './host.ts';

export interface BackgroundReport {
  setPaused(paused: boolean): void;
  stop(): void;
}

const apartMs = 1_000;

/** Tells whoever keeps a tray what is fetched and what has not been sent; at most once a second, and only what is new. */
export function reportBackground(
  host: Pick<Host, 'handlers' | 'onEvent'>,
  clock: Clock,
  tell: (state: BackgroundState) => void,
): BackgroundReport {
  let cancelTimer: (() => void) | undefined;
  let told = '';
  let stopped = false;
  const look = async () => {
    const state = await readBackground(host);
    cancelTimer = undefined;
    if (stopped || JSON.stringify(state) === told) return;
    told = JSON.stringify(state);
    tell(state);
  };
  const lookSoon = () => {
    if (!stopped) cancelTimer ??= clock.after(apartMs, () => void look());
  };
  const forget = host.onEvent(({ event }) => {
    if (event !== 'studies.changed' && event !== 'readiness.changed') lookSoon();
  });
  void look();
  return {
    setPaused(paused) {
      void host.handlers['link.setPaused']({ paused }, { signal: new AbortController().signal }).then(lookSoon);
    },
    stop() {
      stopped = true;
      cancelTimer?.();
      forget();
    },
  };
}

/** What cannot be asked just now, because the profile is being changed, counts as nothing. */
async function readBackground({ handlers }: Pick<Host, 'handlers'>): Promise<BackgroundState> {
  const context = { signal: new AbortController().signal };
  const [link, settings, worklist, described] = await Promise.all([
    handlers['link.read']({}, context),
    handlers['settings.read']({}, context),
    handlers['worklist.list']({}, context),
    handlers['host.describe']({}, context),
  ]);
  const snapshot = link.ok ? link.value : undefined;
  const transfers = snapshot?.transfers ?? [];
  const bytesPerSecond = rateOfLines(snapshot?.lines ?? []);
  return {
    fetchInTray: settings.ok && settings.value.link.fetchInTray,
    isPaused: snapshot?.isPaused ?? false,
    ...(snapshot?.rest ? { rest: snapshot.rest } : {}),
    ...(bytesPerSecond !== undefined ? { bytesPerSecond } : {}),
    studiesToCome: transfers.length,
    bytesToCome: transfers.reduce((sum, { remainingBytes }) => sum + remainingBytes, 0),
    isPressing: transfers.some(({ isFetching, reason }) => isFetching && (reason === 'open' || reason === 'stat')),
    unsentReports: worklist.ok ? worklist.value.unsentReports + worklist.value.parkedReports : 0,
    isLocked: described.ok && described.value.lock.state === 'locked',
  };
}
