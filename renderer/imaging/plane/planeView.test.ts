import type { Types } from '@cornerstonejs/core';
import { describe, expect, test } from 'vitest';
import { splitIntoDisplaySets } from '#shared/dicom/displaySets.ts';
import { readImageDescription } from '#shared/dicom/readImageDescription.ts';
import { volumeGridOf } from '#shared/dicom/volumeGate.ts';
import { imageDataset } from '#tests/fixtures/imageDataset.ts';
import type { Engine } from '../engine/engine.ts';
import { FrameLedger } from '../frames/ledger.ts';
import { VolumeModel } from '../volume/volumeModel.ts';
import { PlaneView } from './planeView.ts';

function planeOn(drawsOnCpu: boolean): PlaneView {
  const images = [0, 1, 2].map((place) => {
    const image = readImageDescription(
      imageDataset({
        SOPInstanceUID: [`1.2.3.4.${place + 1}`],
        Rows: [4],
        Columns: [4],
        ImagePositionPatient: [0, 0, place],
        ImageOrientationPatient: [1, 0, 0, 0, 1, 0],
        PixelSpacing: [1, 1],
      }),
    );
    if (!image.ok) throw new Error(image.failure);
    return image.value;
  });
  const set = splitIntoDisplaySets(images)[0]!;
  const grid = volumeGridOf(set);
  if (!grid.ok) throw new Error(grid.failure.reason);
  const loader = { load: () => new Promise<never>(() => undefined) };
  const ledger = new FrameLedger();
  // A box that has not drawn yet.
  const viewport = { id: 'box-1', setVolumes: () => new Promise(() => undefined) } as unknown as Types.IVolumeViewport;
  const engine = { makesPlanes: drawsOnCpu, openPlane: () => viewport } as unknown as Engine;
  const element = new EventTarget() as HTMLDivElement;
  return new PlaneView({
    engine,
    ledger,
    element,
    plane: 'axial',
    model: new VolumeModel(set, grid.value, loader, ledger),
  });
}

describe('a plane on a computer without a graphics card', () => {
  test('SF17: a slab is refused with the reason, never ignored', () => {
    const plane = planeOn(true);
    expect(plane.slabRefusal()).toBe('cpu');
    expect(plane.setSlab({ mode: 'maximum', thicknessMm: 10 })).toBe(false);
    expect(plane.slab()).toBeUndefined();
    expect(plane.setSlab(undefined)).toBe(true);
  });

  test('with a card it is shown', () => {
    const plane = planeOn(false);
    expect(plane.slabRefusal()).toBeUndefined();
    expect(plane.setSlab({ mode: 'maximum', thicknessMm: 10 })).toBe(true);
    expect(plane.slab()).toEqual({ mode: 'maximum', thicknessMm: 10 });
  });
});
