/** Real frames, damaged in many ways, through the decoders in their own process: named, in time, and nothing left behind. */
import { createHash } from 'node:crypto';
import { systemClock } from '#electron/base/world.ts';
import { type Parser, startParser } from '#electron/parser/index.ts';
import { type EncodedFrameShape, encodedFrameShapeOf } from '#shared/dicom/frameCheck.ts';
import { readBenchFiles } from '../e2e/fixtures/imagingBench/benchFiles.ts';
import { sharedData } from '../fixtures/sharedData.ts';
import { seededFractions } from '../fixtures/testRandom.ts';

/** One of each lossless coder. */
const sources = [
  'transfer-syntaxes/CTImage.dcm_JPEG2000LosslessOnlyTransferSyntax_1.2.840.10008.1.2.4.90.dcm',
  'transfer-syntaxes/CTImage.dcm_JPEGLSLosslessTransferSyntax_1.2.840.10008.1.2.4.80.dcm',
  'transfer-syntaxes/CTImage.dcm_JPEGProcess14SV1TransferSyntax_1.2.840.10008.1.2.4.70.dcm',
  'transfer-syntaxes/CTImage.dcm_RLELosslessTransferSyntax_1.2.840.10008.1.2.5.dcm',
  'transfer-syntaxes/HTJ2KLossless_08_RGB.dcm',
] as const;

/** What a damaged frame may be called; anything else, or nothing in time, is a failure of ours. */
const named = new Set([
  'FrameNotDecodable',
  'FrameLied',
  'FrameTooLarge',
  'NoPixelData',
  'TransferSyntaxUnsupported',
  'ParserStopped',
]);
/** The parser's own limit, what it is given beyond that, and a busy computer. */
const mostMs = 30_000;
const damagesBetweenSound = 20;

interface Source {
  readonly path: string;
  readonly bytes: Uint8Array;
  readonly transferSyntaxUID: string;
  readonly shape: EncodedFrameShape;
}

export interface DamageTotals {
  readonly failures: readonly string[];
  /** How often each thing came of a damaged frame; `decoded` with the sound pixels, `otherPixels` with others. */
  readonly outcomes: ReadonlyMap<string, number>;
}

/**
 * So many damaged frames, each from its own seed, `first` and on. After every twenty a sound one: it must decode to its
 * own pixels, whatever the decoders went through.
 */
export async function soakDamage(first: number, count: number, say: (line: string) => void): Promise<DamageTotals> {
  const frames = readSources();
  const outcomes = new Map<string, number>();
  const failures: string[] = [];
  if (frames.length === 0) return { failures, outcomes };
  const parser = startParser({ clock: systemClock });
  try {
    const sound = new Map<Source, string>();
    for (const source of frames) sound.set(source, await decode(parser, source, source.bytes));
    for (let seed = first; seed < first + count; seed += 1) {
      const source = frames[seed % frames.length];
      if (!source) continue;
      const began = performance.now();
      const outcome = await decode(parser, source, damaged(source.bytes, seed));
      const tookMs = performance.now() - began;
      const isDecoded = /^[0-9a-f]{64}$/.test(outcome);
      const word = isDecoded ? (outcome === sound.get(source) ? 'decoded' : 'otherPixels') : outcome;
      outcomes.set(word, (outcomes.get(word) ?? 0) + 1);
      if (!isDecoded && !named.has(outcome)) failures.push(sentence(seed, source, `called ${outcome}`));
      if (tookMs > mostMs) failures.push(sentence(seed, source, `took ${Math.round(tookMs)} ms`));
      if (seed % damagesBetweenSound !== 0) continue;
      const after = await decode(parser, source, source.bytes);
      if (after !== sound.get(source)) failures.push(sentence(seed, source, `a sound frame after it was ${after}`));
    }
  } finally {
    await parser.close();
  }
  say(`damage: ${count} frames, ${[...outcomes].map(([name, times]) => `${name} ${times}`).join(', ')}`);
  return { failures, outcomes };
}

const sentence = (seed: number, { path }: Source, what: string) =>
  `damaged frame ${seed} FAILED: ${what} (${path})\n  npm run soak -- --damage-seed ${seed}`;

function readSources(): readonly Source[] {
  const data = sharedData();
  return data === undefined
    ? []
    : sources.flatMap((path) => {
        const [file] = readBenchFiles(data, path);
        const shape = file && encodedFrameShapeOf(file.dataset);
        const bytes = file?.frames[0];
        return bytes && shape ? [{ path, bytes, shape, transferSyntaxUID: file.transferSyntaxUID }] : [];
      });
}

/** The digest of the samples, or the name of the failure. */
async function decode(parser: Parser, { shape, transferSyntaxUID }: Source, bytes: Uint8Array): Promise<string> {
  const answer = await parser.decodeFrame({ bytes, transferSyntaxUID, shape });
  return answer.ok ? createHash('sha256').update(answer.value).digest('hex') : answer.failure.code;
}

/** One to four wounds: a flipped bit, noise, a run of zeros, bytes moved, a marker where none is, the end cut off. */
function damaged(bytes: Uint8Array, seed: number): Uint8Array {
  const draw = seededFractions(`damage ${seed}`);
  const upTo = (most: number) => Math.floor(draw() * most);
  let wounded = Uint8Array.from(bytes);
  for (let wound = 0; wound <= upTo(4); wound += 1) {
    const at = upTo(wounded.length);
    const length = 1 + upTo(Math.min(200, wounded.length - at));
    const kind = upTo(6);
    if (kind === 0) wounded[at] = (wounded[at] ?? 0) ^ (1 << upTo(8));
    if (kind === 1) for (let place = at; place < at + length; place += 1) wounded[place] = upTo(256);
    if (kind === 2) wounded.fill(0, at, at + length);
    if (kind === 3) wounded.copyWithin(at, upTo(wounded.length), wounded.length);
    if (kind === 4) wounded.set([0xff, 0x80 + upTo(128)], Math.max(0, Math.min(at, wounded.length - 2)));
    if (kind === 5 && upTo(3) === 0) wounded = wounded.slice(0, Math.max(2, at));
  }
  return wounded;
}
