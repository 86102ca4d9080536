import { expect, test } from 'vitest';
import { readWords } from '#renderer/i18n/i18n.ts';
import { type FailureCode, failureCodes, failureOf } from '#shared/contract/failures.ts';
import { restReason } from '#shared/contract/link.ts';
import type { Readiness } from '#shared/contract/worklist.ts';
import { isFetchedAhead, isReported, partOf, plainReadyKeys, type RowFacts, readinessLook } from './readinessText.ts';
import { readyHelp } from './readyHelp.ts';

const now = new Date(2026, 10, 21, 19, 30).getTime();
const minute = 60_000;
const row: RowFacts = { dueAt: now + 30 * minute, awaited: true, line: 'measured' };
const lookOf = (readiness: Partial<Readiness>, facts: Partial<RowFacts> = {}) =>
  readinessLook({ state: 'partial', presentFrames: 0, ...readiness }, { ...row, ...facts }, now);
const keyOf = (...each: Parameters<typeof lookOf>) => lookOf(...each).words.key;

test('readiness never says ready while a frame is missing', () => {
  const seen = [
    lookOf({ state: 'none' }),
    lookOf({ presentFrames: 176, expectedFrames: 275 }),
    lookOf({ presentFrames: 5 }),
    lookOf({ presentFrames: 9999, expectedFrames: 10_000 }),
    lookOf({ state: 'complete', presentFrames: 275, expectedFrames: 275 }),
    lookOf({ state: 'changed', presentFrames: 275, expectedFrames: 280 }),
    lookOf({ state: 'noImages' }),
  ].map(({ words, share, tone }) => [words.key, share, tone]);
  expect(seen).toEqual([
    ['noEstimate', '', 'quiet'],
    ['coming', '64\u202f%', 'quiet'],
    ['noEstimate', '', 'quiet'],
    ['coming', '99\u202f%', 'quiet'],
    ['now', '', 'proven'],
    ['changed', '98\u202f%', 'attention'],
    ['noImages', '', 'attention'],
  ]);
});

test('O11: what comes says when, near in minutes and far by the clock', () => {
  const between = (from: number, to: number) =>
    lookOf({
      presentFrames: 176,
      expectedFrames: 275,
      readyBetween: { from: now + from * minute, to: now + to * minute },
    }).words;
  expect([between(8, 12), between(20, 31)]).toEqual([
    { key: 'arrives', values: {}, arrival: { key: 'inMinutes', from: '8', to: '12' } },
    { key: 'arrives', values: {}, arrival: { key: 'between', from: '19:50', to: '20:01' } },
  ]);
});

test('O11: a deadline that will be missed says by how much, and what stands against what', () => {
  const misses = { neededBytes: 1.4e9, lineGivesBytes: 0.6e9 };
  const known = lookOf({ misses, readyBetween: { from: now + 34 * minute, to: now + 42 * minute } });
  expect([known.words.key, known.words.values, known.shape]).toEqual([
    'missesBy',
    { needed: '1.4 GB', given: '600 MB', by: '12 min' },
    'triangle',
  ]);
  expect(keyOf({ misses })).toBe('misses');
  const readyBetween = { from: now + 34 * minute, to: now + 42 * minute };
  expect(keyOf({ misses, readyBetween }, { dueAt: now - minute })).toBe('arrives');
});

test('V8: images that came later at the site are told before anything else', () => {
  expect([
    keyOf({ state: 'complete', presentFrames: 275, expectedFrames: 275, newImages: 12 }),
    keyOf({ state: 'partial', presentFrames: 275, expectedFrames: 287, newImages: 12, failure: failureOf('DiskFull') }),
  ]).toEqual(['newImages', 'newImages']);
});

test('V8: where more is missing than came later, what is here is told first', () => {
  const cut = { state: 'partial', presentFrames: 98, expectedFrames: 140, newImages: 1 } as const;
  expect(lookOf(cut, { isReported: true }).words).toEqual({
    key: 'partAndNew',
    values: { present: 98, expected: 140, count: 1 },
  });
});

