import { describe, expect, test } from 'vitest';
import { readBenchFiles } from '#tests/e2e/fixtures/imagingBench/benchFiles.ts';
import { sharedData } from '#tests/fixtures/sharedData.ts';
import { checkEncodedFrame, encodedFrameShapeOf } from './frameCheck.ts';
import { refinesCoefficients } from './jpegProgression.ts';

const scan = (approximation: number) => [0xff, 0xda, 0, 8, 1, 1, 0, 0, 63, approximation, 0x12, 0xff, 0, 0x34];

test('SF7: scans that refine others are found behind coded data and restarts', () => {
  const stream = (...scans: number[][]) => Uint8Array.from([0xff, 0xd8, ...scans.flat(), 0xff, 0xd9]);
  expect(refinesCoefficients(stream(scan(0), [0xff, 0xd0, 0x55], scan(0)))).toBe(false);
  expect(refinesCoefficients(stream(scan(0), scan(0x10)))).toBe(true);
  expect(refinesCoefficients(stream(scan(1)))).toBe(true);
});

const data = sharedData();
describe.skipIf(data === undefined)('the retired progressive syntaxes', () => {
  test.each([
    ['JPEGProcess6_8TransferSyntax_1.2.840.10008.1.2.4.53', true],
    ['JPEGProcess10_12TransferSyntax_1.2.840.10008.1.2.4.55', false],
  ])('%s', (name, isDrawn) => {
    const path = `transfer-syntaxes/CTImage.dcm_${name}.dcm`;
    const [file] = readBenchFiles(data ?? '', path);
    const shape = file && encodedFrameShapeOf(file.dataset);
    const frame = file?.frames[0];
    if (!shape || !frame) throw new Error('no frame');
    expect(checkEncodedFrame(shape, file.transferSyntaxUID, frame).ok).toBe(isDrawn);
  });
});
