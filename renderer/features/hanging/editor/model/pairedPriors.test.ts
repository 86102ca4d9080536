import { expect, test } from 'vitest';
import { hangWith } from '#shared/hanging/hang.ts';
import { protocolProblems } from '#shared/hanging/problems.ts';
import type { Protocol } from '#shared/hanging/protocol.ts';
import { shippedProtocols } from '#shared/hanging/shippedProtocols.ts';
import { studyOf } from '#tests/fixtures/hangingStudies.ts';
import { startI18n } from '../../../../i18n/i18n.ts';
import { say } from '../../why/said.ts';
import { seriesDropped } from './dropSeries.ts';
import { boxOf, layerChanged } from './editBoxes.ts';
import { shownChanged, unpairedSaid } from './pairedPriors.ts';

const { t } = startI18n();
const chest = shippedProtocols.find(({ id }) => id === 'builtin.ct-chest') as Protocol;
const at = chest.stages.findIndex(({ name }) => name === 'Lung, now and before');
const a = { stage: at, screen: 0, id: 'a' };
const b = { ...a, id: 'b' };
const study = studyOf({
  description: 'CT chest',
  series: [
    'CT | Thorax 5.0 B31f | Thorax | iop=ax; k=B31f; th=5; n=70',
    'CT | Lung B70f | Thorax | iop=ax; k=B70f; th=5; n=75',
  ],
  priors: [
    {
      id: 'before',
      description: 'CT CHEST',
      series: ['CT | LUNG | CHEST | iop=ax; k=LUNG; th=5; n=80', 'CT | STD | CHEST | iop=ax; k=STANDARD; th=5; n=70'],
    },
  ],
});
const hungIn = (protocol: Protocol, ref: typeof a) =>
  hangWith(study, protocol).bindings[boxOf(protocol, ref)?.layers[0]?.selector ?? '']?.series;

test('the mediastinum let go over the lung now: the lung before gives way to the mediastinum before', () => {
  expect([hungIn(chest, a), hungIn(chest, b)]).toEqual(['now/2', 'before/1']);
  const { protocol } = seriesDropped(chest, a, study, { study: 'now', series: 'now/1' });
  expect([hungIn(protocol, a), hungIn(protocol, b)]).toEqual(['now/1', 'before/2']);
  expect(protocolProblems(protocol)).toEqual([]);
  expect(unpairedSaid(protocol)).toBeUndefined();
  const needed = protocol.stages[at]?.enabledIf?.bound ?? [];
  expect(needed).not.toContain('lungPrior');
});

test('other steps keep what they show', () => {
  const changed = shownChanged(chest, a, 'soft');
  expect(changed.stages.filter((_, place) => place !== at)).toEqual(chest.stages.filter((_, place) => place !== at));
});

test('where nothing follows, it is said which box stands beside another picture', () => {
  const said = unpairedSaid(layerChanged(chest, a, 'soft'));
  expect(said && say(said, t)).toBe(
    'Shows an earlier picture beside something that it is not compared with: “Lung, now and before”, box B',
  );
  expect(shippedProtocols.filter((protocol) => unpairedSaid(protocol) !== undefined)).toEqual([]);
});
