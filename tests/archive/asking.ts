/** An archive of raw images behind quirks, and the real client asking it: for what the A-rules say of the two. */

import { systemNetwork } from '#electron/base/http/undiciNetwork.ts';
import type { World } from '#electron/base/world.ts';
import { systemClock, systemRandom } from '#electron/base/world.ts';
import { type Parser, startParser } from '#electron/parser/index.ts';
import {
  createRequestHandler,
  type StoredInstance,
  type StoredStudies,
  writePart10,
} from '#electron/practice/index.ts';
import {
  type ArchiveClient,
  ArchiveMemory,
  createArchiveClient,
  type ReceivedFrame,
} from '#electron/services/archive/index.ts';
import type { Failure } from '#shared/contract/failures.ts';
import type { ArchiveId } from '#shared/dicom/frameKey.ts';
import type { SeriesInstanceUID, SOPInstanceUID, StudyInstanceUID } from '#shared/dicom/uids.ts';
import { datasetOf, twelveBitGrey } from '#tests/fixtures/imageDataset.ts';
import { createTestRandom } from '#tests/fixtures/testRandom.ts';
import { type FaultyArchive, startFaultyArchive } from './faultyArchive.ts';
import type { Quirk } from './quirks.ts';

export const rawSyntax = '1.2.840.10008.1.2.1';
export const shape = {
  columns: 24,
  rows: 24,
  samplesPerPixel: 1 as const,
  bitsAllocated: 16 as const,
  bitsStored: 12,
  signed: false,
};
/** What an archive is asked for when frames are wanted as they are stored. */
export const asStored = 'type="application/octet-stream"; transfer-syntax=*';
export const jls = 'type="image/jls"';
export const jpegLs = '1.2.840.10008.1.2.4.80';
/** Of JPEG-LS of such raw images it was proved that nothing is lost. */
export const proved = { type: 'image/jls', storedSyntax: rawSyntax, outcome: 'lossless' as const };
const frameBytes = shape.columns * shape.rows * 2;

export interface ImagePlan {
  readonly study?: number;
  readonly number: number;
  readonly frames?: number;
  readonly transferSyntaxUID?: string;
  readonly attributes?: Parameters<typeof datasetOf>[0];
}

export const uidOf = (...parts: readonly number[]): string => `1.2.826.0.1.3680043.8.498.77.${parts.join('.')}`;

export function instanceOf({
  study = 1,
  number,
  frames = 1,
  transferSyntaxUID = rawSyntax,
  attributes = {},
}: ImagePlan): StoredInstance {
  return {
    transferSyntaxUID,
    frameCount: frames,
    attributes: datasetOf({
      SOPClassUID: ['1.2.840.10008.5.1.4.1.1.2'],
      SOPInstanceUID: [uidOf(study, 1, number)],
      StudyInstanceUID: [uidOf(study)],
      SeriesInstanceUID: [uidOf(study, 1)],
      StudyDate: [`2026${String(1 + (study % 12)).padStart(2, '0')}15`],
      PatientID: [`P${study}`],
      Modality: ['CT'],
      Manufacturer: ['Maker'],
      ManufacturerModelName: ['Model'],
      StationName: ['CT1'],
      InstanceNumber: [number],
      NumberOfFrames: [frames],
      Rows: [shape.rows],
      Columns: [shape.columns],
      ...twelveBitGrey,
      ...attributes,
    }),
  };
}

export const raws = (count: number) => Array.from({ length: count }, (_, index) => instanceOf({ number: index + 1 }));

/** The pixels of a frame: noise that follows from its number. */
export function pixelsOf(number: number, frame: number): Uint8Array {
  const random = createTestRandom(number * 1000 + frame);
  const bytes = Buffer.alloc(frameBytes);
  for (let at = 0; at < frameBytes; at += 2) bytes.writeUInt16LE(Math.floor(random.fraction() * 4096), at);
  return bytes;
}

export interface Asking {
  readonly archive: FaultyArchive;
  readonly client: ArchiveClient;
  readonly memory: ArchiveMemory;
  /** The Accept headers of the questions for frames, shortened to the part type. */
  accepts(): readonly string[];
  read(
    number: number,
    frames?: readonly number[],
    lane?: 'interactive' | 'background',
    signal?: AbortSignal,
  ): Promise<ReadOutcome>;
  /** Another client of the same archive with what was kept, as after a restart. */
  restart(mayCompress?: boolean): Asking;
  [Symbol.asyncDispose](): Promise<void>;
}

export interface ReadOutcome {
  readonly failure: Failure | undefined;
  readonly frames: readonly ReceivedFrame[];
  /** How often it was told that an answer begins. */
  readonly heads: number;
}

