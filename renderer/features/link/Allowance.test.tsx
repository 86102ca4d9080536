import i18next from 'i18next';
import { beforeAll, expect, test } from 'vitest';
import { startI18n } from '#renderer/i18n/i18n.ts';
import { networkWords } from '#renderer/i18n/networkWords.ts';
import type { LinkSnapshot } from '#shared/contract/link.ts';
import { restKey } from './Allowance.tsx';
import { whenWords } from './Transfer.tsx';

beforeAll(() => startI18n());

const snapshot: LinkSnapshot = {
  lines: [],
  transfers: [],
  rest: 'monthlyCap',
  bytesToday: 0,
  bytesThisMonth: 85,
  monthlyCapBytes: 100,
};

test('O10: the cap is said to be used up only where it is, and before that what is kept and for what', () => {
  const said = (bytesThisMonth: number) => restKey({ ...snapshot, bytesThisMonth });
  expect([said(85), said(99.9), said(100), said(133)]).toEqual([
    'monthlyCap',
    'monthlyCap',
    'monthlyCapUsed',
    'monthlyCapUsed',
  ]);
  expect(i18next.t('link.restSaid.monthlyCap', { percent: '85 %' })).toBe(
    "85 % of this month's cap is used; the rest is kept for what you open and for STAT, which come in any case.",
  );
  expect(restKey({ ...snapshot, rest: 'diskFull', bytesThisMonth: 200 })).toBe('diskFull');
});

test('a network is called by what a person knows of it', () => {
  const words = (part: Partial<NonNullable<LinkSnapshot['network']>>) =>
    networkWords({ networkId: 'n', label: 'eth0 · 192.168.1.0/24', isMetered: false, ...part }, i18next.t);
  expect([words({ kind: 'wifi', addresses: '192.168.1.x' }), words({ kind: 'mobile' }), words({})]).toEqual([
    'this network (Wi-Fi) · 192.168.1.x',
    'this network (mobile)',
    'eth0 · 192.168.1.0/24',
  ]);
});

test('what rests says when it goes on, what waits for a line that is away says that, and no two at once', () => {
  const now = new Date(2026, 10, 22, 2, 0).getTime();
  const facts = { now, restUntil: new Date(2026, 11, 1).getTime(), isAway: false, t: i18next.t };
  const waits = { isFetching: false } as const;
  expect([
    whenWords({ ...waits, rest: 'monthlyCap' }, facts),
    whenWords({ ...waits, rest: 'pausedByPerson' }, { ...facts, restUntil: undefined }),
    whenWords(waits, { ...facts, isAway: true }),
    whenWords({ isFetching: true }, facts),
    whenWords(waits, facts),
  ]).toEqual(['goes on 1 Dec', 'paused', 'when the line is back', 'comes now', 'no estimate yet']);
});
