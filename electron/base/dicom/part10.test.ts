import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DicomDataset } from '#shared/dicom/dicomJson.ts';
import type { TransferSyntaxUID } from '#shared/dicom/uids.ts';
import { readPart10, writePart10 } from './part10.ts';

const named: DicomDataset = {
  '00080005': { vr: 'CS', Value: ['ISO_IR 192'] },
  '00080016': { vr: 'UI', Value: ['1.2.840.10008.5.1.4.1.1.88.11'] },
  '00080018': { vr: 'UI', Value: ['2.25.1'] },
  '00100010': { vr: 'PN', Value: [{ Alphabetic: 'Ali^Muhammad', Ideographic: 'علی^محمد' }] },
  '00100020': { vr: 'LO', Value: ['PK-0001'] },
  '00100040': { vr: 'CS' },
  '00080090': { vr: 'PN', Value: [{ Alphabetic: 'शर्मा^राजेश' }] },
  '0040A730': {
    vr: 'SQ',
    Value: [
      {
        '0040A040': { vr: 'CS', Value: ['TEXT'] },
        '0040A160': { vr: 'UT', Value: ['odd path C:\\x\nसामान्य نارمل'] },
      },
    ],
  },
  '00280009': { vr: 'AT', Value: ['00181063'] },
  '00280010': { vr: 'US', Value: [2] },
  '00189087': { vr: 'FD', Value: [1000.5] },
};

const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

describe('part10', () => {
  it('reads back what it wrote: names in Urdu and Hindi, nested text with backslashes, numbers, tags', () => {
    const read = readPart10(writePart10(named));
    if (!read.ok) throw new Error(read.failure.code);
    expect(plain(read.value.dataset)).toEqual(plain(named));
    expect(read.value.transferSyntaxUID).toBe('1.2.840.10008.1.2.1');
    expect(plain(read.value.meta['00020013'])).toEqual({ vr: 'SH', Value: ['DURBEEN_0_1'] });
  });

  it('keeps native and encapsulated pixels byte for byte (even padding aside)', () => {
    const native = readPart10(
      writePart10(
        { ...named, '00280100': { vr: 'US', Value: [16] } },
        { pixelData: { kind: 'native', bytes: Uint8Array.of(1, 2, 3, 4, 5, 6) } },
      ),
    );
    expect(native.ok && native.value.pixelData).toEqual({ kind: 'native', bytes: Uint8Array.of(1, 2, 3, 4, 5, 6) });
    const frames = [new Uint8Array(50_001).fill(7), Uint8Array.of(1, 2, 3, 4)];
    const encapsulated = readPart10(
      writePart10(
        { ...named, '00280008': { vr: 'IS', Value: ['2'] } },
        {
          transferSyntaxUID: '1.2.840.10008.1.2.4.90' as TransferSyntaxUID,
          pixelData: { kind: 'encapsulated', frames },
        },
      ),
    );
    if (!encapsulated.ok || encapsulated.value.pixelData?.kind !== 'encapsulated') throw new Error('not encapsulated');
    expect(encapsulated.value.pixelData.frames.map((frame) => frame.byteLength)).toEqual([50_002, 4]);
    expect(encapsulated.value.pixelData.frames[0]?.subarray(0, 50_001)).toEqual(frames[0]);
  });

  it('writes the same bytes for the same data set', () => {
    expect(writePart10(named)).toEqual(writePart10(named));
  });

  it('refuses what is not DICOM, and any cut or scribbled file without throwing', () => {
    expect(readPart10(new TextEncoder().encode('<html>'.repeat(50)))).toMatchObject({
      ok: false,
      failure: { code: 'NotDicom' },
    });
    const whole = writePart10(named);
    fc.assert(
      fc.property(fc.nat(whole.length - 1), fc.nat(255), fc.boolean(), (at, byte, cut) => {
        const bytes = cut ? whole.slice(0, at) : whole.slice();
        if (!cut) bytes[at] = byte;
        const read = readPart10(bytes);
        expect(read.ok || ['NotDicom', 'DicomDamaged'].includes(read.failure.code)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it('carries any Unicode text that DICOM allows', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (text) => {
        const clean = text.replaceAll('\0', '').trim();
        const read = readPart10(writePart10({ ...named, '0040A160': { vr: 'UT', Value: [clean] } }));
        if (!read.ok) throw new Error(read.failure.code);
        expect(read.value.dataset['0040A160']?.Value?.[0] ?? '').toBe(clean);
      }),
    );
  });
});
