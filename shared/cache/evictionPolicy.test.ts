import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { StudyRef } from '../dicom/frameKey.ts';
import { chooseEvictions, goalPart, isProtected, type KeptStudy, levelOf, roomyPart } from './evictionPolicy.ts';

function kept(uid: string, more: Partial<KeptStudy> = {}): KeptStudy {
  const study = { archiveId: 'one', studyInstanceUID: uid } as StudyRef;
  const base = { bytes: 10, isOpen: false, isAssigned: false, isGone: false, report: 'none', firstSeenAt: 1 } as const;
  return { study, ...base, ...more };
}
const uids = (studies: readonly StudyRef[]) => studies.map(({ studyInstanceUID }) => studyInstanceUID);
const sum = (studies: readonly KeptStudy[]) => studies.reduce((total, { bytes }) => total + bytes, 0);

const keptStudies = fc
  .array(
    fc.record({
      bytes: fc.integer({ min: 0, max: 1_000 }),
      isOpen: fc.boolean(),
      isAssigned: fc.boolean(),
      isGone: fc.boolean(),
      report: fc.constantFrom('none' as const, 'begun' as const, 'delivered' as const, 'unknown' as const),
      deliveredAt: fc.option(fc.integer({ min: 0, max: 20 }), { nil: undefined }),
      role: fc.constantFrom('prior' as const, 'further' as const, 'likely' as const, undefined),
      firstSeenAt: fc.integer({ min: 0, max: 5 }),
    }),
    { maxLength: 40 },
  )
  .map((list) => list.map((one, index) => kept(`1.${index}`, one)));

