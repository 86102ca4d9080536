import type { Types } from '@cornerstonejs/core';
import { describe, expect, test } from 'vitest';
import { phantomVolume } from '#tests/fixtures/phantomVolume.ts';
import type { Engine } from '../engine/engine.ts';
import { FrameLedger } from '../frames/ledger.ts';
import { PlaneView } from './planeView.ts';

function planeOn(drawsOnCpu: boolean): PlaneView {
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
    model: phantomVolume({ slices: 3, side: 4, ledger }),
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
