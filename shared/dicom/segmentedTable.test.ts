import { describe, expect, it } from 'vitest';
import type { DicomDataset } from './dicomJson.ts';
import { readSegmentedTable } from './lookupTable.ts';
import { expandSegments } from './segmentedTable.ts';

describe('a segmented palette (PS3.3 C.7.9.2)', () => {
  it('is runs of entries, straight lines, and runs copied from earlier segments', () => {
    const first = [0, 2, 100, 200];
    const line = [1, 4, 600];
    // Two segments from byte 0 on: the run as it is, and a line that begins where the run ends again.
    const copy = [2, 2, 0, 0];
    const entries = [100, 200, 300, 400, 500, 600, 100, 200, 300, 400, 500, 600];
    expect(expandSegments([...first, ...line, ...copy], 12)).toEqual(entries);
    // From byte 8 on: the line alone, from the entry before it.
    expect(expandSegments([...first, ...line, 2, 1, 8, 0], 10)).toEqual([
      100, 200, 300, 400, 500, 600, 600, 600, 600, 600,
    ]);
  });

  it('has units of 8 bits where its entries have, and 32 bits for a place in any case', () => {
    expect(expandSegments([0, 1, 7, 1, 3, 10, 2, 1, 0, 0, 0, 0], 5, 8)).toEqual([7, 8, 9, 10, 7]);
  });

  it('is none where it makes too few or too many entries, copies a copy, begins with a line, or ends within one', () => {
    expect(expandSegments([0, 2, 1, 2], 3)).toBeUndefined();
    expect(expandSegments([0, 4, 1, 2, 3, 4], 3)).toBeUndefined();
    expect(expandSegments([0, 4, 1, 2], 4)).toBeUndefined();
    expect(expandSegments([1, 4, 9], 4)).toBeUndefined();
    expect(expandSegments([0, 1, 1, 1, 3], 4)).toBeUndefined();
    expect(expandSegments([0, 1, 1, 2, 1, 0, 0, 2, 1, 6, 0], 3)).toBeUndefined();
    expect(expandSegments([3, 1, 1], 1)).toBeUndefined();
  });

  it('is read from bytes in units of its entries, and in 16-bit ones as old writers have it', () => {
    const read = (bits: number, bytes: readonly number[]) => {
      const dataset: DicomDataset = {
        '00281101': { vr: 'US', Value: [4, 0, bits] },
        '00281221': { vr: 'OW', InlineBinary: Buffer.from(bytes).toString('base64') },
      };
      const [descriptor, data] = [
        'RedPaletteColorLookupTableDescriptor',
        'SegmentedRedPaletteColorLookupTableData',
      ] as const;
      return readSegmentedTable(dataset, descriptor, data, false)?.entries;
    };
    expect(read(8, [0, 1, 7, 1, 3, 10])).toEqual([7, 8, 9, 10]);
    expect(read(8, [0, 0, 1, 0, 7, 0, 1, 0, 3, 0, 10, 0])).toEqual([7, 8, 9, 10]);
    expect(read(16, [0, 0, 1, 0, 0, 1, 1, 0, 3, 0, 0, 4])).toEqual([256, 512, 768, 1024]);
  });
});
