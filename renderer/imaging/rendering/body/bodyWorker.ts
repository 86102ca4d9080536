import { noiseOf, smooth, smoothingFor } from './bodySmoothing.ts';
import { BodyCollector, type BodySource, type BodyVoxels } from './bodyVoxels.ts';
import { type FoundBody, findBody, showCouch } from './couch.ts';

/** What the page tells its worker, in this order: what comes, each slot, and that all were told. */
export type BodyQuestion =
  | { readonly kind: 'begin'; readonly source: BodySource }
  | { readonly kind: 'slot'; readonly slot: number; readonly values: Int16Array | Float32Array | undefined }
  | { readonly kind: 'end' };

/** The body to be seen: without its couch, where that could be told. */
export interface MadeBody extends FoundBody {
  readonly voxels: BodyVoxels;
  /** 0: as it was. */
  readonly smoothedMm: number;
}

let collector: BodyCollector | undefined;

self.addEventListener('message', ({ data }: MessageEvent<BodyQuestion>) => {
  if (data.kind === 'begin') collector = new BodyCollector(data.source);
  else if (data.kind === 'slot') collector?.add(data.slot, data.values);
  else if (collector) answer(makeBody(collector.finish()));
});

function answer(made: MadeBody): void {
  const { voxels, couch } = made;
  const held = couch ? [couch.places.buffer, couch.values.buffer] : [];
  self.postMessage(made, { transfer: [voxels.values.buffer, ...held] });
}

function makeBody(voxels: BodyVoxels): MadeBody {
  const smoothedMm = smoothingFor(noiseOf(voxels));
  if (smoothedMm > 0) smooth(voxels, smoothedMm);
  const found = findBody(voxels);
  if (found.couch) showCouch(voxels.values, found.couch, false);
  return { voxels, smoothedMm, ...found };
}
