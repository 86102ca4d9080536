import { expect, it, vi } from 'vitest';
import type { Fidelity } from '#shared/contract/frames.ts';
import type { FrameOfImage } from '#shared/dicom/displaySets.ts';
import { imageIdOf } from '../imaging/frames/frameCatalogue.ts';
import { FrameLedger } from '../imaging/frames/ledger.ts';
import { countShownOn } from './shownOn.ts';
import type { NamedDisplaySet } from './studyImages.ts';

const frameOf = (uid: string) =>
  ({ image: { archiveId: 'a', sopInstanceUID: uid }, frame: { frameNumber: 1 } }) as unknown as FrameOfImage;
const frames = ['1', '2', '3', '4'].map(frameOf);
const [one, two, three] = frames.map(imageIdOf) as [string, string, string];
const sets = [{ set: { frames } }] as unknown as readonly NamedDisplaySet[];
const lossless = { transfer: 'lossless' } as Fidelity;
const lossy = { transfer: 'lossy' } as Fidelity;

/** A box, and the monitor that its window is on; the window may be moved. */
function boxOn(monitor: string) {
  return { isConnected: true, clientWidth: 100, monitor } as unknown as Element & {
    monitor: string;
    clientWidth: number;
  };
}
function ledgerOfMonitors(): FrameLedger {
  vi.useFakeTimers();
  const ledger = new FrameLedger();
  ledger.followMonitors((element) => (element as Element & { monitor: string }).monitor);
  return ledger;
}
function draw(ledger: FrameLedger, imageId: string, box: Element, fidelity = lossless): void {
  ledger.recordChecked(imageId, fidelity);
  ledger.recordDrawn('box', imageId, 0);
  ledger.recordShown('box', imageId, box);
}

it('K11: where each image was seen is known, not where the windows are when the report is signed', () => {
  const ledger = ledgerOfMonitors();
  const box = boxOn('laptop');
  draw(ledger, one, box);
  draw(ledger, two, box);
  // The window is moved to the good monitor: what it shows is seen there as well, what went before is not.
  box.monitor = 'medical';
  ledger.noteMoved();
  draw(ledger, three, box);
  expect(countShownOn(sets, ledger)).toEqual([
    { displays: ['laptop'], images: 1 },
    { displays: ['laptop', 'medical'], images: 1 },
    { displays: ['medical'], images: 1 },
  ]);
});

it('K11: a copy with loss in transfer was not seen, a box that another covers shows nothing', () => {
  const ledger = ledgerOfMonitors();
  const box = boxOn('medical');
  draw(ledger, one, box, lossy);
  expect(countShownOn(sets, ledger)).toEqual([]);
  box.monitor = 'laptop';
  // The whole copy comes, and is drawn in the same box.
  draw(ledger, one, box);
  expect(countShownOn(sets, ledger)).toEqual([{ displays: ['laptop'], images: 1 }]);
  Object.assign(box, { monitor: 'medical', clientWidth: 0 });
  ledger.noteMoved();
  expect(countShownOn(sets, ledger)).toEqual([{ displays: ['laptop'], images: 1 }]);
  // Another image under the same name: nobody has seen it.
  ledger.forgetImages([one]);
  expect(countShownOn(sets, ledger)).toEqual([]);
});
