import { describe, expect, test } from 'vitest';
import { type FrameOfImage, splitIntoDisplaySets } from '#shared/dicom/displaySets.ts';
import type { Plane } from '#shared/dicom/orientation.ts';
import { readImageDescription } from '#shared/dicom/readImageDescription.ts';
import { badgeStates } from '#tests/e2e/fixtures/imagingBench/badgeStates.ts';
import { imageDataset } from '#tests/fixtures/imageDataset.ts';
import { startI18n } from '../../../i18n/i18n.ts';
import { emptyBoxState } from '../../../imaging/boxStateKeeper.ts';
import { imageIdOf } from '../../../imaging/frames/frameCatalogue.ts';
import type { BoxState } from '../../../imaging/imageBoxView.ts';
import { rejectionOfImage } from '../../../session/rejectedImages.ts';
import type { NamedDisplaySet } from '../../../session/studyImages.ts';
import { type FidelityMark, fidelityMarks, lossOfAny } from './fidelityMarks.ts';

type Attributes = Parameters<typeof imageDataset>[0];

const { t } = startI18n();
const lossless = { transfer: 'lossless', lossyAtSource: false } as const;

function axialSet(places: readonly number[], more: Attributes = {}) {
  const images = places.map((place) => {
    const image = readImageDescription(
      imageDataset({
        Modality: ['CT'],
        SOPInstanceUID: [`1.2.3.4.${place + 1}`],
        ImagePositionPatient: [0, 0, place * 3],
        ImageOrientationPatient: [1, 0, 0, 0, 1, 0],
        PixelSpacing: [0.5, 0.5],
        ...more,
      }),
    );
    if (!image.ok) throw new Error(image.failure);
    return image.value;
  });
  return { set: splitIntoDisplaySets(images)[0]!, seriesNumber: 2, description: 'head' };
}

function namesOf(places: readonly number[], change: Partial<BoxState> = {}, plane?: Plane, more?: Attributes) {
  const named = axialSet(places, more);
  const imageIds = named.set.frames.map(imageIdOf);
  const item = named.set.frames[0]!;
  const across = plane !== undefined && plane !== 'axial';
  const drawn = across ? undefined : { index: 0, imageId: imageIds[0]!, item, fidelity: lossless };
  const state: BoxState = { ...emptyBoxState, set: named.set, imageIds, drawn, drawnVersion: 1, ...change };
  const ledger = { fidelityOf: () => lossless, oneValueOf: (imageId: string) => oneValues.get(imageId) };
  return fidelityMarks({ state, named, plane, ledger }).map(({ name }) => name);
}

const oneValues = new Map<string, number>();

const withGap = [0, 1, 2, 4, 5, 6];

