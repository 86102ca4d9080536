import { spatialNoise } from './paint/noise.ts';
import { overBox, type Slice } from './paint/slice.ts';

interface Blob {
  readonly x: number;
  readonly y: number;
  readonly z: number;
  readonly rx: number;
  readonly ry: number;
  readonly rz: number;
  /** How far the edge wanders, as a share of the radius. */
  readonly ragged: number;
  readonly value: number;
  /** 1 covers, less tints. */
  readonly strength: number;
}

/** Paints irregular blobs: a bleed and the oedema round it, an infarct. */
export function blobPainter(seed: string, blobs: readonly Blob[]): (slice: Slice) => void {
  const noise = spatialNoise(`${seed} blob`, 8);
  return (slice) => {
    for (const blob of blobs) paintBlob(slice, blob, noise);
  };
}

function paintBlob(slice: Slice, blob: Blob, noise: (x: number, y: number, z: number) => number): void {
  const reachX = blob.rx * (1 + blob.ragged);
  const reachY = blob.ry * (1 + blob.ragged);
  const height = (slice.z - blob.z) / blob.rz;
  if (Math.abs(height) > 1 + blob.ragged) return;
  overBox(slice, blob.x - reachX, blob.x + reachX, blob.y - reachY, blob.y + reachY, blob.value, (x, y) => {
    const k = Math.hypot((x - blob.x) / blob.rx, (y - blob.y) / blob.ry, height);
    const edge = 1 + blob.ragged * noise(x, y, slice.z);
    return Math.min(1, Math.max(0, 0.5 + ((edge - k) * blob.rx) / 1.6)) * blob.strength;
  });
}

/** An acute bleed into the left basal ganglia with oedema round it, broken through into the ventricle; HU. */
export const bleed = (seed: string) =>
  blobPainter(seed, [
    { x: 30, y: 2, z: 44, rx: 24, ry: 32, rz: 24, ragged: 0.22, value: 21, strength: 0.85 },
    { x: 30, y: 2, z: 44, rx: 16, ry: 23, rz: 17, ragged: 0.28, value: 69, strength: 1 },
    { x: 27, y: 8, z: 40, rx: 8, ry: 10, rz: 8, ragged: 0.2, value: 58, strength: 0.6 },
    { x: 23, y: 40, z: 47, rx: 5, ry: 7, rz: 8, ragged: 0.15, value: 62, strength: 1 },
  ]);

/** An infarct of the right middle cerebral artery's cortex, in whatever signal it has. */
export const infarct = (seed: string, value: number, strength: number) =>
  blobPainter(seed, [
    { x: -45, y: 6, z: 58, rx: 15, ry: 22, rz: 17, ragged: 0.35, value, strength },
    { x: -28, y: 2, z: 62, rx: 6, ry: 9, rz: 9, ragged: 0.3, value, strength: strength * 0.9 },
  ]);
