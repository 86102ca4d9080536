import { expect, test } from 'vitest';
import { studyOf } from '#tests/fixtures/hangingStudies.ts';
import { hang } from '../hang.ts';
import type { Hanging, StudyToHang } from '../hanging.ts';
import type { InitialLook } from '../protocol.ts';
import { shippedProtocols } from '../shippedProtocols.ts';
import { type CapturedHanging, captureHanging } from './captureHanging.ts';

const names = { whole: 'w', withoutPrior: 'p', oneScreen: 'o', protocol: 'n', notFor: (name: string) => `not ${name}` };

function remembered(study: StudyToHang, series: string, look: InitialLook, inForce?: Hanging): CapturedHanging {
  const box = { at: [0, 0, 1, 1], type: 'stack', layers: [{ study: study.id, series }], look, isActive: true } as const;
  const layout = { screens: [{ role: 'primary', rows: 1, columns: 1, boxes: [box] } as const], links: [] };
  return captureHanging({ study, layout, inForce, stage: 0, presets: [], names, id: 'user.mine' });
}
const lookOf = ({ protocol }: CapturedHanging) => protocol.stages[0]?.screens[0]?.viewports[0]?.initial;
const saidOf = ({ reservations }: CapturedHanging) =>
  reservations.filter(({ kind }) => kind === 'pose' || kind === 'inverted');

const chest = studyOf({ series: ['DX | Chest PA | | pos=PA; n=1'], description: 'CHEST PA' });
const film = chest.series[0]?.id ?? '';

test('that one film was mirrored, turned or inverted is not remembered, and it is said', () => {
  const own = remembered(chest, film, { flipH: true, rotate: 90, invert: true, zoom: '1:1' });
  expect(lookOf(own)).toEqual({ zoom: '1:1' });
  expect(saidOf(own)).toEqual([
    { kind: 'pose', series: [film] },
    { kind: 'inverted', series: [film] },
  ]);
  expect(saidOf(remembered(chest, film, { rotate: 180 }))).toEqual([{ kind: 'pose', series: [film] }]);
  expect(saidOf(remembered(chest, film, { zoom: 'fit' }))).toEqual([]);
});

test('inversion is kept of PET, and where what hung had asked for it; a flip never is', () => {
  const pet = studyOf({ series: ['PT | WB | | iop=ax; n=300; corr=ATTN'], description: 'PET WHOLE BODY' });
  const kept = remembered(pet, pet.series[0]?.id ?? '', { invert: true, flipH: true });
  expect([lookOf(kept), saidOf(kept)]).toEqual([{ invert: true }, [{ kind: 'pose', series: [pet.series[0]?.id] }]]);

  const hanging = hang(chest, shippedProtocols);
  const inverting: Hanging = {
    ...hanging,
    protocol: {
      ...hanging.protocol,
      stages: hanging.protocol.stages.map((stage) => ({
        ...stage,
        screens: stage.screens.map((screen) => ({
          ...screen,
          viewports: screen.viewports.map((viewport) => ({ ...viewport, initial: { invert: true, flipH: true } })),
        })),
      })),
    },
  };
  const asAsked = remembered(chest, film, { invert: true, flipH: true }, inverting);
  expect([lookOf(asAsked), saidOf(asAsked)]).toEqual([{ invert: true }, [{ kind: 'pose', series: [film] }]]);
  expect(lookOf(remembered(chest, film, { invert: true }, hanging))).toBeUndefined();
});
