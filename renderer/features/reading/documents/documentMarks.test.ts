import { expect, test } from 'vitest';
import type { StudySnapshot } from '#shared/contract/studies.ts';
import type { FrameOfImage } from '#shared/dicom/displaySets.ts';
import { datasetOf } from '#tests/fixtures/imageDataset.ts';
import type { OpenDocument, ShownLayer } from './documentDesk.ts';
import { keyPlaces } from './documentMarks.ts';
import { maySpeakOf } from './layerStudy.ts';

const frame = (sopInstanceUID: string, frameNumber = 1, studyInstanceUID = '1.2.3') =>
  ({ image: { sopInstanceUID, studyInstanceUID }, frame: { frameNumber } }) as unknown as FrameOfImage;
const frames = [frame('1.1'), frame('1.2'), frame('1.3', 1), frame('1.3', 2)];
const source = {
  kind: 'keyImages',
  images: [
    { sopInstanceUID: '1.2', sopClassUID: '', frames: undefined },
    { sopInstanceUID: '1.3', sopClassUID: '', frames: [2] },
  ],
};
const ofStudy = (studyInstanceUID: string, uids: readonly string[]) =>
  ({
    snapshot: {
      item: { study: { studyInstanceUID } },
      series: [{ instances: uids.map((uid) => datasetOf({ SOPInstanceUID: [uid] })) }],
    } as unknown as StudySnapshot,
  }) as unknown as OpenDocument;
const layersOf = (open: OpenDocument) =>
  new Map([['1.9', { source, open, hidden: new Set() } as unknown as ShownLayer]]);
const layers = layersOf(ofStudy('1.2.3', ['1.2', '1.3']));

test('key images of a list that is shown have their places, frame by frame; none before it is asked for', () => {
  expect(keyPlaces({ layers, aside: false }, frames)).toEqual([1, 3]);
  expect(keyPlaces({ layers, aside: true }, frames)).toEqual([]);
  expect(keyPlaces({ layers: new Map(), aside: false }, frames)).toEqual([]);
});

test('T22 a document speaks of the image of its own study, not of one of the same name in another', () => {
  const prior = ofStudy('1.2.9', ['1.2']);
  expect(maySpeakOf(prior, frame('1.2', 1, '1.2.9'))).toBe(true);
  expect(maySpeakOf(prior, frame('1.2'))).toBe(false);
  // Only the other study has it: it is the one that is meant.
  expect(maySpeakOf(prior, frame('1.3'))).toBe(true);
  expect(keyPlaces({ layers: layersOf(prior), aside: false }, frames)).toEqual([3]);
});
