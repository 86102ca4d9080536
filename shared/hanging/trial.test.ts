import { describe, expect, test } from 'vitest';
import { protocolOf, studyOf } from '#tests/fixtures/hangingStudies.ts';
import { hang } from './hang.ts';
import { overtakenBy } from './overtaken.ts';
import type { Protocol } from './protocol.ts';
import { shippedProtocols } from './shippedProtocols.ts';
import { tryProtocol } from './trial.ts';

const lungFirst: Partial<Protocol> = {
  id: 'user.lung',
  level: 'user',
  match: {
    study: [
      { facet: 'modality', op: 'in', value: ['CT'], required: true },
      { facet: 'bodyPart', op: 'in', value: ['CHEST'], required: true },
    ],
  },
  selectors: {
    lung: { label: 'Lung', rules: [{ facet: 'kernel', op: 'eq', value: 'sharp', required: true }] },
    soft: { label: 'Soft', fallback: ['lung'], rules: [{ facet: 'kernel', op: 'eq', value: 'soft', required: true }] },
  },
};
const tried = protocolOf(lungFirst);
const chest = studyOf({
  description: 'CT CHEST',
  series: ['CT | Lung | | iop=ax; k=B70f; th=1; n=300', 'CT | Soft | | iop=ax; k=B31f; th=5; n=60'],
});

describe('a protocol is tried on a study', () => {
  test('it hangs as wanted, and what hangs now and then are the answers of hang', () => {
    const trial = tryProtocol(chest, tried, shippedProtocols);
    expect(trial.outcome).toEqual({ kind: 'asWanted' });
    expect(trial.now).toEqual(hang(chest, shippedProtocols));
    expect(trial.then).toEqual(hang(chest, [...shippedProtocols, tried]));
    expect(trial.overtaken?.id).toBe('builtin.ct-chest');
  });

  test('boxes in which something stands in, or nothing hangs, are named', () => {
    const lungOnly = studyOf({ description: 'CT CHEST', series: ['CT | Lung | | iop=ax; k=B70f; th=1; n=300'] });
    const outcome = tryProtocol(lungOnly, tried, shippedProtocols).outcome;
    expect(outcome).toEqual({
      kind: 'differs',
      isOtherStage: false,
      boxes: [{ viewport: 'box_soft', selector: 'soft', because: { kind: 'standsIn' } }],
    });
    const noFallback = protocolOf({
      ...lungFirst,
      selectors: { lung: tried.selectors.lung!, soft: { ...tried.selectors.soft!, fallback: [] } },
    });
    expect(tryProtocol(lungOnly, noFallback, shippedProtocols).outcome).toMatchObject({
      boxes: [{ selector: 'soft', because: { kind: 'empty', why: 'noneFits' } }],
    });
  });

  test('a study that it is not for says the rule that refused it, and changes nothing', () => {
    const knee = studyOf({ description: 'MR KNEE', series: ['MR | PD SAG | | iop=sag'] });
    const trial = tryProtocol(knee, tried, shippedProtocols);
    expect(trial.outcome).toMatchObject({
      kind: 'doesNotHang',
      refused: { kind: 'rule', rule: { facet: 'modality' } },
    });
    expect(trial.isChanged).toBe(false);
    expect(trial.overtaken).toBeUndefined();
  });

  test('a newer text of a protocol in force takes its place, whatever its version', () => {
    const inForce = protocolOf({ ...lungFirst, version: 7, stages: [tried.stages[0]!] });
    const edited = protocolOf({ ...lungFirst, name: 'Edited', version: 1 });
    const { now, then, isChanged } = tryProtocol(chest, edited, [...shippedProtocols, inForce]);
    expect([now.protocol.name, then.protocol.name]).toEqual(['Plain', 'Edited']);
    expect(isChanged).toBe(false);
  });

  test('a stage that is only kept is not what was wanted', () => {
    const twoStages = protocolOf({
      ...lungFirst,
      stages: [{ ...tried.stages[0]!, enabledIf: { minBound: 5 } }, tried.stages[0]!],
    });
    expect(tryProtocol(chest, twoStages, [], { stages: 1 }).outcome).toMatchObject({
      kind: 'differs',
      isOtherStage: true,
    });
    expect(tryProtocol(chest, twoStages, []).outcome).toEqual({ kind: 'asWanted' });
  });
});

describe('what a protocol comes before although that asks for more', () => {
  const names = (protocol: Protocol) => overtakenBy(protocol, shippedProtocols).map(({ id }) => id);

  test('of the chest: angiograms of it, and not what is for another part or asks for no more', () => {
    const found = names(tried);
    expect(found).toEqual(expect.arrayContaining(['builtin.ctpa', 'builtin.ct-hrct', 'builtin.cta-body']));
    expect(found).not.toContain('builtin.ct-abdomen');
    expect(found).not.toContain('builtin.ct-any');
    expect(found).not.toContain('builtin.mg-screen');
  });

  test('a rule that refuses what they are for leaves them alone', () => {
    const ctpa = shippedProtocols.find(({ id }) => id === 'builtin.ctpa');
    const words = ctpa?.match.study.find(({ op }) => op === 'regex');
    const careful = protocolOf({
      ...lungFirst,
      match: { study: [...tried.match.study, { ...words!, op: 'notRegex', required: true }] },
    });
    expect(names(careful)).not.toContain('builtin.ctpa');
    expect(names(careful)).toContain('builtin.ct-hrct');
  });

  test('any CT at all comes before everything that is for some', () => {
    const loose = protocolOf({
      ...lungFirst,
      match: { study: [{ facet: 'modality', op: 'in', value: ['CT'], required: true }] },
    });
    expect(names(loose)).toEqual(expect.arrayContaining(['builtin.ct-head', 'builtin.ct-trauma', 'builtin.ctpa']));
    expect(names(protocolOf({ ...lungFirst, level: 'builtin' }))).toEqual([]);
  });
});
