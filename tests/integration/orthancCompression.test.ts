import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { systemNetwork } from '#electron/base/http/undiciNetwork.ts';
import { systemClock, systemRandom, type World } from '#electron/base/world.ts';
import { startParser } from '#electron/parser/index.ts';
import {
  type ArchiveClient,
  ArchiveMemory,
  createArchiveClient,
  type ReceivedFrame,
} from '#electron/services/archive/index.ts';
import { type DicomDataset, numberOf, textOf } from '#shared/dicom/dicomJson.ts';
import { checkEncodedFrame, encodedFrameShapeOf } from '#shared/dicom/frameCheck.ts';
import type { ArchiveId } from '#shared/dicom/frameKey.ts';
import type { SeriesInstanceUID, SOPInstanceUID, StudyInstanceUID } from '#shared/dicom/uids.ts';
import { decodeInNode } from '#tests/fixtures/decodeInNode.ts';
import { references, sharedData } from '#tests/fixtures/sharedData.ts';
import { sampleFolder, startOrthanc } from './orthanc.ts';

// Real Orthanc that stores a real CT uncompressed, as most do, and is allowed to compress it for the line.

const slices = 60;
const folder = sampleFolder('ct-abdomen');
const files = folder
  ? readdirSync(folder)
      .sort()
      .slice(0, slices)
      .map((name) => join(folder, name))
  : [];
const raw = '1.2.840.10008.1.2.1';
const jpegLs = '1.2.840.10008.1.2.4.80';
const archive = folder ? await startOrthanc({ settings: { IngestTranscoding: raw } }) : undefined;
const parser = startParser({ clock: systemClock });
afterAll(async () => {
  await parser.close();
  await archive?.remove();
});

let wireBytes = 0;
const network: World['network'] = {
  openPool: (options) =>
    systemNetwork.openPool({
      ...options,
      meter: {
        sent: () => undefined,
        received(bytes) {
          wireBytes += bytes;
        },
        answered: () => undefined,
        broke: () => undefined,
      },
    }),
};

function newClient(memory: ArchiveMemory, mayCompress: boolean, images: Map<string, DicomDataset>): ArchiveClient {
  const made = createArchiveClient({
    archiveId: 'orthanc' as ArchiveId,
    url: archive!.url,
    signIn: { kind: 'none' },
    network,
    random: systemRandom,
    wholeInstances: { parser, clock: systemClock },
    asking: { memory, mayCompress, imageOf: ({ instance }) => images.get(instance), clock: systemClock },
  });
  if (!made.ok) throw new Error(made.failure.code);
  return made.value;
}

/** Every frame of every image, as the product fetches them: six at once, each one question. */
async function readAll(client: ArchiveClient, images: ReadonlyMap<string, DicomDataset>) {
  const received = new Map<string, ReceivedFrame>();
  const waiting = [...images];
  const one = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [instance, attributes] = next;
      const address = {
        study: textOf(attributes, 'StudyInstanceUID') as StudyInstanceUID,
        series: textOf(attributes, 'SeriesInstanceUID') as SeriesInstanceUID,
        instance: instance as SOPInstanceUID,
      };
      const read = await client.readFrames(address, [1], (frame) => void received.set(instance, frame), {
        lane: 'background',
      });
      if (!read.ok) throw new Error(`${read.failure.code} ${JSON.stringify(read.failure.details)}`);
    }
  };
  await Promise.all(Array.from({ length: 6 }, one));
  return received;
}

async function readImages(client: ArchiveClient): Promise<Map<string, DicomDataset>> {
  const options = { lane: 'background' } as const;
  const images = new Map<string, DicomDataset>();
  const studies = await client.searchStudies({}, options);
  for (const row of studies.ok ? studies.value : []) {
    const study = textOf(row, 'StudyInstanceUID') as StudyInstanceUID;
    const series = await client.searchSeries(study, options);
    for (const one of series.ok ? series.value : []) {
      const uid = textOf(one, 'SeriesInstanceUID') as SeriesInstanceUID;
      const metadata = await client.readSeriesMetadata(study, uid, options);
      for (const image of metadata.ok ? metadata.value : []) images.set(textOf(image, 'SOPInstanceUID')!, image);
    }
  }
  return images;
}

describe.skipIf(!archive)('Orthanc asked to compress', () => {
  test('M2: a raw CT comes as JPEG-LS, bit-exact, in at most 1.02 of its JPEG-LS size; without leave as stored', async () => {
    expect((await archive!.load(...files)).stored).toBe(slices);
    const kept = new Map<string, unknown>();
    const notebook = {
      read: (topic: string) => kept.get(topic),
      save: (topic: string, value: unknown) => void kept.set(topic, value),
    };
    const images = new Map<string, DicomDataset>();

    const shy = newClient(new ArchiveMemory(notebook), false, images);
    for (const [uid, image] of await readImages(shy)) images.set(uid, image);
    expect(images.size).toBe(slices);
    expect((await shy.probe!(undefined)).ok).toBe(true);
    const asStored = await readAll(shy, new Map([...images].slice(0, 3)));
    await shy.close();
    expect([...asStored.values()].map(({ transferSyntaxUID }) => transferSyntaxUID)).toEqual([raw, raw, raw]);

    // The person gives leave: only now is compression tried, and believed.
    expect(new ArchiveMemory(notebook).capabilities.compressions).toEqual([]);
    const memory = new ArchiveMemory(notebook);
    const bold = newClient(memory, true, images);
    expect((await bold.probe!(undefined)).ok).toBe(true);
    await bold.close();
    expect(memory.capabilities).toMatchObject({
      ignoredFilters: [],
      range: false,
      compressions: [{ type: 'image/jls', storedSyntax: raw, outcome: 'lossless' }],
    });

    // As after a restart: what was learned is read from what was kept.
    const client = newClient(new ArchiveMemory(notebook), true, images);
    wireBytes = 0;
    const received = await readAll(client, images);
    await client.close();
    const syntaxes = new Set([...received.values()].map(({ transferSyntaxUID }) => transferSyntaxUID));
    expect([...syntaxes]).toEqual([jpegLs]);

    const data = sharedData()!;
    const digests = new Map(references(data, ['ct-abdomen']).map(({ path, allFrames }) => [basename(path), allFrames]));
    let jpegLsBytes = 0;
    for (const file of files) {
      const parsed = await parser.readFile(readFileSync(file));
      if (!parsed.ok) throw new Error(parsed.failure.code);
      const { attributes, frames } = parsed.value;
      for (const pieces of frames) for (const { length } of pieces) jpegLsBytes += length;
      const frame = received.get(textOf(attributes, 'SOPInstanceUID')!)!;
      const checked = checkEncodedFrame(encodedFrameShapeOf(attributes)!, frame.transferSyntaxUID, frame.bytes);
      expect(checked.ok).toBe(true);
      const shape = {
        rows: numberOf(attributes, 'Rows')!,
        columns: numberOf(attributes, 'Columns')!,
        samples: 1,
        bytesPerSample: 2,
      };
      const samples = await decodeInNode(jpegLs, frame.bytes, shape);
      expect(createHash('sha256').update(samples).digest('hex')).toBe(digests.get(basename(file)));
    }
    process.stdout.write(`M2: ${(wireBytes / jpegLsBytes).toFixed(4)} of the JPEG-LS size, ${slices} slices\n`);
    expect(wireBytes / jpegLsBytes).toBeLessThanOrEqual(1.02);
  });
});