describe('what stands on a box', () => {
  test('Q8: a collage of slices says that it lies nowhere, and not that it is unsorted', () => {
    const collage = namesOf([0, 1, 2], {}, undefined, {
      Modality: ['MR'],
      ImageType: ['DERIVED', 'PRIMARY', 'MOSAIC'],
    });
    expect(collage.filter((name) => name === 'collage' || name === 'notSorted')).toEqual(['collage']);
    expect(namesOf([0, 1, 2])).not.toContain('collage');
  });

  test('an image of one value says so beside its tick, unless it is covered', () => {
    const [item] = axialSet([0]).set.frames;
    oneValues.set(imageIdOf(item!), -1024);
    const cover = { kind: 'loading' } as const;
    const names = [namesOf([0]), namesOf([0], { cover }), namesOf([0, 1], {}, 'coronal')];
    oneValues.clear();
    expect(names.map((each) => each.includes('oneValue'))).toEqual([true, false, false]);
    expect(t('fidelity.badge.oneValue', { value: -1024 })).toBe('every pixel is -1024');
  });

  test('a stack with a slice missing says so beside its tick', () => {
    expect(namesOf(withGap)).toEqual(['lossless', 'missing']);
  });

  test('V10: slices that the archive lacks are said of a stack that is no volume too, and are no gap of the download', () => {
    const tilted = { ImageOrientationPatient: [1, 0, 0, 0, 0.94, -0.342] };
    expect(namesOf(withGap, {}, undefined, tilted)).toContain('missing');
    expect(namesOf([0, 1, 2, 3, 4], {}, undefined, tilted)).not.toContain('missing');
    expect(t('fidelity.badge.missing', { count: 3, mm: '12' })).toBe('3 slices missing · gaps up to 12 mm');
  });

  test('V10: a stack whose slices follow no rule says how wide its gaps are, in amber', () => {
    const named = axialSet([0, 1, 2.4, 9, 10.3, 17]);
    const state = { ...emptyBoxState, set: named.set };
    const ledger = { fidelityOf: () => lossless, oneValueOf: () => undefined };
    const marks = fidelityMarks({ state, named, plane: undefined, ledger });
    // Places are 3 mm apart: from 2.4 to 9 it is 19.8 mm.
    expect(marks).toContainEqual({ name: 'gaps', tone: 'attention', values: { mm: '20' } });
    expect(namesOf([0, 1, 2, 3, 4])).not.toContain('gaps');
  });

  test('each plane of a volume carries the warnings of the series, and a calculated one says that it is', () => {
    const planes = ['axial', 'coronal', 'sagittal'] as const;
    expect(planes.map((plane) => namesOf(withGap, {}, plane))).toEqual([
      ['lossless', 'missing'],
      ['reformatted', 'missing'],
      ['reformatted', 'missing'],
    ]);
  });

  test('a plane of slices that stand askew is calculated in each direction', () => {
    const askew = { ImageOrientationPatient: [0.9962, 0.0872, 0, -0.0872, 0.9962, 0] };
    expect(namesOf([0, 1, 2], {}, 'coronal', askew)).toEqual(['reformatted']);
  });

  test('no pixels shown, nothing said of them', () => {
    expect(namesOf(withGap, { cover: { kind: 'sliceMissing' } }, 'axial')).toEqual(['missing']);
    expect(namesOf(withGap, { drawnVersion: 0 })).toEqual(['missing']);
  });

  test('a plane calculated from a lossy slice says lossy', () => {
    const lossy = { LossyImageCompression: ['01'], LossyImageCompressionRatio: [14] };
    expect(namesOf([0, 1, 2], {}, 'coronal', lossy)).toEqual(['lossyRatio', 'reformatted']);
  });

  test('LN5: a volume of which one slice came with loss is lossy wherever it is laid, and one of which none did is not', () => {
    const { set } = axialSet([0, 1, 2]);
    const lossyAt = (place: number) => (imageId: string) =>
      ({ ...lossless, transfer: imageId === imageIdOf(set.frames[place]!) ? 'lossy' : 'lossless' }) as const;
    expect(lossOfAny(set, { fidelityOf: lossyAt(2) })).toEqual([{ name: 'lossy', tone: 'attention' }]);
    expect(lossOfAny(set, { fidelityOf: () => lossless })).toEqual([]);
  });

  test('a view whose right is the patient’s, and a map without its colours, are warned of', () => {
    const letters = { right: 'R', left: 'L', top: 'A', bottom: 'P' };
    expect(namesOf([0, 1], { letters }, undefined, { PixelPresentation: ['COLOR'] })).toEqual([
      'lossless',
      'colourMap',
      'mirrored',
    ]);
  });
});

test('T22 what the site took back says so first: an image for itself, a plane for all that it is made of', () => {
  const named = axialSet([0, 1, 2]);
  const imageIds = named.set.frames.map(imageIdOf);
  const rejectionOf = ({ image }: FrameOfImage) => (image.sopInstanceUID === '1.2.3.4.2' ? 'wrongPatient' : undefined);
  const ledger = { fidelityOf: () => lossless, oneValueOf: () => undefined };
  const firstOf = (index: number, plane?: Plane, change: Partial<BoxState> = {}) => {
    const drawn = { index, imageId: imageIds[index]!, item: named.set.frames[index]!, fidelity: lossless };
    const state = { ...emptyBoxState, set: named.set, imageIds, asked: index, drawn, drawnVersion: 1, ...change };
    return fidelityMarks({ state, named, plane, ledger, rejectionOf })[0];
  };
  const mark = { name: 'rejected', tone: 'attention', values: { context: 'wrongPatient' } };
  expect(firstOf(1)).toEqual(mark);
  expect(firstOf(0)?.name).toBe('lossless');
  expect(firstOf(1, undefined, { drawn: undefined, cover: { kind: 'loading' } })).toEqual(mark);
  expect(firstOf(0, 'coronal', { drawn: undefined })).toMatchObject({ name: 'rejectedSome', values: { count: 1 } });
  // A body in space shows no single image either.
  expect(firstOf(0, undefined, { drawn: undefined })).toMatchObject({ name: 'rejectedSome', values: { count: 1 } });
  expect(t('fidelity.badge.rejected', { context: 'wrongPatient' })).toBe('rejected: perhaps another patient');
});

