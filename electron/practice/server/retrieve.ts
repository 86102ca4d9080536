import { tagOf } from '#shared/dicom/attributes.ts';
import type { DicomDataset, DicomElement } from '#shared/dicom/dicomJson.ts';
import { explicitVRLittleEndian } from '#shared/dicom/transferSyntax.ts';
import { acceptsType, type MediaRange } from './acceptHeader.ts';
import type { IndexedInstance } from './archiveIndex.ts';
import { answerJson, answerStatus, type PracticeResponse } from './message.ts';
import { answerMultipart, type Part } from './multipart.ts';
import { frameShape, nativeFrame } from './nativeFrame.ts';

/** Binary values longer than this are answered as a BulkDataURI (PS3.18 annex F.2.6). */
const inlineLimitBytes = 1024;

/** WADO-RS metadata (PS3.18 section 10.4.1.1.2): every attribute, large binaries by reference. */
export function answerMetadata(
  found: readonly IndexedInstance[],
  accept: readonly MediaRange[],
  instanceUrl: (instance: IndexedInstance) => string,
): PracticeResponse {
  if (!acceptsType(accept, 'application/dicom+json', 'application/json')) return answerStatus(406);
  return answerJson(
    200,
    found.map((one) => metadataOf(one, instanceUrl(one))),
  );
}

function metadataOf({ instance }: IndexedInstance, url: string): DicomDataset {
  const dataset: { [tag: string]: DicomElement } = {};
  for (const [tag, element] of Object.entries(instance.attributes)) {
    const large = (element.InlineBinary?.length ?? 0) * 0.75 > inlineLimitBytes;
    dataset[tag] = large ? { vr: element.vr, BulkDataURI: `${url}/bulkdata/${tag}` } : element;
  }
  dataset[tagOf('AvailableTransferSyntaxUID')] = { vr: 'UI', Value: [instance.transferSyntaxUID] };
  if (instance.frameCount > 0) {
    const vr = frameShape(instance)?.bitsAllocated === 8 ? 'OB' : 'OW';
    dataset[tagOf('PixelData')] = { vr, BulkDataURI: `${url}/bulkdata/${tagOf('PixelData')}` };
  }
  return dataset;
}

/** The syntax to answer in, of those the client takes; undefined when we have none of them (406). */
export function chooseSyntax(
  accept: readonly MediaRange[],
  partTypes: readonly string[],
  stored: string,
  whenUnsaid: string,
): string | undefined {
  for (const range of accept) {
    if (range.type === '*/*') return stored;
    if (range.type !== 'multipart/related') continue;
    if (range.partType !== undefined && range.partType !== '*/*' && !partTypes.includes(range.partType)) continue;
    const wanted = range.transferSyntax ?? (range.partType?.startsWith('image/') ? stored : whenUnsaid);
    if (wanted === '*' || wanted === stored) return stored;
    if (wanted === explicitVRLittleEndian) return explicitVRLittleEndian;
  }
  return undefined;
}

const imageTypes: ReadonlyArray<readonly [prefix: RegExp, type: string]> = [
  [/\.5$/, 'image/dicom-rle'],
  [/\.4\.(8[01])$/, 'image/jls'],
  [/\.4\.(9[01])$/, 'image/jp2'],
  [/\.4\.(20[123])$/, 'image/jphc'],
  [/\.4\.(5[017]|70)$/, 'image/jpeg'],
];

/** Media types under which frames of a syntax may be asked for (PS3.18 table 8.7.3-5). */
function frameTypes(transferSyntaxUID: string): readonly string[] {
  const image = imageTypes.find(([pattern]) => pattern.test(transferSyntaxUID))?.[1];
  return image === undefined ? ['application/octet-stream'] : ['application/octet-stream', image];
}

/** WADO-RS frames (PS3.18 section 10.4.1.1.6), in the order asked; 404 when one of them does not exist. */
export function answerFrames(
  { source, instance }: IndexedInstance,
  frameNumbers: readonly number[],
  accept: readonly MediaRange[],
  url: string,
): PracticeResponse {
  if (frameNumbers.some((number) => number < 1 || number > instance.frameCount)) return answerStatus(404);
  const stored = instance.transferSyntaxUID;
  const syntax = chooseSyntax(accept, frameTypes(stored), stored, explicitVRLittleEndian);
  if (syntax === undefined || (syntax !== stored && !losslessFrom(stored))) return answerStatus(406);
  const type = `application/octet-stream`;
  async function* parts(): AsyncIterable<Part> {
    for (const frameNumber of frameNumbers) {
      const encoded = await source.readFrame(instance, frameNumber);
      const body = syntax === stored ? encoded : encoded && (await nativeFrame(instance, encoded));
      // A frame that cannot be read ends the answer: the missing closing boundary tells the client.
      if (!body) throw new Error('a frame could not be read');
      const contentType = `${type}; transfer-syntax=${syntax}`;
      yield { headers: { 'Content-Type': contentType, 'Content-Location': `${url}/frames/${frameNumber}` }, body };
    }
  }
  return answerMultipart(type, parts());
}

/** Lossy frames are handed over as they are or not at all: decoding them here would change what the metadata says. */
function losslessFrom(transferSyntaxUID: string): boolean {
  return /\.(1\.2|1\.2\.1|5|80|90|201|202)$/.test(transferSyntaxUID);
}

/** WADO-RS instances (PS3.18 section 10.4.1.1.1) as Part 10 files, in the stored syntax. */
export function answerInstances(found: readonly IndexedInstance[], accept: readonly MediaRange[]): PracticeResponse {
  const syntaxes = new Set(found.map(({ instance }) => instance.transferSyntaxUID));
  const takesAll = [...syntaxes].every(
    (stored) => chooseSyntax(accept, ['application/dicom'], stored, stored) === stored,
  );
  if (!takesAll) return answerStatus(406);
  async function* parts(): AsyncIterable<Part> {
    for (const { source, instance } of found) {
      const body = await source.readInstance(instance);
      if (!body) throw new Error('an instance could not be read');
      const contentType = `application/dicom; transfer-syntax=${instance.transferSyntaxUID}`;
      yield { headers: { 'Content-Type': contentType }, body };
    }
  }
  return answerMultipart('application/dicom', parts());
}

/** One binary value by its BulkDataURI (PS3.18 section 10.4.1.1.5); pixel data as all its frames. */
export function answerBulkData(
  found: IndexedInstance,
  tag: string,
  accept: readonly MediaRange[],
  url: string,
): PracticeResponse {
  if (tag === tagOf('PixelData')) {
    const numbers = Array.from({ length: found.instance.frameCount }, (_, index) => index + 1);
    return numbers.length === 0 ? answerStatus(404) : answerFrames(found, numbers, accept, url);
  }
  const inline = found.instance.attributes[tag]?.InlineBinary;
  if (inline === undefined) return answerStatus(404);
  async function* parts(): AsyncIterable<Part> {
    await Promise.resolve();
    yield {
      headers: { 'Content-Type': 'application/octet-stream' },
      body: Buffer.from(inline ?? '', 'base64'),
    };
  }
  return answerMultipart('application/octet-stream', parts());
}
