import { readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { systemClock } from '#electron/base/world.ts';
import type { Host } from '#electron/host/host.ts';
import { startParser } from '#electron/parser/index.ts';
import { checkEncoded } from '#renderer/imaging/frames/frameChecks.ts';
import { readStudyImages } from '#renderer/session/studyImages.ts';
import type { Failure } from '#shared/contract/failures.ts';
import type { StudySnapshot } from '#shared/contract/studies.ts';
import { calibrationOf } from '#shared/dicom/calibration.ts';
import { textOf } from '#shared/dicom/dicomJson.ts';
import type { ImageDescription } from '#shared/dicom/imageDescription.ts';
import { readImageDescription } from '#shared/dicom/readImageDescription.ts';
import { transferSyntaxes } from '#shared/dicom/transferSyntax.ts';
import { sharedData } from '../fixtures/sharedData.ts';
import { ask, startHost, valueIn, waitForList } from '../integration/hostInTest.ts';
import { hostileFiles, hostileStudy } from './hostileFiles.ts';

// What is broken or hostile, from the file through archive, host and cache to what the page makes of it: refused or
// contained by itself, with a sentence, and everything else stays readable (the "Bad input").

const data = sharedData();
const parser = startParser({ clock: systemClock });
const sentences = (topic: string) =>
  JSON.parse(readFileSync(join(import.meta.dirname, `../../resources/locales/en/${topic}.json`), 'utf8')) as Record<
    string,
    unknown
  >;
const failures = sentences('failures');
const refusals = sentences('reading')['refused'] as Record<string, string>;

let folder: string;
let host: Host;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'durbeen-odd-'));
  const practice = () => Promise.reject(new Error('switched off'));
  host = valueIn(await startHost(folder, { startPractice: practice }));
  valueIn(await ask(host, 'vault.setUp', { method: 'passphrase', passphrase: 'correct horse battery staple' }));
});
afterAll(async () => {
  await host.stop();
  await parser.close();
  await rm(folder, { recursive: true, force: true });
});

/** Opens a folder as a disc and answers the studies in it, each as the page gets it, with what was left out by name. */
async function openFolder(path: string) {
  const opened = valueIn(await ask(host, 'discs.open', { path }));
  const isOurs = ({ study }: { readonly study: { readonly archiveId: string } }) =>
    study.archiveId === opened.archiveId;
  const rows = await waitForList(host, (all) => all.filter(isOurs).length >= opened.studies, 60_000);
  const snapshots: StudySnapshot[] = [];
  for (const { study } of rows.filter(isOurs)) snapshots.push(valueIn(await ask(host, 'studies.open', { study })));
  return { refused: opened.refused, snapshots };
}

const told = (failure: Failure): string => {
  expect(failures[failure.code], failure.code).toBeTypeOf('string');
  return `refused: ${failure.code}`;
};

/** The first frame as the page gets it: proved, and decoded where that loses nothing; or why not, which has a sentence. */
async function outcomeOf(image: ImageDescription, snapshot: StudySnapshot): Promise<string> {
  const { seriesInstanceUID, sopInstanceUID } = image;
  const key = { ...snapshot.item.study, seriesInstanceUID, sopInstanceUID, frameNumber: 1 };
  const frame = await host.readFrame(key, { urgency: 'display' });
  if (!frame.ok) return told(frame.failure);
  const refusal = checkEncoded(frame.value, image.layout);
  if (refusal) return told(refusal);
  if (transferSyntaxes.get(frame.value.transferSyntaxUID)?.lossless !== true) return 'proved';
  const { rows, columns, samplesPerPixel, bitsAllocated, bitsStored, photometricInterpretation } = image.layout;
  const shape = {
    Rows: rows,
    Columns: columns,
    SamplesPerPixel: samplesPerPixel,
    BitsAllocated: bitsAllocated,
    BitsStored: bitsStored,
    PhotometricInterpretation: photometricInterpretation,
  };
  const { bytes, transferSyntaxUID } = frame.value;
  const decoded = await parser.decodeFrame({ bytes, transferSyntaxUID, shape });
  return decoded.ok ? 'decoded' : told(decoded.failure);
}

/** What became of each instance of a study, by the last part of its UID, or its whole where it has another root. */
async function tableOf(snapshot: StudySnapshot): Promise<Record<string, string>> {
  const table: Record<string, string> = {};
  for (const dataset of snapshot.series.flatMap(({ instances }) => instances)) {
    const uid = textOf(dataset, 'SOPInstanceUID') ?? '';
    const image = readImageDescription(dataset);
    if (!image.ok) {
      if (image.failure !== 'notAnImage') expect(refusals[`${image.failure}_one`], image.failure).toBeTypeOf('string');
      table[uid] = image.failure === 'notAnImage' ? 'no image' : `not drawn: ${image.failure}`;
    } else table[uid] = await outcomeOf(image.value, snapshot);
  }
  return table;
}

