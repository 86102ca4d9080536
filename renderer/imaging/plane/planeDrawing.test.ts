import { Enums, type Types } from '@cornerstonejs/core';
import { expect, test, vi } from 'vitest';
import type { Plane } from '#shared/dicom/orientation.ts';
import { phantomVolume } from '#tests/fixtures/phantomVolume.ts';
import type { Engine } from '../engine/engine.ts';
import { FrameLedger } from '../frames/ledger.ts';
import type { VolumeModel } from '../volume/volumeModel.ts';
import { anatomicalAxes } from './planeAxes.ts';
import { PlaneView } from './planeView.ts';

const volume = () => phantomVolume({ slices: 9, side: 9 });

/** A plane with a camera of its own on the middle of the volume, that counts how often it is asked to draw. */
async function planeOf(model: VolumeModel, plane: Plane) {
  const { towardsViewer, up } = anatomicalAxes[plane];
  const focalPoint = model.crosshair();
  let camera = {
    focalPoint: [...focalPoint],
    position: focalPoint.map((value, axis) => value + 100 * (towardsViewer[axis] ?? 0)),
    viewPlaneNormal: [...towardsViewer],
    viewUp: [...up],
  } as unknown as Types.ICamera;
  let draws = 0;
  const element = Object.assign(new EventTarget(), { clientWidth: 100, clientHeight: 100 }) as HTMLDivElement;
  const viewport = {
    id: plane,
    element,
    setVolumes: async () => undefined,
    getCamera: () => camera,
    setCamera: (change: Types.ICamera) => {
      camera = { ...camera, ...change };
      element.dispatchEvent(new Event(Enums.Events.CAMERA_MODIFIED));
    },
    getZoom: () => 1,
    setBlendMode: () => undefined,
    resetSlabThickness: () => undefined,
    setSlabThickness: () => undefined,
    getDefaultActor: () => undefined,
    setProperties: () => undefined,
    worldToCanvas: () => [0, 0],
    render: () => {
      draws += 1;
    },
  } as unknown as Types.IVolumeViewport;
  const engine = { drawsOnCpu: false, openPlane: () => viewport, drawSoon: () => undefined } as unknown as Engine;
  const view = new PlaneView({ engine, ledger: new FrameLedger(), element, plane, model });
  await Promise.resolve();
  await Promise.resolve();
  let told = 0;
  view.subscribe(() => {
    told += 1;
  });
  const since = () => {
    const counted = { draws, told };
    draws = 0;
    told = 0;
    return counted;
  };
  since();
  const rendered = () => element.dispatchEvent(new Event(Enums.Events.IMAGE_RENDERED));
  return { view, since, rendered };
}

async function threePlanes() {
  vi.stubGlobal('window', { devicePixelRatio: 1 });
  const model = volume();
  const [axial, coronal, sagittal] = await Promise.all(
    (['axial', 'coronal', 'sagittal'] as const).map((plane) => planeOf(model, plane)),
  );
  return { model, axial: axial!, coronal: coronal!, sagittal: sagittal! };
}

test('a plane whose picture stays is not drawn again while the others turn about it, and tells that the crosshair moved', async () => {
  const { axial, coronal, sagittal } = await threePlanes();
  axial.view.turnCrosshair(5);
  expect(axial.since()).toEqual({ draws: 0, told: 1 });
  expect(coronal.since().draws).toBe(1);
  expect(sagittal.since().draws).toBe(1);
});

test('only the plane that is scrolled is drawn', async () => {
  const { axial, coronal, sagittal } = await threePlanes();
  axial.view.scrollBy(1);
  expect([axial, coronal, sagittal].map(({ since }) => since().draws)).toEqual([1, 0, 0]);
});

test('another grey, slab or lie is drawn', async () => {
  const { model, axial } = await threePlanes();
  model.setGrey({ window: { center: 0, width: 100 }, voiFunction: 'LINEAR', inverted: true, table: undefined });
  expect(axial.since().draws).toBe(1);
  axial.view.setSlab({ mode: 'maximum', thicknessMm: 4 });
  expect(axial.since().draws).toBe(1);
  axial.view.setSlab(undefined);
  expect(axial.since().draws).toBe(1);
});

test('SF5: the number of a slice is told with its picture, once', async () => {
  const { axial } = await threePlanes();
  axial.view.scrollBy(1);
  expect(axial.since().told).toBe(0);
  axial.rendered();
  expect(axial.since().told).toBe(1);
  expect(axial.view.state().asked).toBe(5);
});

test('slices that come under a slab draw it as often as its drawing leaves time, and the last at once', async () => {
  vi.useFakeTimers();
  const { model, coronal } = await threePlanes();
  const version = vi.spyOn(model, 'version', 'get');
  coronal.view.setSlab({ mode: 'maximum', thicknessMm: 500 });
  vi.advanceTimersByTime(1_000);
  coronal.rendered();
  coronal.since();
  for (let slice = 1; slice <= 9; slice += 1) {
    version.mockReturnValue(slice);
    model.setCrosshair([...model.crosshair()]);
    vi.advanceTimersByTime(20);
  }
  expect(coronal.since().draws).toBe(0);
  vi.advanceTimersByTime(5_000);
  expect(coronal.since().draws).toBe(1);
  // Nothing more is to come: no word says any longer that the picture is not whole.
  coronal.rendered();
  vi.spyOn(model, 'isAwaited').mockReturnValue(false);
  version.mockReturnValue(10);
  model.setCrosshair([...model.crosshair()]);
  expect(coronal.since().draws).toBe(1);
  vi.useRealTimers();
});