test('a frame of reference of its own in every image is said quietly of a stack, and in amber of planes and of a few', () => {
  const markOf = (frames: number, framesOfReference: number, plane?: 'coronal') => {
    const named = axialSet(Array.from({ length: frames }, (_, place) => place));
    const set = { ...named.set, framesOfReference };
    const ledger = { fidelityOf: () => lossless, oneValueOf: () => undefined };
    const marks = fidelityMarks({ state: { ...emptyBoxState, set }, named: { ...named, set }, plane, ledger });
    return marks.find(({ name }) => name === 'framesOfReference')?.tone;
  };
  expect([markOf(9, 1), markOf(9, 9), markOf(9, 9, 'coronal'), markOf(9, 2)]).toEqual([
    undefined,
    'quiet',
    'attention',
    'attention',
  ]);
  expect(t('fidelity.badge.framesOfReferenceTitle', { context: 'each' })).toMatch(/anonymous/);
});

const everyMark: Readonly<Record<FidelityMark['name'], true>> = {
  rejected: true,
  rejectedSome: true,
  lossless: true,
  lossy: true,
  lossyAtSource: true,
  lossyRatio: true,
  reformatted: true,
  missing: true,
  gaps: true,
  collage: true,
  oneValue: true,
  duplicates: true,
  notSorted: true,
  framesOfReference: true,
  tableMissing: true,
  colourMap: true,
  mirrored: true,
  pixelsOnly: true,
  noRescale: true,
  inverted: true,
  profileApplied: true,
  profileNotApplied: true,
  overlaysElsewhere: true,
  overlaysRefused: true,
  shutterOff: true,
  shutterFound: true,
  noBorder: true,
  processor: true,
  processorGrey: true,
};

