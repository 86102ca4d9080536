import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { systemClock } from '#electron/base/world.ts';
import { type ParsedInstance, startParser } from '#electron/parser/index.ts';
import { lossOf } from '#shared/dicom/codestreamLoss.ts';
import { checkEncodedFrame, encodedFrameShapeOf } from '#shared/dicom/frameCheck.ts';
import { frameBytes } from '#shared/dicom/framePlace.ts';
import { personNameOf } from '#shared/dicom/personName.ts';
import { transferSyntaxes } from '#shared/dicom/transferSyntax.ts';
import { decodeInNode } from '../fixtures/decodeInNode.ts';
import { type Reference, references, sharedData } from '../fixtures/sharedData.ts';

const data = sharedData();
const parser = startParser({ clock: systemClock });
afterAll(() => parser.close());

const listed = new Map<string, Reference>();
if (data) for (const one of references(data, readdirSync(data))) listed.set(one.path, one);

const sha256 = (parts: readonly Uint8Array[]) => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest('hex');
};

/** What became of a file: 'equal' to its reference, 'checked' where no reference can be compared, or why refused. */
async function outcomeOf(path: string): Promise<string> {
  const bytes = readFileSync(join(data as string, path));
  const parsed = await parser.readFile(bytes);
  if (!parsed.ok) return `${parsed.failure.code} ${Object.values(parsed.failure.details ?? {}).join()}`;
  const { value } = parsed;
  if (value.frames.length === 0) return 'no pixels';
  const description = encodedFrameShapeOf(value.attributes);
  if (!description) return 'frames without a description';
  const source = value.inflated ?? bytes;
  const frames = value.frames.map((place) =>
    frameBytes(source, place, value.transferSyntaxUID, description.BitsAllocated),
  );
  for (const frame of frames) {
    const checked = checkEncodedFrame(description, value.transferSyntaxUID, frame);
    if (!checked.ok) return `frame ${checked.failure.kind}: ${checked.failure.reason}`;
    const loss = lossOf(value.transferSyntaxUID, frame);
    const expected = transferSyntaxes.get(value.transferSyntaxUID)?.lossless ? 'lossless' : 'lossy';
    if (loss !== expected) return `called ${expected} and is ${loss}`;
  }
  return compare(path, value, frames);
}

/** Decodes what loses nothing and has a decoder outside the browser; its whole image must have the reference's digest. */
async function compare(path: string, value: ParsedInstance, frames: readonly Uint8Array[]): Promise<string> {
  const syntax = transferSyntaxes.get(value.transferSyntaxUID);
  const reference = referenceOf(path);
  if (!syntax?.lossless || !reference) return 'checked';
  const { rows, columns, samples, bits } = reference;
  const bytesPerSample = Math.ceil(bits / 8);
  // What is big-endian in the file was put into little-endian order already.
  const uid = syntax.codec === 'none' ? '1.2.840.10008.1.2.1' : value.transferSyntaxUID;
  const decoded: Uint8Array[] = [];
  for (const frame of frames) decoded.push(await decodeInNode(uid, frame, { rows, columns, samples, bytesPerSample }));
  return sha256(decoded) === reference.allFrames ? 'equal' : 'DIFFERENT PIXELS';
}

/** The reference digests of big-endian files are of their bytes as stored; the same image little-endian is what counts. */
function referenceOf(path: string): Reference | undefined {
  const twin = path
    .replace(/_BigEndianExplicitTransferSyntax_1\.2\.840\.10008\.1\.2\.2\.dcm$/, '')
    .replace('emri_small_big_endian', 'emri_small');
  return listed.get(twin);
}

async function tableOf(folder: string): Promise<Record<string, string>> {
  const table: Record<string, string> = {};
  for (const name of readdirSync(join(data as string, folder), { recursive: true, encoding: 'utf8' }).sort()) {
    if (!name.endsWith('.dcm')) continue;
    table[name] = await outcomeOf(`${folder}/${name}`);
  }
  return table;
}

