import { expect, test } from 'vitest';
import { type DisplaySet, splitIntoDisplaySets } from '#shared/dicom/displaySets.ts';
import type { Window } from '#shared/dicom/presentationValues.ts';
import { readImageDescription } from '#shared/dicom/readImageDescription.ts';
import { uptakeOfWindow, windowOfUptake } from '#shared/dicom/uptake.ts';
import { fakeView } from '#tests/fixtures/fakeView.ts';
import { datasetOf, imageDataset } from '#tests/fixtures/imageDataset.ts';
import { emptyBoxState } from '../imaging/boxStateKeeper.ts';
import type { BoxState } from '../imaging/imageBoxView.ts';
import { SharedLook } from './sharedLook.ts';

type Attributes = Parameters<typeof imageDataset>[0];

function setOf(attributes: Attributes): DisplaySet {
  const image = readImageDescription(imageDataset(attributes));
  if (!image.ok) throw new Error(image.failure);
  return splitIntoDisplaySets([image.value])[0]!;
}

/** Of 200 MBq: in a body of 50 kg an SUV of 1 is 4,000 Bq/ml, in one of 80 kg 2,500. */
const petOf = (kilograms: number) =>
  setOf({
    Modality: ['PT'],
    Units: ['BQML'],
    CorrectedImage: ['ATTN', 'DECY'],
    DecayCorrection: ['ADMIN'],
    PatientWeight: kilograms > 0 ? [kilograms] : [],
    RadiopharmaceuticalInformationSequence: [datasetOf({ RadionuclideTotalDose: [200_000_000] })],
  });

/** A box with a window and a zoom, and nothing drawn. */
function boxWith(set: DisplaySet, center: number, width: number) {
  const shown = { window: { center, width } as Window, zoom: 1 };
  const view = fakeView({
    state: (): BoxState => ({
      ...emptyBoxState,
      set,
      zoom: shown.zoom,
      grey: { window: shown.window, voiFunction: 'LINEAR_EXACT', inverted: false, table: undefined },
    }),
    setWindow: (window: Window) => {
      shown.window = window;
    },
    zoomBy: (factor: number) => {
      shown.zoom *= factor;
    },
  });
  return { shown, view };
}

function shareFrom(
  origin: ReturnType<typeof boxWith>,
  others: readonly ReturnType<typeof boxWith>[],
  change: () => void,
) {
  const look = new SharedLook();
  for (const { view } of [origin, ...others]) look.note(view);
  change();
  look.share(
    origin.view,
    others.map(({ view }) => ({ view, window: 'same', place: true, inversion: false })),
  );
}

test('LN5 windows of two PETs are the same in SUV, whose factors differ, and not the same numbers', () => {
  const [now, prior] = [petOf(50), petOf(80)];
  const [one, other] = [boxWith(now, 14_000, 28_000), boxWith(prior, 100, 200)];
  shareFrom(one, [other], () => one.view.setWindow(windowOfUptake(now, 0, 5)!));
  expect(one.shown.window).toEqual({ center: 10_000, width: 20_000 });
  expect(other.shown.window).toEqual({ center: 6_250, width: 12_500 });
  expect(uptakeOfWindow(prior, other.shown.window)).toEqual({ low: 0, high: 5 });
});

test('LN5 a PET without SUV keeps its window, and hands none on', () => {
  const [told, untold] = [petOf(50), petOf(0)];
  const [one, other] = [boxWith(told, 14_000, 28_000), boxWith(untold, 100, 200)];
  shareFrom(one, [other], () => one.view.setWindow({ center: 5_000, width: 10_000 }));
  expect(other.shown.window).toEqual({ center: 100, width: 200 });
  shareFrom(other, [one], () => other.view.setWindow({ center: 7, width: 14 }));
  expect(one.shown.window).toEqual({ center: 5_000, width: 10_000 });
});

test('two boxes of one PET have one window', () => {
  const set = petOf(0);
  const [one, other] = [boxWith(set, 100, 200), boxWith(set, 100, 200)];
  shareFrom(one, [other], () => one.view.setWindow({ center: 50, width: 100 }));
  expect(other.shown.window).toEqual({ center: 50, width: 100 });
});

test('Hounsfield units are the same everywhere; another modality is left alone', () => {
  const [one, other] = [boxWith(setOf({ Modality: ['CT'] }), 40, 400), boxWith(setOf({ Modality: ['CT'] }), 0, 80)];
  const mr = boxWith(setOf({ Modality: ['MR'] }), 500, 1_000);
  shareFrom(one, [other, mr], () => one.view.setWindow({ center: -600, width: 1_500 }));
  expect([other.shown.window, mr.shown.window]).toEqual([
    { center: -600, width: 1_500 },
    { center: 500, width: 1_000 },
  ]);
});

test('a zoom is handed on as a change: each box keeps its own fit, and its window', () => {
  const [one, other] = [boxWith(petOf(50), 14_000, 28_000), boxWith(petOf(80), 100, 200)];
  other.shown.zoom = 3;
  shareFrom(one, [other], () => one.view.zoomBy(2));
  expect(other.shown).toEqual({ zoom: 6, window: { center: 100, width: 200 } });
});

test('a box of another size, as beside a pane that opens, moves no other image; a hand does', () => {
  const pans: unknown[] = [];
  const shown = { middle: 300, alongRow: 0 };
  const set = petOf(0);
  const pose = { mirrored: false, rotation: 0 };
  const centre = [0, 0, 0] as const;
  const origin = fakeView({
    state: (): BoxState => ({ ...emptyBoxState, set }),
    shownPlane: () => ({ centre }) as never,
    boxPointAt: () => ({ x: shown.middle, y: 200 }),
    placement: () => ({ pose, zoom: 1, offset: { alongRow: shown.alongRow, alongColumn: 0 } }),
  });
  const other = fakeView({
    state: (): BoxState => ({ ...emptyBoxState, set }),
    panBy: (_from, to) => pans.push(to),
  });
  const look = new SharedLook();
  look.note(origin);
  const along = [{ view: other, window: undefined, place: true, inversion: false }];
  shown.middle = 220;
  look.share(origin, along);
  expect(pans).toEqual([]);
  Object.assign(shown, { middle: 230, alongRow: -4 });
  look.share(origin, along);
  expect(pans).toEqual([{ x: 10, y: 0 }]);
});
