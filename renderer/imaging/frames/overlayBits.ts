import { cache } from '@cornerstonejs/core';
import type { FrameOfImage } from '#shared/dicom/displaySets.ts';
import type { ImageDescription } from '#shared/dicom/imageDescription.ts';
import { type OverlayPlane, overlayFrameOn } from '#shared/dicom/overlayPlanes.ts';
import type { Samples } from './decodeQueue.ts';

/** Overlays that lie in unused bits of the pixels, by group: a bit each, least significant first. They live as long as the image. */
export type EmbeddedOverlays = ReadonlyMap<number, Uint8Array>;

/** Takes the overlays out of the words of a frame before those are masked (SF11, PX10); undefined where there are none. */
export function embeddedOverlaysOf(
  samples: Samples,
  { overlays, layout }: ImageDescription,
): EmbeddedOverlays | undefined {
  const found = new Map<number, Uint8Array>();
  for (const { group, bits } of overlays ?? []) {
    if (typeof bits === 'string' || bits instanceof Uint8Array) continue;
    const { position } = bits;
    // A bit that pixels use is no overlay, whatever the header says.
    const isUnused = position > layout.highBit || position < layout.highBit + 1 - layout.bitsStored;
    if (!isUnused || position >= layout.bitsAllocated) continue;
    const packed = new Uint8Array(Math.ceil(samples.length / 8));
    for (let at = 0; at < samples.length; at += 1) {
      if (((samples[at] ?? 0) >> position) & 1) packed[at >> 3] = (packed[at >> 3] ?? 0) | (1 << (at & 7));
    }
    found.set(group, packed);
  }
  return found.size > 0 ? found : undefined;
}

/** One overlay on the frame that is drawn: its bits as they were packed, and which frame of them. */
export interface DrawnOverlay {
  readonly plane: OverlayPlane;
  readonly all: Uint8Array;
  readonly frameIndex: number;
}

/** The overlays that stand on a frame and whose bits are here. Nothing is unpacked: this is asked for at every movement. */
export function overlaysOn({ image, frame }: FrameOfImage, imageId: string): readonly DrawnOverlay[] {
  const decoded = cache.getImage(imageId) as { embeddedOverlays?: EmbeddedOverlays } | undefined;
  return (image.overlays ?? []).flatMap((plane) => {
    if (plane.bits === 'elsewhere') return [];
    if (!(plane.bits instanceof Uint8Array)) {
      const embedded = decoded?.embeddedOverlays?.get(plane.group);
      const isWhole = plane.rows === image.layout.rows && plane.columns === image.layout.columns;
      return embedded && isWhole ? [{ plane, all: embedded, frameIndex: 0 }] : [];
    }
    const frameIndex = overlayFrameOn(plane, frame.frameNumber);
    return frameIndex === undefined ? [] : [{ plane, all: plane.bits, frameIndex }];
  });
}

/** Whether the image has overlays whose bits the archive did not send along with its attributes. */
export function hasOverlaysElsewhere({ overlays }: ImageDescription): boolean {
  return overlays?.some(({ bits }) => bits === 'elsewhere') ?? false;
}