describe.skipIf(!data)('real files', () => {
  test('transfer-syntaxes: each is read to its reference, or refused by name', async () => {
    expect(await tableOf('transfer-syntaxes')).toMatchInlineSnapshot(`
      {
        "CTImage.dcm": "equal",
        "CTImage.dcm_BigEndianExplicitTransferSyntax_1.2.840.10008.1.2.2.dcm": "equal",
        "CTImage.dcm_DeflatedExplicitVRLittleEndianTransferSyntax_1.2.840.10008.1.2.1.99.dcm": "equal",
        "CTImage.dcm_JPEG2000LosslessOnlyTransferSyntax_1.2.840.10008.1.2.4.90.dcm": "equal",
        "CTImage.dcm_JPEG2000TransferSyntax_1.2.840.10008.1.2.4.91.dcm": "checked",
        "CTImage.dcm_JPEGLSLosslessTransferSyntax_1.2.840.10008.1.2.4.80.dcm": "equal",
        "CTImage.dcm_JPEGLSLossyTransferSyntax_1.2.840.10008.1.2.4.81.dcm": "checked",
        "CTImage.dcm_JPEGProcess10_12TransferSyntax_1.2.840.10008.1.2.4.55.dcm": "frame unsupported: successive approximation",
        "CTImage.dcm_JPEGProcess14SV1TransferSyntax_1.2.840.10008.1.2.4.70.dcm": "equal",
        "CTImage.dcm_JPEGProcess14TransferSyntax_1.2.840.10008.1.2.4.57.dcm": "equal",
        "CTImage.dcm_JPEGProcess1TransferSyntax_1.2.840.10008.1.2.4.50.dcm": "checked",
        "CTImage.dcm_JPEGProcess2_4TransferSyntax_1.2.840.10008.1.2.4.51.dcm": "checked",
        "CTImage.dcm_JPEGProcess6_8TransferSyntax_1.2.840.10008.1.2.4.53.dcm": "checked",
        "CTImage.dcm_LittleEndianExplicitTransferSyntax_1.2.840.10008.1.2.1.dcm": "equal",
        "CTImage.dcm_LittleEndianImplicitTransferSyntax_1.2.840.10008.1.2.dcm": "equal",
        "CTImage.dcm_RLELosslessTransferSyntax_1.2.840.10008.1.2.5.dcm": "equal",
        "HTJ2KLossless_08_RGB.dcm": "DicomDamaged StudyInstanceUID",
        "HTJ2K_08_RGB.dcm": "DicomDamaged StudyInstanceUID",
        "TestPattern_JPEG-Baseline_YBR422.dcm": "checked",
        "TestPattern_JPEG-Baseline_YBRFull.dcm": "checked",
        "TestPattern_JPEG-LS-Lossless.dcm": "equal",
        "TestPattern_JPEG-LS-NearLossless.dcm": "checked",
        "TestPattern_JPEG-Lossless_RGB.dcm": "equal",
        "TestPattern_Palette.dcm": "equal",
        "TestPattern_Palette_16.dcm": "equal",
        "TestPattern_RGB.dcm": "equal",
      }
    `);
  });
  test('corrupt-odd: each is read to its reference, or refused with a reason', async () => {
    expect(await tableOf('corrupt-odd')).toMatchInlineSnapshot(`
      {
        "ExplVR_BigEndNoMeta.dcm": "no pixels",
        "J2K_pixelrep_mismatch.dcm": "equal",
        "JPEG2000-embedded-sequence-delimiter.dcm": "frame lied: dimensions",
        "MR-SIEMENS-DICOM-WithOverlays.dcm": "equal",
        "MR_truncated.dcm": "DicomDamaged cut",
        "UN_sequence.dcm": "DicomDamaged SOPClassUID",
        "badVR.dcm": "DicomDamaged pixelDataLength",
        "bad_sequence.dcm": "DicomDamaged SOPInstanceUID",
        "empty_charset_LEI.dcm": "DicomDamaged SOPClassUID",
        "emri_small_jpeg_2k_lossless_too_short.dcm": "checked",
        "meta_missing_tsyntax.dcm": "DicomDamaged SOPClassUID",
        "mlut_18.dcm": "equal",
        "no_meta.dcm": "NotDicom 38871",
        "no_meta_group_length.dcm": "DicomDamaged SOPClassUID",
        "rtplan_truncated.dcm": "DicomDamaged cut",
        "vlut_04.dcm": "equal",
      }
    `);
  });
  test('no file of the other folders is read to wrong pixels, and good images are not refused', async () => {
    const odd: Record<string, string> = {};
    for (const folder of [
      'charsets',
      'cr-dx',
      'enhanced',
      'mg',
      'us-colour',
      'xa-multiframe',
      'seg',
      'non-image-and-rt',
      'synthetic-edits',
    ]) {
      for (const [name, outcome] of Object.entries(await tableOf(folder))) {
        if (!['equal', 'checked', 'no pixels'].includes(outcome)) odd[`${folder}/${name}`] = outcome;
      }
    }
    expect(odd).toMatchInlineSnapshot(`
      {
        "charsets/chrSQEncoding.dcm": "DicomDamaged SOPClassUID",
        "charsets/chrSQEncoding1.dcm": "DicomDamaged SOPClassUID",
        "seg/liver_deflate.dcm": "TransferSyntaxUnsupported 1.2.840.10008.1.2.8.1",
        "synthetic-edits/truncated-download.dcm": "DicomDamaged cut",
      }
    `);
  });
  test('names of all character sets are Unicode', async () => {
    const names: Record<string, string | undefined> = {};
    for (const name of readdirSync(join(data as string, 'charsets')).sort()) {
      const parsed = await parser.readFile(readFileSync(join(data as string, 'charsets', name)));
      const person = parsed.ok ? personNameOf(parsed.value.attributes, 'PatientName') : undefined;
      names[name] = person && [person.alphabetic, person.ideographic, person.phonetic].filter(Boolean).join(' | ');
    }
    expect(names).toMatchInlineSnapshot(`
      {
        "chrArab.dcm": "قباني لنزار",
        "chrFren.dcm": "Buc Jérôme",
        "chrFrenMulti.dcm": "Buc Jérôme",
        "chrGerm.dcm": "Äneas Rüdiger",
        "chrGreek.dcm": "Διονυσιος",
        "chrH31.dcm": "Yamada Tarou | 山田 太郎 | やまだ たろう",
        "chrH32.dcm": "ﾔﾏﾀﾞ ﾀﾛｳ | 山田 太郎 | やまだ たろう",
        "chrHbrw.dcm": "שרון דבורה",
        "chrI2.dcm": "Hong Gildong | 洪 吉洞 | 홍 길동",
        "chrJapMulti.dcm": "やまだ たろう",
        "chrJapMultiExplicitIR6.dcm": "やまだ たろう",
        "chrKoreanMulti.dcm": "김희중",
        "chrRuss.dcm": "Люкceмбypг",
        "chrSQEncoding.dcm": undefined,
        "chrSQEncoding1.dcm": undefined,
        "chrX1.dcm": "Wang XiaoDong | 王 小東",
        "chrX2.dcm": "Wang XiaoDong | 王 小东",
      }
    `);
  });
});