test('V8: of a reported study they are said to have come since, however long they have been here', () => {
  const grown = { state: 'complete', presentFrames: 150, expectedFrames: 150, newImages: 21 } as const;
  expect([keyOf(grown, { isReported: true }), keyOf(grown, { isReported: false })]).toEqual([
    'sinceReport',
    'newImages',
  ]);
  expect(isReported({ report: 'delivered' })).toBe(true);
  expect(isReported({ report: 'draft' })).toBe(false);
});

test('V6: what the archive counts and does not list is said as that, once all that is listed is here', () => {
  const shortList = { counted: 4, listed: 1 };
  expect([
    keyOf({ state: 'partial', presentFrames: 1, expectedFrames: 1, shortList }),
    keyOf({ state: 'partial', presentFrames: 0, expectedFrames: 1, shortList }) === 'shortList',
    keyOf({
      state: 'partial',
      presentFrames: 1,
      expectedFrames: 2,
      shortList,
      readyBetween: { from: now, to: now + minute },
    }),
  ]).toEqual(['shortList', false, 'arrivesListed']);
});

test('what was fetched and is no image is not said to be unfetched', () => {
  const key = (code: FailureCode, presentFrames: number) =>
    keyOf({ state: 'failed', presentFrames, expectedFrames: 4, failure: failureOf(code) });
  expect([
    key('FrameNotDecodable', 0),
    key('FrameNotDecodable', 3),
    key('TransferSyntaxUnsupported', 0),
    key('ArchiveUnreachable', 0),
    key('ArchiveSignInRefused', 3),
    key('ArchiveCaptivePortal', 3),
    key('ArchiveAnswerInvalid', 3),
    key('CacheFull', 3),
  ]).toEqual([
    'unshowable',
    'unshowablePart',
    'unshowable',
    'waits.archive',
    'waits.signIn',
    'waits.portal',
    'stopped',
    'rests.cacheFull',
  ]);
});

test('N11: every rest has its reason, and a rest that only a person ends is not quiet', () => {
  const rests = restReason.options.map((rest) => lookOf({ rest }));
  expect(rests.map(({ words }) => words.key)).toEqual(restReason.options.map((rest) => `rests.${rest}`));
  expect(rests.filter(({ tone }) => tone === 'attention').map(({ words }) => words.key)).toEqual([
    'rests.monthlyCap',
    'rests.cacheFull',
    'rests.diskFull',
  ]);
});

test('of a site of which nothing is fetched ahead, a study comes when it is opened', () => {
  const item = { assigned: true, report: 'none' } as const;
  expect([isFetchedAhead(item), isFetchedAhead({ ...item, onlyWhenOpened: true })]).toEqual([true, false]);
});

test('without an estimate a row says why there is none', () => {
  expect([
    keyOf({ state: 'none' }, { line: 'measuring' }),
    keyOf({ state: 'none' }, { line: 'unmeasured' }),
    keyOf({ state: 'none' }, { awaited: false }),
    keyOf({ state: 'partial', presentFrames: 3, expectedFrames: 10 }, { awaited: false }),
    // An earlier study of one to report has its turn, and so something still to come.
    keyOf({ state: 'none', remainingBytes: 4e7 }, { awaited: false, line: 'measuring' }),
  ]).toEqual(['measuring', 'noEstimate', 'whenOpened', 'whenOpened', 'measuring']);
});

