import { describe, expect, test } from 'vitest';
import { imageDataset } from '#tests/fixtures/imageDataset.ts';
import { isInsideShutter, readShutter } from './shutter.ts';

describe('PX10: shutters', () => {
  test('rectangular: the edges belong to the image', () => {
    const shutter = readShutter(
      imageDataset({
        ShutterShape: ['RECTANGULAR'],
        ShutterLeftVerticalEdge: [11],
        ShutterRightVerticalEdge: ['100'],
        ShutterUpperHorizontalEdge: [21],
        ShutterLowerHorizontalEdge: [90],
      }),
    );
    if (!shutter) throw new Error('no shutter');
    expect(isInsideShutter(shutter, { column: 11, row: 21 })).toBe(true);
    expect(isInsideShutter(shutter, { column: 100, row: 90 })).toBe(true);
    expect(isInsideShutter(shutter, { column: 10, row: 50 })).toBe(false);
    expect(isInsideShutter(shutter, { column: 50, row: 91 })).toBe(false);
  });

  test('circular: the centre is row, then column', () => {
    const circle = { ShutterShape: ['CIRCULAR'], CenterOfCircularShutter: [40, 80], RadiusOfCircularShutter: [10] };
    const shutter = readShutter(imageDataset(circle));
    if (!shutter) throw new Error('no shutter');
    expect(isInsideShutter(shutter, { column: 89, row: 40 })).toBe(true);
    expect(isInsideShutter(shutter, { column: 80, row: 51 })).toBe(false);
    expect(isInsideShutter(shutter, { column: 40, row: 80 })).toBe(false);
  });

  test('polygonal, and two shapes at once: outside either is covered', () => {
    const both = {
      ShutterShape: ['POLYGONAL', 'RECTANGULAR'],
      // Row, column: a triangle with its right angle at the top left.
      VerticesOfThePolygonalShutter: [1, 1, 1, 100, 100, 1],
      ShutterLeftVerticalEdge: [1],
      ShutterRightVerticalEdge: [100],
      ShutterUpperHorizontalEdge: [20],
      ShutterLowerHorizontalEdge: [100],
    };
    const shutter = readShutter(imageDataset(both));
    if (!shutter) throw new Error('no shutter');
    expect(isInsideShutter(shutter, { column: 30, row: 30 })).toBe(true);
    expect(isInsideShutter(shutter, { column: 80, row: 80 })).toBe(false);
    expect(isInsideShutter(shutter, { column: 10, row: 10 })).toBe(false);
  });

  test('a bitmap names its overlay; a shape without its numbers, or closed on nothing, covers nothing', () => {
    expect(readShutter(imageDataset({ ShutterShape: ['BITMAP'], ShutterOverlayGroup: [0x6000] }))).toEqual({
      shapes: [],
      bitmapGroup: 0x6000,
    });
    expect(readShutter(imageDataset({ ShutterShape: ['CIRCULAR'] }))).toBeUndefined();
    const closed = {
      ShutterShape: ['RECTANGULAR'],
      ShutterLeftVerticalEdge: [100],
      ShutterRightVerticalEdge: [100],
      ShutterUpperHorizontalEdge: [1],
      ShutterLowerHorizontalEdge: [90],
    };
    expect(readShutter(imageDataset(closed))).toBeUndefined();
  });
});