describe('made ones: one study of three sound images and of everything that is wrong', () => {
  let refused: Record<string, string>;
  let snapshot: StudySnapshot;
  let table: Record<string, string>;
  beforeAll(async () => {
    const disc = join(folder, 'hostile');
    await mkdir(disc);
    for (const [name, bytes] of Object.entries(hostileFiles)) await writeFile(join(disc, name), bytes);
    const opened = await openFolder(disc);
    refused = Object.fromEntries(opened.refused.map(({ file, failure }) => [file, told(failure)]));
    expect(opened.snapshots).toHaveLength(1);
    snapshot = opened.snapshots[0]!;
    const names = Object.keys(hostileFiles);
    const nameOf = (uid: string) => names[numbers.indexOf(Number(uid.slice(uid.lastIndexOf('.') + 1)))] ?? uid;
    const numbers = [1, 2, 3, ...names.slice(3).map((_, index) => 11 + index)];
    table = Object.fromEntries(Object.entries(await tableOf(snapshot)).map(([uid, outcome]) => [nameOf(uid), outcome]));
  });

  test('each is refused by name with a sentence, or read', () => {
    expect(snapshot.item.study.studyInstanceUID).toBe(hostileStudy);
    expect({ ...refused, ...table }).toMatchInlineSnapshot(`
      {
        "bits-of-an-impossible-kind": "refused: DicomDamaged",
        "claims-100-frames-has-one": "refused: DicomDamaged",
        "claims-100000-frames": "refused: DicomDamaged",
        "codestream-of-65535-squared": "refused: FrameLied",
        "codestream-without-an-image": "refused: FrameNotDecodable",
        "declares-65535-squared": "not drawn: sizeAbsurd",
        "hostile-text": "decoded",
        "html-called-pdf": "no image",
        "pdf-with-a-script": "no image",
        "profile-of-nothing": "decoded",
        "sound-1": "decoded",
        "sound-2": "decoded",
        "sound-3": "decoded",
        "spacing-is-no-number": "decoded",
        "spacing-missing": "decoded",
        "unknown-colours": "not drawn: photometricUnknown",
        "window-of-no-width": "decoded",
        "zero-size": "refused: DicomDamaged",
      }
    `);
    expect(Object.keys({ ...refused, ...table }).sort()).toEqual(Object.keys(hostileFiles).sort());
  });

  test('the page reads the rest: the sound series is whole, and what is refused is counted by its reason', () => {
    const { sets, refused: counted } = readStudyImages(snapshot);
    const sound = sets.find(({ seriesNumber }) => seriesNumber === 1);
    // From the head down, whatever the numbers.
    expect(sound?.set.frames.map(({ image }) => image.instanceNumber)).toEqual([3, 2, 1]);
    expect(Object.fromEntries(counted)).toMatchInlineSnapshot(`
      {
        "photometricUnknown": 1,
        "sizeAbsurd": 1,
      }
    `);
  });

  test('a spacing that is no number, or none, gives lengths in pixels and never in millimetres', () => {
    const { images } = readStudyImages(snapshot);
    const unitOf = (number: number) => {
      const image = images.find(({ instanceNumber }) => instanceNumber === number);
      return image && calibrationOf(image, image.frames[0]!).unit;
    };
    expect([unitOf(1), unitOf(17), unitOf(18)]).toEqual(['mm', 'px', 'px']);
  });
});

describe.skipIf(!data)('every file of corrupt-odd', () => {
  test('through archive, host and page: read, or refused with a sentence', async () => {
    const opened = await openFolder(join(data ?? '', 'corrupt-odd'));
    const table: Record<string, string> = {};
    for (const { file, failure } of opened.refused) table[file] = told(failure);
    for (const snapshot of opened.snapshots) Object.assign(table, await tableOf(snapshot));
    expect(table).toMatchInlineSnapshot(`
      {
        "1.2.276.0.7230010.3.200.1.18.1": "decoded",
        "1.2.276.0.7230010.3.200.2.4.1": "decoded",
        "1.2.333.4444.5.6.7.8": "no image",
        "1.2.392.200036.9123.100.11.15002200303521616157144551003340153": "decoded",
        "1.2.826.0.1.3680043.2.1143.6455556726214900995651753669640998622": "decoded",
        "1.3.12.2.1107.5.2.30.25641.30010005113009191059300000189": "decoded",
        "1.3.6.1.4.1.5962.1.1.8.1.3.20040826185059.5457": "refused: FrameLied",
        "MR_truncated.dcm": "refused: DicomDamaged",
        "UN_sequence.dcm": "refused: DicomDamaged",
        "badVR.dcm": "refused: DicomDamaged",
        "bad_sequence.dcm": "refused: DicomDamaged",
        "empty_charset_LEI.dcm": "refused: DicomDamaged",
        "meta_missing_tsyntax.dcm": "refused: DicomDamaged",
        "no_meta.dcm": "refused: NotDicom",
        "no_meta_group_length.dcm": "refused: DicomDamaged",
        "rtplan_truncated.dcm": "refused: DicomDamaged",
      }
    `);
  });
});

test('V3: a frame of 65,535 by 65,535 is refused before memory is asked for, whoever asks to decode it', async () => {
  const before = process.memoryUsage().rss;
  const shape = {
    Rows: 65_535,
    Columns: 65_535,
    SamplesPerPixel: 1,
    BitsAllocated: 16,
    BitsStored: 16,
    PhotometricInterpretation: 'MONOCHROME2',
  };
  for (const transferSyntaxUID of [
    '1.2.840.10008.1.2.1',
    '1.2.840.10008.1.2.5',
    '1.2.840.10008.1.2.4.80',
    '1.2.840.10008.1.2.4.90',
  ]) {
    const answer = await parser.decodeFrame({ bytes: new Uint8Array(64), transferSyntaxUID, shape });
    expect(answer).toMatchObject({ ok: false, failure: { code: 'FrameTooLarge' } });
  }
  expect(process.memoryUsage().rss - before).toBeLessThan(64 * 1024 * 1024);
});
