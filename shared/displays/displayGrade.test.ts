import { expect, test } from 'vitest';
import policy from '#resources/displays/policy.json' with { type: 'json' };
import type { DisplayFacts } from './display.ts';
import { widthFromCard } from './display.ts';
import { type DisplayKnowledge, gradeDisplay, isShortFor, type PassedOrFailed, zoomedOut } from './displayGrade.ts';

const day = 86_400_000;
const facts: DisplayFacts = {
  displayId: 'shell:1',
  label: 'Medical 21',
  widthPx: 2048,
  heightPx: 1536,
  scale: 1,
  rotation: 0,
  depthBits: 8,
  source: 'shell',
};
const luminance = { minimum: 1.2, maximum: 420, ratio: 350, gsdfErrorPercent: 6, worstStep: 3, ageMs: 20 * day };
const full: PassedOrFailed = { kind: 'full', passed: true, ageMs: 10 * day, aidsOff: true };
const daily: PassedOrFailed = { kind: 'daily', passed: true, ageMs: 3_600_000, aidsOff: true };
const good: DisplayKnowledge = { facts, widthMm: 424, checks: [daily, full], luminance };

test('a monitor that was tested and measured and meets the table is diagnostic; not for mammography (K)', () => {
  expect(gradeDisplay(good, policy)).toEqual({
    grade: 'diagnostic',
    reasons: [],
    expiresInMs: 21 * day,
    dailyDue: false,
    mammography: false,
  });
});

test('without a test, with one failed or one of last month it is for review only (K)', () => {
  const grade = (checks: readonly PassedOrFailed[]) => gradeDisplay({ ...good, checks }, policy);
  expect(grade([])).toMatchObject({ grade: 'reviewOnly', reasons: ['neverChecked'] });
  expect(grade([{ ...full, passed: false }])).toMatchObject({ grade: 'reviewOnly', reasons: ['checkFailed'] });
  expect(grade([{ ...full, ageMs: 31 * day }])).toMatchObject({ grade: 'reviewOnly', reasons: ['checkExpired'] });
  expect(grade([{ ...daily, passed: false }, full])).toMatchObject({ grade: 'reviewOnly', reasons: ['checkFailed'] });
  // The full check came after the daily one that failed.
  expect(grade([{ ...daily, passed: false, ageMs: 11 * day }, full])).toMatchObject({ grade: 'diagnostic' });
  // A daily look only: the monitor was never checked in full.
  expect(grade([daily])).toMatchObject({ grade: 'reviewOnly' });
});

test('the daily look is asked for; a site may require it (K)', () => {
  const known = { ...good, checks: [full] };
  expect(gradeDisplay(known, policy)).toMatchObject({ grade: 'diagnostic', dailyDue: true, reasons: ['dailyDue'] });
  const strict = { ...policy, check: { ...policy.check, dailyRequired: true } };
  expect(gradeDisplay(known, strict)).toMatchObject({ grade: 'reviewOnly', reasons: ['dailyDue'] });
});

test.each([
  ['megapixels', { facts: { ...facts, widthPx: 1920, heightPx: 1080 }, widthMm: 380 }],
  ['bits', { facts: { ...facts, depthBits: 6 } }],
  ['identityUnsure', { facts: { ...facts, source: 'screen' as const } }],
  ['pitchUnknown', { widthMm: undefined }],
  ['pitch', { widthMm: 531 }],
  ['aidsOn', { checks: [daily, { ...full, aidsOff: false }] }],
  ['luminanceUnknown', { luminance: undefined }],
  ['luminanceExpired', { luminance: { ...luminance, ageMs: 366 * day } }],
  ['minimumLuminance', { luminance: { ...luminance, minimum: 0.4 } }],
  ['maximumLuminance', { luminance: { ...luminance, maximum: 250 } }],
  ['luminanceRatio', { luminance: { ...luminance, ratio: 200 } }],
  ['gsdfError', { luminance: { ...luminance, gsdfErrorPercent: 14 } }],
])('with %s short or unknown it is remote-limited, and says so (K)', (reason, change) => {
  expect(gradeDisplay({ ...good, ...change }, policy)).toMatchObject({ grade: 'remoteLimited', reasons: [reason] });
});

test('mammography wants its own row, and a site that allows it (K)', () => {
  const allowing = { ...policy, mammography: { ...policy.mammography, allowed: true } };
  const bright = { ...good, luminance: { ...luminance, maximum: 480 } };
  const large = { ...bright, facts: { ...facts, widthPx: 2560, heightPx: 2048 }, widthMm: 500 };
  expect(gradeDisplay(bright, allowing).mammography).toBe(false);
  expect(gradeDisplay(large, allowing).mammography).toBe(true);
  expect(gradeDisplay(large, policy).mammography).toBe(false);
});

test('what a grade is short for (K)', () => {
  const of = (grade: 'diagnostic' | 'remoteLimited' | 'reviewOnly', mammography = false) => ({ grade, mammography });
  expect(isShortFor(of('diagnostic'), ['DX'], policy)).toBe(false);
  expect(isShortFor(of('diagnostic'), ['MG'], policy)).toBe(true);
  expect(isShortFor(of('diagnostic', true), ['MG'], policy)).toBe(false);
  expect(isShortFor(of('remoteLimited'), ['CT'], policy)).toBe(false);
  expect(isShortFor(of('remoteLimited'), ['CT', 'DX'], policy)).toBe(true);
  expect(isShortFor(of('reviewOnly'), ['CT'], policy)).toBe(true);
});

test('a radiograph on less than 3 MP says how far it is zoomed out; a CT, a small image and 1:1 say nothing (K)', () => {
  const dx = { columns: 3000, rows: 2500, modality: 'DX' };
  expect(zoomedOut(dx, 0.5, policy)).toBe(2);
  expect(zoomedOut(dx, 0.7, policy)).toBeUndefined();
  expect(zoomedOut(dx, 1, policy)).toBeUndefined();
  expect(zoomedOut({ ...dx, columns: 900, rows: 900 }, 1.4, policy)).toBeUndefined();
  expect(zoomedOut({ ...dx, modality: 'CT' }, 0.3, policy)).toBeUndefined();
});

test('a bank card of 85.6 mm over 404 pixels makes a picture of 2048 pixels 434 mm wide', () => {
  expect(widthFromCard(facts, 404)).toBeCloseTo(433.9, 1);
});