export interface AskingOptions {
  readonly images: readonly StoredInstance[];
  readonly quirks?: readonly Quirk[];
  readonly mayCompress?: boolean;
  readonly mayPreview?: boolean;
  /** One frame's bytes, where they are not raw noise. */
  readonly frame?: (instance: StoredInstance, frame: number) => Uint8Array;
  readonly network?: World['network'];
  readonly clock?: World['clock'];
}

let parser: Parser | undefined;
/** One parser for all tests of a file. */
export const sharedParser = (): Parser => (parser ??= startParser({ clock: systemClock }));
export const closeParser = async (): Promise<void> => parser?.close();

export async function startAsking({
  images,
  quirks = [],
  mayCompress = true,
  mayPreview = false,
  frame,
  network,
  clock = systemClock,
}: AskingOptions): Promise<Asking> {
  const numberOf = (instance: StoredInstance) => Number(instance.attributes['00200013']?.Value?.[0]);
  const bytesOf = (instance: StoredInstance, number: number) =>
    frame ? frame(instance, number) : pixelsOf(numberOf(instance), number);
  const source: StoredStudies = {
    instances: () => images,
    readFrame: (instance, number) =>
      Promise.resolve(number <= instance.frameCount ? bytesOf(instance, number) : undefined),
    readInstance: (instance) =>
      Promise.resolve(
        writePart10({
          attributes: instance.attributes,
          transferSyntaxUID: instance.transferSyntaxUID,
          frames: Array.from({ length: instance.frameCount }, (_, index) => bytesOf(instance, index + 1)),
        }),
      ),
  };
  const archive = await startFaultyArchive(
    createRequestHandler({ sources: () => [source] }),
    'asking',
    quirks.map((quirk) => ({ fault: { kind: 'quirk', quirk } })),
  );
  const kept = new Map<string, unknown>();
  const open = (mayAsk: boolean): Asking => {
    const memory = new ArchiveMemory({
      read: (topic) => kept.get(topic),
      save: (topic, value) => void kept.set(topic, JSON.parse(JSON.stringify(value))),
    });
    const made = createArchiveClient({
      archiveId: 'asked' as ArchiveId,
      url: archive.url,
      signIn: { kind: 'none' },
      network: network ?? systemNetwork,
      random: systemRandom,
      wholeInstances: { parser: sharedParser(), clock: systemClock },
      asking: {
        memory,
        mayCompress: mayAsk,
        mayPreview,
        imageOf: ({ instance }) =>
          images.find(({ attributes }) => attributes['00080018']?.Value?.[0] === instance)?.attributes,
        clock,
      },
    });
    if (!made.ok) throw new Error(made.failure.code);
    const client = made.value;
    return {
      archive,
      client,
      memory,
      accepts: () =>
        archive.requests
          .filter(({ target }) => /\/frames\//.test(target))
          .map(({ headers }) => headers.get('accept')?.replace(/^multipart\/related; /, '') ?? ''),
      async read(number, frames = [1], lane = 'background', signal = undefined) {
        const received: ReceivedFrame[] = [];
        let heads = 0;
        const onHead = () => {
          heads += 1;
        };
        const image = images.find((one) => numberOf(one) === number)!;
        const uid = (tag: string) => String(image.attributes[tag]?.Value?.[0]);
        const address = {
          study: uid('0020000D') as StudyInstanceUID,
          series: uid('0020000E') as SeriesInstanceUID,
          instance: uid('00080018') as SOPInstanceUID,
        };
        const options = { lane, onHead, ...(signal && { signal }) };
        const answer = await client.readFrames(address, frames, (one) => void received.push(one), options);
        return { failure: answer.ok ? undefined : answer.failure, frames: received, heads };
      },
      restart: (may = mayAsk) => open(may),
      async [Symbol.asyncDispose]() {
        await client.close();
        await archive.close();
      },
    };
  };
  return open(mayCompress);
}

/** How an image's first frame came, and whether its pixels are those that are stored. */
export async function samplesOf(asking: Asking, number: number): Promise<readonly [string, boolean]> {
  const { frames, failure } = await asking.read(number);
  const [frame] = frames;
  if (!frame) throw new Error(`${failure?.code} ${JSON.stringify(failure?.details)}`);
  const decoded = await sharedParser().decodeFrame({
    bytes: frame.bytes,
    transferSyntaxUID: frame.transferSyntaxUID,
    shape: {
      Rows: shape.rows,
      Columns: shape.columns,
      SamplesPerPixel: 1,
      BitsAllocated: 16,
      BitsStored: 12,
      PhotometricInterpretation: 'MONOCHROME2',
    },
  });
  return [frame.transferSyntaxUID, decoded.ok && Buffer.compare(decoded.value, pixelsOf(number, 1)) === 0];
}
