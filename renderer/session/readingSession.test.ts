import { describe, expect, test } from 'vitest';
import type { StudySnapshot } from '#shared/contract/studies.ts';
import type { DicomDataset } from '#shared/dicom/dicomJson.ts';
import { fakeView } from '#tests/fixtures/fakeView.ts';
import { imageDataset } from '#tests/fixtures/imageDataset.ts';
import { emptyBoxState } from '../imaging/boxStateKeeper.ts';
import { imageIdOf } from '../imaging/frames/frameCatalogue.ts';
import type { GreyState } from '../imaging/grey/grey.ts';
import { openReadingSession } from './readingSession.ts';

const range = (count: number, from = 0) => Array.from({ length: count }, (_, index) => index + from);
const slice = (place: number, phase?: number) =>
  imageDataset({
    Modality: ['CT'],
    SeriesInstanceUID: ['1.2.3.4'],
    SOPInstanceUID: [`1.2.3.4.${place + 1}.${phase ?? 1}`],
    InstanceNumber: [100 - place],
    ImagePositionPatient: [0, 0, place * 2],
    ImageOrientationPatient: [1, 0, 0, 0, 1, 0],
    PixelSpacing: [0.5, 0.5],
    ...(phase === undefined ? {} : { TemporalPositionIdentifier: [phase] }),
  });
const snapshotOf = (instances: readonly DicomDataset[]) =>
  ({
    item: { study: { archiveId: 'pacs', studyInstanceUID: '1.2.3' } },
    series: [{ seriesInstanceUID: '1.2.3.4', instances }],
  }) as unknown as StudySnapshot;

const lung: GreyState = {
  window: { center: -600, width: 1500 },
  voiFunction: 'LINEAR',
  inverted: false,
  table: undefined,
};

function sessionWith(instances: readonly DicomDataset[]) {
  const session = openReadingSession(snapshotOf(instances));
  const stateAt = (index: number) => {
    const { set } = session.activeSet!;
    return { ...emptyBoxState, set, imageIds: set.frames.map(imageIdOf), asked: index, grey: lung };
  };
  return { session, stateAt };
}

describe('a display set comes back as it was left', () => {
  test('with the grey of the planes in the stack, and of the stack in the planes', () => {
    const { session, stateAt } = sessionWith(range(6).map((place) => slice(place)));
    const { set } = session.activeSet!;
    session.remember(stateAt(2));
    expect(session.rememberedView(set)).toEqual({ index: 2, grey: lung });
    const bone = { ...lung, window: { center: 480, width: 2500 } };
    session.rememberPlanes(set.id, { grey: bone }, undefined);
    expect(session.rememberedView(set)).toEqual({ index: 2, grey: bone });
  });

  test('at its image, though slices that sort before it came meanwhile', () => {
    const { session, stateAt } = sessionWith(range(6).map((place) => slice(place)));
    session.remember(stateAt(2));
    const hung = session.state.arrangement.boxes[0];
    session.refresh(snapshotOf(range(9).map((place) => slice(place))));
    expect([session.state.arrangement.boxes[0], session.rememberedView(session.activeSet!.set)]).toEqual([
      hung,
      { index: 5, grey: lung },
    ]);
  });

  test('under its new name, when a second phase splits the series in two', () => {
    const { session, stateAt } = sessionWith(range(6).map((place) => slice(place, 1)));
    const late = stateAt(3);
    session.refresh(snapshotOf([1, 2].flatMap((phase) => range(6).map((place) => slice(place, phase)))));
    // The box is told of the new set only now, and says how it left the old one.
    session.remember(late);
    const { set } = session.activeSet!;
    expect([set.apart.temporal, session.rememberedView(set)]).toEqual(['1', { index: 3, grey: lung }]);
  });
});

test('a newer answer in which a series is as it was leaves its box alone; one that grew is hung anew', () => {
  const instances = range(6).map((place) => slice(place));
  const { session } = sessionWith(instances);
  const { set } = session.activeSet!;
  session.refresh(snapshotOf([...instances]));
  const unchanged = session.activeSet!.set;
  session.refresh(snapshotOf([...instances, slice(6)]));
  const grown = session.activeSet!.set;
  expect([unchanged === set, grown === set, grown.id === set.id, grown.frames.length]).toEqual([true, false, true, 7]);
});

describe('a key pressed while a box is being made', () => {
  const view = () => fakeView({});

  test('counts once the box stands, after what the box was given to show', async () => {
    const { session } = sessionWith(range(6).map((place) => slice(place)));
    const order: string[] = [];
    session.act(() => order.push('window'));
    session.attachView(0, view());
    order.push('shown');
    await Promise.resolve();
    session.act(() => order.push('now'));
    session.attachView(0, view());
    await Promise.resolve();
    expect(order).toEqual(['shown', 'window', 'now']);
  });

  test('is dropped with a box that went before it stood', async () => {
    const { session } = sessionWith(range(6).map((place) => slice(place)));
    const acted: string[] = [];
    session.act(() => acted.push('window'));
    session.attachView(0, view())();
    await Promise.resolve();
    expect(acted).toEqual([]);
  });
});
