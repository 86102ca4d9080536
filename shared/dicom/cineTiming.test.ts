import { expect, test } from 'vitest';
import { readCineTiming } from './cineTiming.ts';
import type { DicomDataset } from './dicomJson.ts';

const dataset = (vector: readonly number[], more: DicomDataset = {}): DicomDataset => ({
  '00181065': { vr: 'DS', Value: [...vector] },
  ...more,
});

test('LN17: uneven frame times are kept frame by frame; the last frame lasts as long as the mean', () => {
  expect(readCineTiming(dataset([0, 30, 90, 60]), 4)).toEqual({ frameTimesMs: [30, 90, 60, 60] });
});

test('an even vector, one of another length, one with an absurd time, or one beside a FrameTime says nothing more', () => {
  expect(readCineTiming(dataset([0, 40, 40, 40]), 4)).toEqual({});
  expect(readCineTiming(dataset([0, 30, 90]), 4)).toEqual({});
  expect(readCineTiming(dataset([0, 30, 90, -5]), 4)).toEqual({});
  expect(readCineTiming(dataset([0, 30, 90, 60], { '00181063': { vr: 'DS', Value: [40] } }), 4)).toEqual({});
});

test('sweeping is asked for by 1', () => {
  const asked = (value: number): DicomDataset => ({ '00181244': { vr: 'US', Value: [value] } });
  expect(readCineTiming(asked(1), 10)).toEqual({ sweeping: true });
  expect(readCineTiming(asked(0), 10)).toEqual({});
});
