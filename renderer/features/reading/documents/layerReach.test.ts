import { expect, test } from 'vitest';
import { slicesOfCt, snapshotOf } from '#tests/fixtures/readingSnapshot.ts';
import { openReadingSession } from '../../../session/readingSession.ts';
import type { OpenDocument } from './documentDesk.ts';
import { centralOf, goToLayer, reachOf } from './layerReach.ts';
import type { LayerSource } from './layerSource.ts';

/** Two series of one study; the layer lies on images of the second, its last frame empty. */
function deskWithLayer(marked: readonly number[], values: readonly number[]) {
  const snapshot = snapshotOf([slicesOfCt('1.2.3.1', 9), slicesOfCt('1.2.3.2', 9)]);
  const session = openReadingSession(snapshot);
  const open = { snapshot } as unknown as OpenDocument;
  const [first, second] = session.state.images.sets;
  const frames = marked.map((place, index) => ({ index, segmentNumber: 1, place }));
  const source = {
    kind: 'segmentation',
    segmentation: {
      ...{ kind: 'FRACTIONAL', rows: 1, columns: 2, bitsAllocated: 8, fullValue: 255 },
      segments: [{ number: 1, label: 'Lesion' }],
      frames,
    },
    pixels: Uint8Array.from(values.flatMap((value) => [0, value])),
    framesOf: (item: unknown) => frames.filter(({ place }) => second?.set.frames[place] === item),
  } as unknown as LayerSource;
  return { session, open, source, first: first!, second: second! };
}

test('a layer is told by the series and the images on which it has a pixel', () => {
  const { session, open, source, second } = deskWithLayer([3, 4, 5, 6], [255, 1, 9, 0]);
  const reach = reachOf(session.state, open, source);
  expect(reach).toEqual([{ named: second, marked: [3, 4, 5] }]);
  expect(centralOf(reach[0]!)).toBe(4);
});

test('a layer that is asked for brings its series and its middle image into the active box', () => {
  const { session, open, source, first, second } = deskWithLayer([3, 4, 5], [1, 1, 1]);
  session.hang(first.set.id);
  goToLayer(session, reachOf(session.state, open, source));
  expect(session.activeSet?.set).toBe(second.set);
  expect(session.rememberedView(second.set)?.index).toBe(4);
});

test('a layer of nothing that is here moves nothing', () => {
  const { session, open, source, first } = deskWithLayer([], []);
  session.hang(first.set.id);
  expect(reachOf(session.state, open, source)).toEqual([]);
  goToLayer(session, []);
  expect(session.activeSet?.set).toBe(first.set);
});
