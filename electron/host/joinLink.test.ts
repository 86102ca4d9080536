import { describe, expect, it } from 'vitest';
import type { LineMeasurement } from '#electron/services/link/index.ts';
import type { StudyArrival } from '#electron/services/prefetch/index.ts';
import type { Settings } from '#electron/services/settings/index.ts';
import { fail, succeed } from '#shared/base/result.ts';
import { failureOf } from '#shared/contract/failures.ts';
import { linkSnapshot } from '#shared/contract/link.ts';
import type { SettingsSnapshot } from '#shared/contract/settings.ts';
import type { ArchiveId, StudyRef } from '#shared/dicom/frameKey.ts';
import type { StudyInstanceUID } from '#shared/dicom/uids.ts';
import { joinLink, type LinkNeeds } from './joinLink.ts';

const archiveId = 'one' as ArchiveId;
const study = (uid: string): StudyRef => ({ archiveId, studyInstanceUID: uid as StudyInstanceUID });
const nothing: LineMeasurement = {
  bytesPerSecond: undefined,
  roundTripMs: undefined,
  leastRoundTripMs: undefined,
  lossShare: undefined,
  estimate: { goodputs: [] },
  outagesToday: 0,
  awayTodayMs: 0,
  bytesToday: 0,
  bytesThisMonth: 0,
};
const arrival = (uid: string, more: Partial<StudyArrival> = {}): StudyArrival => ({
  study: study(uid),
  reason: 'due',
  remainingBytes: 5,
  expectedBytes: 10,
  readyBetween: undefined,
  misses: undefined,
  rest: undefined,
  ...more,
});

function desk(more: Partial<LinkNeeds> = {}) {
  let link: SettingsSnapshot['link'] = {
    monthlyCapBytes: null,
    hours: null,
    householdPercent: 0,
    meteredNetworks: [],
    fetchInTray: false,
  };
  const changes: string[] = [];
  const settings: Settings = {
    read: () => ({ link }) as unknown as SettingsSnapshot,
    change(changed) {
      link = changed.link ?? link;
      return { ok: true, value: settings.read() };
    },
  };
  const joined = joinLink({
    sources: () => [{ archiveId, name: 'Clinic', kind: 'dicomweb' }],
    settings,
    book: { measure: () => nothing, usage: () => ({ today: 1_000_000, thisMonth: 2_000_000 }) },
    budget: {
      now: () => ({ tiers: new Set(), rest: undefined, restUntil: undefined }),
      setPaused: (paused) => {
        changes.push(`paused ${String(paused)}`);
        return succeed(undefined);
      },
      allowOverCap: () => {
        changes.push('over');
        return succeed(undefined);
      },
      isPaused: false,
      isOverCapAllowed: false,
    },
    queue: { lineStateOf: () => ({ inFlight: 0, limit: 6 }), lineFailureOf: () => undefined, isFetching: () => false },
    arrivals: () => [],
    network: () => undefined,
    storage: () => ({ usedBytes: 1, limitBytes: 10, level: 'roomy' }),
    onChanged: () => changes.push('changed'),
    ...more,
  });
  const read = () => {
    const answer = joined.read();
    if (!answer.ok) throw new Error(answer.failure.code);
    return linkSnapshot.strict().parse(answer.value);
  };
  return { joined, read, changes, link: () => link };
}