test.each(Object.keys(everyMark))('%s has words and an explanation', (name) => {
  const values = {
    count: 2,
    mm: '12',
    ratio: '8',
    step: '0.5',
    slices: '3.0',
    value: 0,
    why: 'No WebGL2.',
    context: 'safety',
  };
  for (const key of [`fidelity.badge.${name}`, `fidelity.badge.${name}Title`]) {
    expect(t(key, values)).not.toMatch(/^$|\.badge\.|\{\{/);
  }
});

test('the picture of all badges shows every one of them, in a state that shows it', () => {
  const shown = badgeStates().flatMap(
    ({ state, plane, backend, profile, snapshot, oneValue, foundShutter, ledger }) => {
      const fidelities = new Map(ledger);
      const marks = fidelityMarks({
        ...{ state, plane, rejectionOf: (item: FrameOfImage) => rejectionOfImage(snapshot, item) },
        named: { set: state.set, seriesNumber: 1, description: '' } as NamedDisplaySet,
        ledger: { fidelityOf: (id) => fidelities.get(id), oneValueOf: () => oneValue },
        drawing: {
          ...{ backend: backend ?? 'gpu', trouble: undefined, shuttersShown: false, profileOf: () => profile },
          foundShutterOf: () => (foundShutter === undefined || foundShutter === 'none' ? foundShutter : 'shutter'),
        },
      });
      return marks.map(({ name }) => name);
    },
  );
  expect([...new Set<string>(shown)].sort()).toEqual(Object.keys(everyMark).sort());
});

describe('what became of the pixels between decoder and screen', () => {
  const facts = { backend: 'gpu', trouble: undefined, shuttersShown: true, profileOf: () => undefined } as const;
  const grey = {
    window: { center: 40, width: 400 },
    voiFunction: 'LINEAR',
    inverted: false,
    table: undefined,
  } as const;

  function drawn(change: Partial<BoxState>, drawing: object = {}, more: Attributes = {}) {
    const named = axialSet([0, 1, 2], more);
    const imageIds = named.set.frames.map(imageIdOf);
    const frame = { index: 0, imageId: imageIds[0]!, item: named.set.frames[0]!, fidelity: lossless };
    const state: BoxState = {
      ...emptyBoxState,
      set: named.set,
      imageIds,
      drawn: frame,
      drawnVersion: 1,
      grey,
      ...change,
    };
    const ledger = { fidelityOf: () => lossless, oneValueOf: () => undefined };
    const box = { state, named, plane: undefined, ledger, drawing: { ...facts, ...drawing } };
    return fidelityMarks(box).map(({ name }) => name);
  }

  test('PX10: a border that the reader had covered is said, and that there was none to cover', () => {
    const found = (answer: 'shutter' | 'none' | undefined) => drawn({}, { foundShutterOf: () => answer });
    expect(found('shutter')).toContain('shutterFound');
    expect(found('none')).toContain('noBorder');
    expect(found(undefined).filter((name) => name === 'shutterFound' || name === 'noBorder')).toEqual([]);
  });

  test('PX1: a slope of 0 is said', () => {
    expect(drawn({}, {}, { RescaleSlope: [0], RescaleIntercept: [0] })).toContain('noRescale');
    expect(drawn({}, {}, { RescaleSlope: [1], RescaleIntercept: [0] })).not.toContain('noRescale');
  });

  test('PX5: inverted by the reader, not by the data', () => {
    expect(drawn({ grey: { ...grey, inverted: true } })).toContain('inverted');
    const byNature = { PhotometricInterpretation: ['MONOCHROME1'] };
    expect(drawn({ grey: { ...grey, inverted: true } }, {}, byNature)).not.toContain('inverted');
    expect(drawn({ grey: { ...grey, inverted: false } }, {}, byNature)).toContain('inverted');
  });

  test('SF17: the processor draws, and straightens what is curved', () => {
    expect(drawn({}, { backend: 'cpu' })).toEqual(['lossless', 'processor']);
    const sigmoid = { ...grey, voiFunction: 'SIGMOID' } as const;
    expect(drawn({ grey: sigmoid }, { backend: 'cpu' })).toEqual(['lossless', 'processor', 'processorGrey']);
    expect(drawn({ grey: sigmoid })).toEqual(['lossless']);
    // A plane that is made here, beside images that the card draws, follows the curve.
    expect(drawn({ grey: sigmoid, processor: true })).toEqual(['lossless', 'processor']);
  });

  test('PX9: whether a colour profile was applied', () => {
    expect(drawn({}, { profileOf: () => 'applied' })).toContain('profileApplied');
    expect(drawn({}, { profileOf: () => 'notApplied' })).toContain('profileNotApplied');
  });

  test('PX10: an overlay that cannot be shown is said', () => {
    const [first] = axialSet([0]).set.frames;
    const item = { ...first!, image: { ...first!.image, overlaysRefused: 16 } };
    expect(drawn({ drawn: { index: 0, imageId: 'a', item, fidelity: lossless } })).toContain('overlaysRefused');
    expect(drawn({})).not.toContain('overlaysRefused');
  });

  test('PX10: a shutter that is taken off is said', () => {
    const shutter = { ShutterShape: ['CIRCULAR'], CenterOfCircularShutter: [10, 10], RadiusOfCircularShutter: [5] };
    expect(drawn({}, {}, shutter)).not.toContain('shutterOff');
    expect(drawn({}, { shuttersShown: false }, shutter)).toContain('shutterOff');
  });

  test('of pixels that are not shown nothing is said, and each badge has its words', () => {
    expect(drawn({ cover: { kind: 'loading' } }, { backend: 'cpu' })).toEqual([]);
    for (const name of ['noRescale', 'inverted', 'processor', 'shutterOff', 'overlaysElsewhere'] as const) {
      expect(t(`fidelity.badge.${name}`)).not.toContain('fidelity');
      expect(t(`fidelity.badge.${name}Title`)).not.toContain('fidelity');
    }
  });
});
