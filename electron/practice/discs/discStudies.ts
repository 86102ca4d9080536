import type { ParsedInstance } from '#electron/parser/index.ts';
import { fail, type Result, succeed } from '#shared/base/result.ts';
import { type Failure, failureOf } from '#shared/contract/failures.ts';
import { numberOf, textOf } from '#shared/dicom/dicomJson.ts';
import { type FramePlace, frameBytes } from '#shared/dicom/framePlace.ts';
import type { StoredInstance } from '../storedStudies.ts';
import { asPart10 } from './asPart10.ts';
import { type DiscContainer, type DiscFile, DiscUnreadable, failureOfDisc } from './container.ts';
import type { Disc, DiscOptions } from './openDisc.ts';

export interface RefusedFile {
  readonly file: string;
  readonly failure: Failure;
}

interface Kept {
  readonly instance: StoredInstance;
  readonly file: DiscFile;
  readonly frames: readonly FramePlace[];
  readonly deflated: boolean;
}

/** Files that stand on every disc and are never an instance. */
const furniture = /(^|\/)(DICOMDIR|autorun\.inf|thumbs\.db|\.DS_Store)$/i;

/** Reads every file through the parser once, and keeps what is needed to read it again: never its pixels. */
export async function indexDisc(
  container: DiscContainer,
  { parser, signal, onProgress }: DiscOptions,
): Promise<Result<Disc, Failure>> {
  const kept = new Map<string, Kept>();
  const refused: RefusedFile[] = [];
  for (const [index, file] of container.files.entries()) {
    if (signal?.aborted) return fail(failureOf('Cancelled'));
    const parsed = furniture.test(file.name) ? undefined : await parse(file, (bytes) => parser.readFile(bytes));
    if (parsed?.ok) keep(kept, file, parsed.value);
    else if (parsed) refused.push({ file: file.name, failure: parsed.failure });
    onProgress?.(index + 1, container.files.length);
  }
  const instances = [...kept.values()].map(({ instance }) => instance);
  const studyUids = new Set(instances.map(({ attributes }) => textOf(attributes, 'StudyInstanceUID')));
  const reading = new Reading(kept, (bytes) => parser.readFile(bytes));
  return succeed({
    studies: {
      instances: () => instances,
      readFrame: (instance, frameNumber) => reading.frame(instance, frameNumber),
      readInstance: (instance) => reading.instance(instance),
    },
    studyCount: studyUids.size,
    instanceCount: instances.length,
    refused: refused.sort((one, other) => Number(isForeign(one)) - Number(isForeign(other))),
    close: () => container.close(),
  });
}

type Parse = (bytes: Uint8Array) => Promise<Result<ParsedInstance, Failure>>;

async function parse(file: DiscFile, readFile: Parse): Promise<Result<ParsedInstance, Failure>> {
  try {
    return await readFile(await file.read());
  } catch (error) {
    if (!(error instanceof DiscUnreadable)) throw error;
    return fail(failureOfDisc(error));
  }
}

const isForeign = ({ failure }: RefusedFile) => failure.code === 'NotDicom';

/** The first of two files with one SOP Instance UID stays: discs often hold an instance twice. */
function keep(kept: Map<string, Kept>, file: DiscFile, parsed: ParsedInstance): void {
  const uid = textOf(parsed.attributes, 'SOPInstanceUID') ?? '';
  if (kept.has(uid)) return;
  const { attributes, transferSyntaxUID, frames } = parsed;
  const instance = { attributes, transferSyntaxUID, frameCount: frames.length };
  kept.set(uid, { instance, file, frames, deflated: parsed.inflated !== undefined });
}

/** Reads from the disc again, keeping the last file: the frames of one file are asked for one after another. */
class Reading {
  readonly #kept: ReadonlyMap<string, Kept>;
  readonly #parse: Parse;
  #last: { readonly file: DiscFile; readonly bytes: Promise<Uint8Array | undefined> } | undefined;

  constructor(kept: ReadonlyMap<string, Kept>, parse: Parse) {
    this.#kept = kept;
    this.#parse = parse;
  }

  async frame(instance: StoredInstance, frameNumber: number): Promise<Uint8Array | undefined> {
    const kept = this.#find(instance);
    const place = kept?.frames[frameNumber - 1];
    if (!kept || !place) return undefined;
    const bytes = await this.#bytes(kept, kept.deflated);
    const end = Math.max(...place.map(({ offset, length }) => offset + length));
    // The disc was changed, or taken out and another put in.
    if (!bytes || bytes.length < end) return undefined;
    const bits = numberOf(instance.attributes, 'BitsAllocated') ?? 8;
    return frameBytes(bytes, place, instance.transferSyntaxUID, bits);
  }

  async instance(instance: StoredInstance): Promise<Uint8Array | undefined> {
    const kept = this.#find(instance);
    const bytes = kept && (await this.#bytes(kept, false));
    return bytes && asPart10(bytes, instance);
  }

  #find(instance: StoredInstance): Kept | undefined {
    return this.#kept.get(textOf(instance.attributes, 'SOPInstanceUID') ?? '');
  }

  async #bytes({ file }: Kept, inflated: boolean): Promise<Uint8Array | undefined> {
    if (this.#last?.file !== file) this.#last = { file, bytes: this.#read(file) };
    const bytes = await this.#last.bytes;
    if (!bytes || !inflated) return bytes;
    const parsed = await this.#parse(bytes);
    return parsed.ok ? parsed.value.inflated : undefined;
  }

  async #read(file: DiscFile): Promise<Uint8Array | undefined> {
    try {
      return await file.read();
    } catch (error) {
      if (error instanceof DiscUnreadable) return undefined;
      throw error;
    }
  }
}
