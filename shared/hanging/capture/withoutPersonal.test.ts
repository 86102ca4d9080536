import { expect, test } from 'vitest';
import { studyOf } from '#tests/fixtures/hangingStudies.ts';
import { captureHanging } from './captureHanging.ts';

const names = { whole: 'w', withoutPrior: 'p', oneScreen: 'o', protocol: 'n', notFor: (name: string) => `not ${name}` };
const study = studyOf({
  series: ['MR | T1 AMINA | Head | iop=ax; tr=500; te=10; n=20', 'MR | T1 | Head | iop=ax; tr=500; te=10; n=20'],
  description: 'MRI BRAIN',
});

function remembered(persons: Parameters<typeof captureHanging>[0]['persons'], shown: number) {
  const layers = [{ study: study.id, series: study.series[shown]?.id ?? '' }];
  const box = { at: [0, 0, 1, 1], type: 'stack', layers, isActive: true } as const;
  const layout = { screens: [{ role: 'primary', rows: 1, columns: 1, boxes: [box] } as const], links: [] };
  const inForce = undefined;
  return captureHanging({
    study,
    layout,
    inForce,
    stage: 0,
    presets: [],
    names,
    id: 'user.mine',
    persons: persons ?? [],
  });
}

test.each([0, 1])(
  'no word of the patient or of who referred them is remembered, for or against (series %i)',
  (shown) => {
    expect(JSON.stringify(remembered([], shown).protocol)).toContain('AMINA');
    const persons = [{ names: ['Khan^Amina'], numbers: ['77'] }];
    const { protocol, reservations } = remembered(persons, shown);
    expect(JSON.stringify(protocol)).not.toMatch(/AMINA/i);
    const said = reservations.filter(({ kind }) => kind === 'personal');
    expect(said).toEqual(shown === 0 ? [{ kind: 'personal', series: [study.series[0]?.id] }] : []);
  },
);
