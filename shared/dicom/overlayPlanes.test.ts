import { describe, expect, test } from 'vitest';
import { imageDataset } from '#tests/fixtures/imageDataset.ts';
import type { DicomDataset } from './dicomJson.ts';
import {
  countRefusedOverlays,
  markOverlay,
  type OverlayPlane,
  overlayFrameOn,
  readOverlayPlanes,
} from './overlayPlanes.ts';

function withOverlay(elements: Readonly<Record<string, object>>): DicomDataset {
  const group = Object.fromEntries(Object.entries(elements).map(([tag, element]) => [`6002${tag}`, element]));
  return { ...imageDataset(), ...group } as DicomDataset;
}

/** A plane of 3 × 5 with a diagonal, least significant bit first. */
const diagonal = { vr: 'OW', InlineBinary: Buffer.from([0b0100_0001, 0b0001_0000]).toString('base64') };
const size = { '0010': { vr: 'US', Value: [3] }, '0011': { vr: 'US', Value: [5] } };

/** What an overlay marks on an image of so many pixels. */
function marksOn(plane: OverlayPlane, rows: number, columns: number, frameIndex = 0): readonly number[] {
  const marks = new Uint8Array(rows * columns);
  markOverlay(marks, { rows, columns }, { plane, all: plane.bits as Uint8Array, frameIndex });
  return [...marks];
}

describe('PX10: overlays are planes of their own', () => {
  test('a plane whose bits came along, with its place and its words', () => {
    const dataset = withOverlay({
      ...size,
      '0040': { vr: 'CS', Value: ['G'] },
      '0050': { vr: 'SS', Value: [2, -1] },
      '0022': { vr: 'LO', Value: ['marks'] },
      '3000': diagonal,
    });
    const [plane, ...others] = readOverlayPlanes(dataset);
    expect(others).toEqual([]);
    expect(plane).toMatchObject({ group: 0x6002, rows: 3, columns: 5, origin: { row: 2, column: -1 }, kind: 'G' });
    expect(plane?.bits).toBeInstanceOf(Uint8Array);
    // Its bits are 10000 01000 00100; it begins in the second row, two columns before the image: one column is left of it.
    const expected = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0];
    expect(plane && marksOn(plane, 4, 4)).toEqual(expected);
  });

  test('without data of its own it lies in an unused bit of the pixels', () => {
    const dataset = withOverlay({ ...size, '0100': { vr: 'US', Value: [16] }, '0102': { vr: 'US', Value: [12] } });
    expect(readOverlayPlanes(dataset)[0]?.bits).toEqual({ position: 12 });
  });

  test('what the archive keeps elsewhere is known to be there', () => {
    const dataset = withOverlay({ ...size, '3000': { vr: 'OW', BulkDataURI: 'http://a/bulk' } });
    expect(readOverlayPlanes(dataset)[0]?.bits).toBe('elsewhere');
  });

  test('Q11: no size, an absurd one, or too few bits: no plane', () => {
    expect(readOverlayPlanes(withOverlay({ '3000': diagonal }))).toEqual([]);
    const absurd = { '0010': { vr: 'US', Value: [65_535] }, '0011': { vr: 'US', Value: [65_535] }, '3000': diagonal };
    expect(readOverlayPlanes(withOverlay(absurd))).toEqual([]);
    const more = { '0010': { vr: 'US', Value: [4] }, '0011': { vr: 'US', Value: [5] }, '3000': diagonal };
    expect(readOverlayPlanes(withOverlay(more))).toEqual([]);
    // What is refused is counted, so that the image can say so; what is shown is not.
    expect([absurd, more].map((one) => countRefusedOverlays(withOverlay(one)))).toEqual([1, 1]);
    expect([withOverlay({ ...size, '3000': diagonal }), imageDataset()].map(countRefusedOverlays)).toEqual([0, 0]);
  });

  test('an overlay far larger than its image marks its image only, and one beside it nothing', () => {
    const large = { '0010': { vr: 'US', Value: [300] }, '0011': { vr: 'US', Value: [500] } };
    const full = { vr: 'OW', InlineBinary: Buffer.alloc((300 * 500) / 8, 0xff).toString('base64') };
    const at = (row: number, column: number) =>
      readOverlayPlanes(withOverlay({ ...large, '0050': { vr: 'SS', Value: [row, column] }, '3000': full }))[0]!;
    expect(marksOn(at(-100, -100), 2, 2)).toEqual([1, 1, 1, 1]);
    expect(marksOn(at(2, 2), 2, 2)).toEqual([0, 0, 0, 1]);
    expect(marksOn(at(3, -600), 2, 2)).toEqual([0, 0, 0, 0]);
  });

  test('a multi-frame overlay stands on its own frames, any other on all', () => {
    const frames = { '0015': { vr: 'IS', Value: [2] }, '0051': { vr: 'US', Value: [3] } };
    const small = { '0010': { vr: 'US', Value: [2] }, '0011': { vr: 'US', Value: [4] } };
    const [plane] = readOverlayPlanes(withOverlay({ ...small, ...frames, '3000': diagonal }));
    if (!plane) throw new Error('no plane');
    expect([2, 3, 4, 5].map((frame) => overlayFrameOn(plane, frame))).toEqual([undefined, 0, 1, undefined]);
    expect(marksOn(plane, 2, 4, 1)).toEqual([0, 0, 0, 0, 1, 0, 0, 0]);
    const [single] = readOverlayPlanes(withOverlay({ ...size, '3000': diagonal }));
    expect(single && overlayFrameOn(single, 17)).toBe(0);
  });
});
