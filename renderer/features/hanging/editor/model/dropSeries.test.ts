import { expect, test } from 'vitest';
import { hangWith } from '#shared/hanging/hang.ts';
import { protocolProblems } from '#shared/hanging/problems.ts';
import type { Protocol } from '#shared/hanging/protocol.ts';
import { studyOf } from '#tests/fixtures/hangingStudies.ts';
import { emptyProtocol } from './copies.ts';
import { seriesDropped } from './dropSeries.ts';
import { boxOf } from './editBoxes.ts';

const empty = emptyProtocol('Chest', 'Step 1', 'CT', new Set());
const first = { stage: 0, screen: 0, id: 'a' };
const second = { ...first, id: 'b' };

const chest = studyOf({
  description: 'CT chest',
  series: [
    'CT | Thorax 5.0 B31f | Thorax | iop=ax; k=B31f; th=5; n=70',
    'CT | Lunge 1.0 B70f | Thorax | iop=ax; k=B70f; th=1; n=350',
    'CT | Thorax cor 3.0 | Thorax | iop=cor; k=B31f; th=3; n=90',
  ],
  priors: [
    {
      id: 'before',
      description: 'CT CHEST',
      series: [
        'CT | CHEST LUNG | CHEST | iop=ax; k=LUNG; th=1.25; n=240',
        'CT | CHEST STD | CHEST | iop=ax; k=STANDARD; th=2.5; n=120',
      ],
    },
  ],
});
/** Another site, other names, other order. */
const elsewhere = studyOf({
  description: 'HRCT Thorax',
  series: [
    'CT | 3 | | iop=ax; k=BONEPLUS; th=0.6; n=500',
    'CT | 4 | | iop=cor; k=STANDARD; th=3; n=80',
    'CT | 2 | | iop=ax; k=STANDARD; th=3; n=110',
  ],
});

function shownIn(protocol: Protocol, study: typeof chest, box: string): string | undefined {
  const selector = boxOf(protocol, { ...first, id: box })?.layers[0]?.selector ?? '';
  return hangWith(study, protocol).bindings[selector]?.series;
}

test('a series that is let go over a box hangs there, by the fewest facts, at another site too', () => {
  const { protocol, isNew } = seriesDropped(empty, first, chest, { study: 'now', series: 'now/2' });
  expect(isNew).toBe(true);
  expect(protocolProblems(protocol)).toEqual([]);
  expect(shownIn(protocol, chest, 'a')).toBe('now/2');
  expect(shownIn(protocol, elsewhere, 'a')).toBe('now/1');
  expect(JSON.stringify(protocol.selectors)).not.toContain('Lunge');
});

test('what the protocol already wants is not wanted twice', () => {
  const once = seriesDropped(empty, first, chest, { study: 'now', series: 'now/3' }).protocol;
  const twice = seriesDropped(once, second, chest, { study: 'now', series: 'now/3' });
  expect(twice.isNew).toBe(false);
  expect(Object.keys(twice.protocol.selectors)).toHaveLength(1);
  expect([shownIn(twice.protocol, chest, 'a'), shownIn(twice.protocol, chest, 'b')]).toEqual(['now/3', 'now/3']);
});

test('a series of an earlier study is wanted as the one most like what hangs now, and of the newest', () => {
  const now = seriesDropped(empty, first, chest, { study: 'now', series: 'now/2' }).protocol;
  const { protocol } = seriesDropped(now, second, chest, { study: 'before', series: 'before/1' });
  expect(protocolProblems(protocol)).toEqual([]);
  expect(protocol.priors).toHaveLength(1);
  expect(Object.values(protocol.selectors).map(({ mirrorOf }) => mirrorOf)).toEqual([
    undefined,
    boxOf(protocol, first)?.layers[0]?.selector,
  ]);
  expect(shownIn(protocol, chest, 'b')).toBe('before/1');
});

test('of an earlier study, and nothing of the present one is like it: by its own facts', () => {
  const { protocol } = seriesDropped(empty, second, chest, { study: 'before', series: 'before/2' });
  expect(protocolProblems(protocol)).toEqual([]);
  expect(shownIn(protocol, chest, 'b')).toBe('before/2');
});

test('what is not known changes nothing', () => {
  expect(seriesDropped(empty, first, chest, { study: 'gone', series: 'gone/1' })).toEqual({
    protocol: empty,
    selector: undefined,
    isNew: false,
  });
});