test("STAT that rests, and STAT or urgent that is late and not here, is amber; what is another day's stays quiet", () => {
  const late = { dueAt: now - 6 * 60 * minute };
  const toneOf = (...each: Parameters<typeof lookOf>) => lookOf(...each).tone;
  const coming = { readyBetween: { from: now + minute, to: now + 2 * minute } };
  expect([
    toneOf({ rest: 'pausedByPerson' }, { waitedFor: 'STAT' }),
    toneOf({ state: 'none' }, { waitedFor: 'STAT', awaited: false }),
    toneOf(coming, { waitedFor: 'STAT', ...late }),
    toneOf({ rest: 'pausedByPerson' }, { waitedFor: 'URGENT', ...late }),
    toneOf(coming, { waitedFor: 'STAT' }),
    toneOf({ rest: 'pausedByPerson' }, { waitedFor: 'URGENT' }),
    toneOf({ rest: 'pausedByPerson' }, { waitedFor: 'ROUTINE', ...late }),
    toneOf({ state: 'complete' }, { waitedFor: 'STAT', ...late }),
    // Signed, or another's to report.
    toneOf({ rest: 'pausedByPerson' }, late),
  ]).toEqual(['attention', 'attention', 'attention', 'attention', 'active', 'quiet', 'quiet', 'proven', 'quiet']);
});

test('N11: every failure and every rest has its words in a row and as a sentence, and every help has its own', () => {
  const english = readWords()['en'] as {
    readonly worklist: { readonly ready: object; readonly details: { readonly help: object } };
  };
  const at = (group: object, path: string): unknown =>
    path.split('.').reduce<unknown>((words, part) => (words as Record<string, unknown> | undefined)?.[part], group);
  const keys = new Set<string>([
    ...plainReadyKeys,
    ...restReason.options.map((rest) => lookOf({ rest }).words.key),
    ...failureCodes.map((code) => lookOf({ failure: failureOf(code) }).words.key),
  ]);
  const forms = [...keys].flatMap((key) => [`${key}.short`, `${key}.said`]);
  const { ready, details } = english.worklist;
  expect(forms.filter((form) => !at(ready, form) && !at(ready, `${form}_other`))).toEqual([]);
  const helps = [...keys].flatMap((key) =>
    readyHelp(lookFor(key), { state: 'partial', presentFrames: 0, remainingBytes: 2e8 }),
  );
  expect(helps.filter(({ help }) => typeof at(details.help, help) !== 'string')).toEqual([]);
});

test('where signing in or the disk stands in the way, the row says so and the details say what to do', () => {
  const of = (code: FailureCode) => lookOf({ failure: failureOf(code) });
  const codes = [
    'ArchiveSignInNeeded',
    'SignInProviderUnreachable',
    'ProxyRefused',
    'ArchiveTlsName',
    'ArchiveAnswerCut',
  ] as const;
  expect(codes.map((code) => of(code).words.key)).toEqual([
    'waits.signInNeeded',
    'waits.provider',
    'waits.proxy',
    'waits.certificate',
    'waits.line',
  ]);
  const readiness = { state: 'partial', presentFrames: 0 } as const;
  expect(readyHelp(of('ArchiveSignInNeeded'), readiness)).toEqual([{ help: 'signIn', keys: 'Ctrl+,' }]);
  expect(readyHelp(lookOf({ rest: 'diskFull' }), readiness).map(({ help }) => help)).toEqual(['freeDisk']);
  const full = lookOf({ rest: 'cacheFull' });
  expect([readyHelp(full, readiness), readyHelp(full, readiness, true)].flat().map(({ help }) => help)).toEqual([
    'storage',
    'freeDisk',
  ]);
});

function lookFor(key: string) {
  return { words: { key: key as (typeof plainReadyKeys)[number], values: {} } };
}

test('the share that is here is one of bytes, as the time is; of images where nothing is known of bytes', () => {
  const images = { state: 'partial', presentFrames: 94, expectedFrames: 100 } as const;
  expect(partOf(images)).toBeCloseTo(0.94);
  // Ninety-four thin slices, and six large films to come.
  expect(partOf({ ...images, remainingBytes: 60e6, expectedBytes: 80e6 })).toBeCloseTo(0.25);
  expect(partOf({ ...images, presentFrames: 0, remainingBytes: 60e6, expectedBytes: 80e6 })).toBe(0);
});
