import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { systemClock } from '#electron/base/world.ts';
import { startParser } from '#electron/parser/index.ts';
import { numberOf } from '#shared/dicom/dicomJson.ts';
import { encodedFrameShapeOf } from '#shared/dicom/frameCheck.ts';
import { frameBytes } from '#shared/dicom/framePlace.ts';
import { transferSyntaxes } from '#shared/dicom/transferSyntax.ts';
import { references, sharedData } from '#tests/fixtures/sharedData.ts';

// What an archive compressed is believed by these decoders (probe 9), so they are held against others' on real files.

const data = sharedData();
const parser = startParser({ clock: systemClock });
afterAll(() => parser.close());

describe.skipIf(!data)('the parser’s decoders', () => {
  test('F7: the first frame of every lossless grey file is the reference’s, in each syntax', async () => {
    const proved = new Map<string, number>();
    for (const reference of references(data as string, ['transfer-syntaxes', 'cr-dx', 'mg', 'us-colour', 'pet-wb'])) {
      const { path, transferSyntaxUID, samples } = reference;
      const syntax = transferSyntaxes.get(transferSyntaxUID);
      if (samples !== 1 || !syntax?.lossless || !syntax.littleEndian || (proved.get(syntax.name) ?? 0) >= 3) continue;
      const file = await readFile(join(data as string, path));
      const parsed = await parser.readFile(file);
      const place = parsed.ok ? parsed.value.frames[0] : undefined;
      if (!parsed.ok || !place || reference.frames !== 1) continue;
      const { attributes, inflated } = parsed.value;
      const bits = numberOf(attributes, 'BitsAllocated') ?? 8;
      const bytes = Uint8Array.from(frameBytes(inflated ?? file, place, transferSyntaxUID, bits));
      const decoded = await parser.decodeFrame({ bytes, transferSyntaxUID, shape: encodedFrameShapeOf(attributes)! });
      if (!decoded.ok) throw new Error(`${path}: ${decoded.failure.code}`);
      const size = reference.rows * reference.columns * (bits / 8);
      const digest = createHash('sha256').update(decoded.value.subarray(0, size)).digest('hex');
      expect(digest, path).toBe(reference.firstFrame);
      proved.set(syntax.name, (proved.get(syntax.name) ?? 0) + 1);
    }
    expect([...proved.keys()]).toEqual(
      expect.arrayContaining([
        'RLE Lossless',
        'JPEG Lossless',
        'JPEG Lossless SV1',
        'JPEG-LS Lossless',
        'JPEG 2000 Lossless',
      ]),
    );
  });
});