describe('joinLink', () => {
  it('says nothing of a line that has not been measured, and leaves a disc out, which has none', () => {
    const disc = { archiveId: 'disc' as ArchiveId, name: 'Disc', kind: 'disc' };
    const sources = () => [{ archiveId, name: 'Clinic', kind: 'dicomweb' }, disc];
    const { lines, bytesToday, bytesThisMonth } = desk({ sources }).read();
    expect(lines).toEqual([
      {
        archiveId,
        name: 'Clinic',
        state: 'idle',
        connections: 0,
        outagesToday: 0,
        awayTodayMs: 0,
        bytesToday: 0,
        bytesThisMonth: 0,
      },
    ]);
    // As the provider counts them: with what TCP, TLS and IP put around them.
    expect([bytesToday, bytesThisMonth]).toEqual([1_060_000, 2_120_000]);
  });

  it('says the rate that the line has four fifths of the time, its outages counted', () => {
    const goodputs = [...Array.from({ length: 50 }, () => 1_000_000), ...Array.from({ length: 50 }, () => 0)];
    const measure = () => ({ ...nothing, bytesPerSecond: 99_000, estimate: { goodputs } });
    const [line] = desk({ book: { measure, usage: () => ({ today: 0, thisMonth: 0 }) } }).read().lines;
    expect(line).toMatchObject({ bytesPerSecond: 99_000, usualBytesPerSecond: { low: 0, high: 100_000 } });
  });

  it('N11: an archive that is away says why', () => {
    const failure = failureOf('ArchiveUnreachable');
    const queue = {
      lineStateOf: () => ({ inFlight: 2, limit: 6 }),
      lineFailureOf: () => failure,
      isFetching: () => false,
    };
    expect(desk({ queue }).read().lines[0]).toMatchObject({ state: 'away', failure });
  });

  it('says that a person has paused also where something else rests it first, and that consent was given', () => {
    const budget: LinkNeeds['budget'] = {
      now: () => ({ tiers: new Set(), rest: 'diskFull', restUntil: undefined }),
      setPaused: () => fail(failureOf('DiskFull')),
      allowOverCap: () => fail(failureOf('DiskFull')),
      isPaused: true,
      isOverCapAllowed: true,
    };
    const { read, joined, changes } = desk({ budget });
    // What could not be written down holds, and is said.
    expect(joined.setPaused(true)).toEqual(fail(failureOf('DiskFull')));
    expect(joined.allowOverCap()).toEqual(fail(failureOf('DiskFull')));
    expect(changes).toEqual(['changed', 'changed']);
    expect(read()).toMatchObject({ rest: 'diskFull', isPaused: true });
    // Of no meaning without a cap.
    expect(read().overCapAllowed).toBeUndefined();
    expect(desk().read().isPaused).toBe(false);
  });

  it('a line on which only what is looked at comes is fetching, not idle', () => {
    const lineStateOf = () => ({ inFlight: 0, onScreen: 2, limit: 3 });
    const queue = { lineStateOf, lineFailureOf: () => undefined, isFetching: () => false };
    expect(desk({ queue }).read().lines[0]).toMatchObject({ state: 'fetching', connections: 2 });
  });

  it('lists what comes in its order, with what is on its way now', () => {
    const readyBetween = { from: 1, to: 2 };
    const queue = {
      lineStateOf: () => ({ inFlight: 1, limit: 6 }),
      lineFailureOf: () => undefined,
      isFetching: (one: StudyRef) => one.studyInstanceUID === '1.1',
    };
    const arrivals = () => [arrival('1.1', { reason: 'stat', readyBetween }), arrival('1.2', { rest: 'monthlyCap' })];
    const { transfers, lines } = desk({ queue, arrivals }).read();
    expect(transfers).toEqual([
      { study: study('1.1'), reason: 'stat', isFetching: true, expectedBytes: 10, remainingBytes: 5, readyBetween },
      {
        study: study('1.2'),
        reason: 'due',
        isFetching: false,
        expectedBytes: 10,
        remainingBytes: 5,
        rest: 'monthlyCap',
      },
    ]);
    expect(lines[0]?.state).toBe('fetching');
  });

  it('passes on what a person says, and whoever fetches hears of it', () => {
    const { joined, changes, link } = desk();
    joined.setPaused(true);
    joined.allowOverCap();
    joined.markNetwork('phone', true);
    expect(link().meteredNetworks).toEqual(['phone']);
    joined.markNetwork('phone', false);
    expect(link().meteredNetworks).toEqual([]);
    expect(changes).toEqual(['paused true', 'changed', 'over', 'changed', 'changed', 'changed']);
  });
});