describe('chooseEvictions', () => {
  it('O12: lets go of what is gone, then what is delivered, then earlier examinations, the oldest first', () => {
    const studies = [
      kept('1.prior.new', { firstSeenAt: 9 }),
      kept('1.prior.old', { firstSeenAt: 2 }),
      kept('1.read.new', { isAssigned: true, report: 'delivered', firstSeenAt: 8 }),
      kept('1.read.old', { isAssigned: true, report: 'delivered', firstSeenAt: 3 }),
      kept('1.gone', { isGone: true, firstSeenAt: 99 }),
    ];
    const order = ['1.gone', '1.read.old', '1.read.new', '1.prior.old', '1.prior.new'];
    expect(uids(chooseEvictions(studies, 50, 50))).toEqual(order.slice(0, 1));
    expect(uids(chooseEvictions(studies, 50, 20))).toEqual(order.slice(0, 4));
    expect(uids(chooseEvictions(studies, 50, 1))).toEqual(order);
  });

  it.each([
    ['open', { isOpen: true, isGone: true, report: 'delivered' }],
    ['assigned and unread', { isAssigned: true }],
    ['assigned and unread, although its archive no longer names it', { isAssigned: true, isGone: true }],
    ['with a draft or an unsent report', { report: 'begun', isGone: true }],
    ['of whose report the disk does not say', { report: 'unknown' }],
  ] satisfies [string, Partial<KeptStudy>][])('O12: keeps a study that is %s', (_what, more) => {
    expect(chooseEvictions([kept('1.1', more)], 1_000, 10)).toEqual([]);
  });

  it('O12: keeps what was read lately longest, and lets go of thin and further examinations before priors', () => {
    const studies = [
      kept('1.lately', { isAssigned: true, report: 'delivered', deliveredAt: 95 }),
      kept('1.prior', { role: 'prior' }),
      kept('1.likely', { role: 'likely' }),
      kept('1.further', { role: 'further', firstSeenAt: 50 }),
      kept('1.longAgo', { isAssigned: true, report: 'delivered', deliveredAt: 90, firstSeenAt: 99 }),
    ];
    const order = ['1.longAgo', '1.further', '1.likely', '1.prior', '1.lately'];
    expect(uids(chooseEvictions(studies, 50, 1, { now: 100, keepReadMs: 10 }))).toEqual(order);
    // A clock set back makes nothing old.
    expect(uids(chooseEvictions(studies, 50, 1, { now: 1, keepReadMs: 10 })).slice(-2)).toEqual([
      '1.lately',
      '1.longAgo',
    ]);
  });

  it('O12: a cache takes no further examinations from eight tenths on, says so from 95 %, and is full at its limit', () => {
    expect([0, 79, 80, 94, 95, 99, 100, 200].map((used) => levelOf(used, 100))).toEqual([
      'roomy',
      'roomy',
      'filling',
      'filling',
      'nearlyFull',
      'nearlyFull',
      'full',
      'full',
    ]);
    expect(levelOf(5, Number.POSITIVE_INFINITY)).toBe('roomy');
  });

  it('O12: in a shift on a small disk no prior is let go of that was fetched in the same hour, and none fetched twice', () => {
    fc.assert(
      fc.property(fc.integer({ min: 20, max: 60 }), fc.integer({ min: 4, max: 8 }), (ownBytes, perHour) => {
        const limit = 4_000;
        let disk: KeptStudy[] = [];
        const fetchedAt = new Map<string, number>();
        const used = () => sum(disk);
        for (let step = 0; step < 10 * perHour; step += 1) {
          const hour = step / perHour;
          // One study of this reader's, read and delivered two steps later; then priors while they are admitted.
          disk = disk.map((one) =>
            one.firstSeenAt <= step - 2 && one.isAssigned ? { ...one, report: 'delivered' } : one,
          );
          disk.push(kept(`own.${step}`, { bytes: ownBytes, isAssigned: true, firstSeenAt: step }));
          for (let index = 0; index < 20 && levelOf(used(), limit) === 'roomy'; index += 1) {
            const uid = `prior.${step}.${index}`;
            const prior = kept(uid, { bytes: 50, role: 'prior', firstSeenAt: step });
            if (fetchedAt.has(uid)) throw new Error('fetched twice');
            fetchedAt.set(uid, hour);
            disk.push(prior);
          }
          const gone = new Set(uids(chooseEvictions(disk, used(), limit, { now: step, keepReadMs: 1_000 })));
          for (const uid of gone) expect(hour - (fetchedAt.get(uid) ?? -2)).toBeGreaterThan(1);
          disk = disk.filter(({ study }) => !gone.has(study.studyInstanceUID));
          // What room was made is for this reader's own studies, not for what was just let go of.
          if (gone.size > 0 && used() >= limit * roomyPart) expect(levelOf(used(), limit)).not.toBe('roomy');
        }
        expect(fetchedAt.size).toBeGreaterThan(0);
      }),
    );
  });

  it('O12: the room that is made is not room for earlier examinations', () => {
    const studies = Array.from({ length: 100 }, (_, index) => kept(`1.${index}`, { bytes: 10, role: 'prior' }));
    const gone = chooseEvictions(studies, 1_000, 1_000);
    const left = 1_000 - 10 * gone.length;
    expect([gone.length > 0, levelOf(left, 1_000)]).toEqual([true, 'filling']);
  });

  it('does nothing below the limit', () => {
    expect(chooseEvictions([kept('1.1', { isGone: true })], 99, 100)).toEqual([]);
  });

  it('O12: whatever is kept and however long, nothing open, unread, begun or unsent is ever chosen (1,000 runs)', () => {
    let chosenAtAll = 0;
    const rules = fc.record({ now: fc.integer({ min: 0, max: 40 }), keepReadMs: fc.integer({ min: 0, max: 40 }) });
    fc.assert(
      fc.property(keptStudies, fc.integer({ min: 1, max: 20_000 }), rules, (studies, limit, rule) => {
        const chosen = new Set(uids(chooseEvictions(studies, sum(studies), limit, rule)));
        chosenAtAll += chosen.size;
        for (const one of studies) {
          if (!chosen.has(one.study.studyInstanceUID)) continue;
          expect(one.isOpen).toBe(false);
          expect(['begun', 'unknown']).not.toContain(one.report);
          expect(one.isAssigned && one.report === 'none').toBe(false);
        }
      }),
      { numRuns: 1_000 },
    );
    expect(chosenAtAll).toBeGreaterThan(100);
  });

  it('O12: never drops what is protected, makes room if that is possible, and drops no more than needed', () => {
    let tooFull = 0;
    fc.assert(
      fc.property(keptStudies, fc.integer({ min: 1, max: 20_000 }), (studies, limit) => {
        const used = sum(studies);
        const chosen = new Set(uids(chooseEvictions(studies, used, limit)));
        const dropped = studies.filter(({ study }) => chosen.has(study.studyInstanceUID));
        expect(dropped.filter(isProtected)).toEqual([]);
        if (used < limit) {
          expect(dropped).toEqual([]);
          return;
        }
        tooFull += 1;
        const left = used - sum(dropped);
        const possible = sum(studies.filter(isProtected)) < limit * goalPart;
        expect(left < limit * goalPart).toBe(possible);
        const last = chooseEvictions(studies, used, limit).at(-1);
        const lastBytes = studies.find(({ study }) => study === last)?.bytes ?? 0;
        if (last) expect(left + lastBytes).toBeGreaterThanOrEqual(limit * goalPart);
      }),
      { numRuns: 500 },
    );
    expect(tooFull).toBeGreaterThan(50);
  });
});
