import { createHash, randomUUID } from 'node:crypto';
import { systemClock, systemRandom } from '#electron/base/world.ts';
import type { HostSide } from '#electron/host/connection.ts';
import { OpenStudies } from '#electron/host/openStudies.ts';
import { createRouter } from '#electron/host/router.ts';
import { fail, succeed } from '#shared/base/result.ts';
import type { HostEvent } from '#shared/contract/events.ts';
import { failureOf } from '#shared/contract/failures.ts';
import type { EncodedFrame, Urgency } from '#shared/contract/frames.ts';
import { contract, type DurbeenContract } from '#shared/contract/index.ts';
import type { Handlers } from '#shared/contract/procedure.ts';
import type { ArchiveId, FrameKey } from '#shared/dicom/frameKey.ts';
import type { SeriesInstanceUID, SOPInstanceUID, StudyInstanceUID, TransferSyntaxUID } from '#shared/dicom/uids.ts';
import { untouchedHands } from '#shared/hands/handsProfile.ts';

export const world = { clock: systemClock, random: systemRandom };

export const study = { archiveId: 'practice' as ArchiveId, studyInstanceUID: '1.2.3' as StudyInstanceUID };

export function keyOf(frameNumber: number): FrameKey {
  return {
    ...study,
    seriesInstanceUID: '1.2.3.4' as SeriesInstanceUID,
    sopInstanceUID: '1.2.3.4.5' as SOPInstanceUID,
    frameNumber,
  };
}

/** Bytes that differ in every frame; a view into something larger, as a pack's frame is. */
export function bytesOf(frameNumber: number, size = 1000): Uint8Array {
  const pack = new Uint8Array(size + 64).fill(0xee);
  const bytes = pack.subarray(32, 32 + size);
  for (let at = 0; at < size; at++) bytes[at] = (frameNumber * 31 + at) & 0xff;
  return bytes;
}

export function frameOf(key: FrameKey, size?: number): EncodedFrame {
  const bytes = bytesOf(key.frameNumber, size);
  return {
    key,
    transferSyntaxUID: '1.2.840.10008.1.2.4.80' as TransferSyntaxUID,
    fidelity: { transfer: 'lossless', lossyAtSource: false },
    digest: createHash('sha256').update(bytes).digest('hex'),
    bytes,
  };
}

/**
 * A host of three answers, behind the real router. What the tests look at: `log` of unexpected errors, which calls
 * and frames were cancelled, and how many frames are being read.
 */
export function createFakeHost() {
  const log: { id: string; procedure: string; error: unknown }[] = [];
  const listeners = new Set<(event: HostEvent) => void>();
  const seen = { cancelledCalls: 0, cancelledFrames: [] as number[], asked: [] as [number, Urgency][], saved: 0 };
  const settings = {
    reader: { name: 'ڈاکٹر عائشہ', qualification: '', registrationNumber: '', organisation: '' },
    density: 'compact' as const,
    textSizePx: 14,
    dueHours: { STAT: 1, URGENT: 4, ROUTINE: 24 },
    cacheLimitBytes: 1e9,
    keepReadDays: 7,
    lockAfterMinutes: 10,
    link: { monthlyCapBytes: null, hours: null, householdPercent: 0, meteredNetworks: [], fetchInTray: false },
    hands: untouchedHands,
  };
  const handlers: Partial<Handlers<DurbeenContract>> = {
    'settings.read': () => Promise.resolve(succeed(settings)),
    'settings.change': (change) => {
      seen.saved += 1;
      return Promise.resolve(succeed({ ...settings, ...(change as Partial<typeof settings>) } as typeof settings));
    },
    'worklist.readReadiness': ({ studies }) =>
      Promise.resolve(succeed(studies.map((one) => ({ study: one, readiness: { state: 'none', presentFrames: 0 } })))),
    'worklist.refresh': (_input, { signal }) =>
      new Promise((resolve) => {
        signal.addEventListener('abort', () => {
          seen.cancelledCalls += 1;
          resolve(fail(failureOf('Cancelled')));
        });
      }),
    'worklist.setPriority': () => Promise.resolve(fail(failureOf('NotFound'))),
    'archives.list': () => Promise.reject(new Error('Example^Patient was in the way')),
    'reports.open': () => Promise.resolve(succeed({ not: 'a report' }) as never),
  };
  const route = createRouter(contract, handlers as Handlers<DurbeenContract>, {
    checkOutput: true,
    newId: randomUUID,
    logUnexpected: (id, procedure, error) => log.push({ id, procedure, error }),
  });
  const studies = new OpenStudies(route);
  const host: HostSide = {
    openPage: () => studies.openPage(),
    readFrame: async (key, { urgency, signal }) => {
      seen.asked.push([key.frameNumber, urgency]);
      if (key.frameNumber === 404) return fail(failureOf('FrameNotHere', { attempts: 2 }));
      if (key.frameNumber === 500) throw new Error('a bug while reading');
      // Above 900,000: an archive that never answers.
      if (key.frameNumber < 900_000) return succeed(frameOf(key, key.frameNumber > 10_000 ? 3_000_000 : undefined));
      return new Promise((resolve) => {
        signal.addEventListener('abort', () => {
          seen.cancelledFrames.push(key.frameNumber);
          resolve(fail(failureOf('Cancelled')));
        });
      });
    },
    onEvent: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
  const raise = (event: HostEvent) => {
    for (const listener of listeners) listener(event);
  };
  return { host, handlers: handlers as Handlers<DurbeenContract>, log, seen, raise, listeners };
}

export type FakeHost = ReturnType<typeof createFakeHost>;
