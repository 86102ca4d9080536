import { fail, type Result, succeed } from '#shared/base/result.ts';
import { type Failure, failureOf } from '#shared/contract/failures.ts';
import { lossOf } from '#shared/dicom/codestreamLoss.ts';
import { type EncodedFrameShape, encodedFrameShapeOf } from '#shared/dicom/frameCheck.ts';
import { transferSyntaxes } from '#shared/dicom/transferSyntax.ts';
import { askHealth } from './askHealth.ts';
import type { CompressionFinding } from './capabilities.ts';
import { chooseRepresentation } from './chooseRepresentation.ts';
import { readFrameParts } from './frameParts.ts';
import { type CompressedType, compressedTypes } from './frameTypes.ts';
import { imageToAsk } from './imageToAsk.ts';
import type { ReceivedFrame, RequestOptions } from './index.ts';
import { endsProbe, type ProbeNeeds } from './probeNeeds.ts';
import type { Sample } from './probeSamples.ts';

/**
 * Probe 9, only with the person's leave: each stored syntax once as each compressed type, until one is proved. Believed
 * only when every pixel decodes to what is stored; the archive's health is asked after each, for some die of it (A4).
 */
export async function probeCompression(
  needs: ProbeNeeds,
  samples: readonly Sample[],
  options: RequestOptions,
): Promise<Result<void, Failure>> {
  const { memory, connection, clock } = needs;
  for (const sample of samples) {
    const image = imageToAsk(sample.attributes);
    const storedSyntax = memory.storedSyntaxOf(image);
    for (const type of storedSyntax === undefined ? [] : compressedTypes) {
      if (storedSyntax === undefined || !isWorthTrying(needs, sample, type, storedSyntax)) continue;
      const question = { type, storedSyntax, sopClass: image.sopClass };
      memory.poison.beginTrial(question, clock.now());
      const tried = await tryOne(needs, sample, type, options);
      if (tried.ok && !tried.value) continue;
      const health = await askHealth(connection, options.signal);
      if (options.signal?.aborted) return fail(failureOf('Cancelled'));
      if (health === 'unknown') {
        memory.poison.suspect(question, undefined, clock.now());
        return fail(failureOf('ArchiveUnreachable', { host: connection.place.host }));
      }
      // Nothing else was asked at the time: what it died of is the question, whichever image it is asked for.
      if (health === 'gone') memory.poison.noteDeath(question, undefined, clock.now());
      else if (tried.ok) memory.poison.noteSound(question);
      if (health === 'well' && !tried.ok) return tried;
      memory.noteCompression({
        type,
        storedSyntax,
        ...((health === 'well' && tried.ok && tried.value) || { outcome: 'died' as const }),
      });
      if (health === 'gone') return fail(failureOf('ArchiveUnreachable', { host: connection.place.host }));
      // The smallest comes first; who makes that need not be asked for more.
      if (memory.isProved(type, storedSyntax)) break;
    }
  }
  return succeed(undefined);
}

/** Of each stored syntax the first sample decides: the same that would be asked for were it proved already. */
function isWorthTrying(
  { memory, mayCompress, clock }: ProbeNeeds,
  { attributes }: Sample,
  type: CompressedType,
  storedSyntax: string,
): boolean {
  if (compressedTypes.some((other) => memory.isProved(other, storedSyntax))) return false;
  const ways = chooseRepresentation(imageToAsk(attributes), {
    mayCompress,
    storedSyntax,
    isProved: (asked) => asked === type,
    isPoisoned: (asked, stored, sopClass) =>
      memory.poison.has({ type: asked, storedSyntax: stored, sopClass }, clock.now()),
  });
  return ways[0] === type;
}

type Finding = Omit<CompressionFinding, 'type' | 'storedSyntax'>;

async function tryOne(
  { connection, clock, parser }: ProbeNeeds,
  { address, attributes, stored }: Sample,
  type: CompressedType,
  options: RequestOptions,
): Promise<Result<Finding | undefined, Failure>> {
  const shape = encodedFrameShapeOf(attributes);
  // What cannot be decoded here cannot be compared, so it is never asked for compressed.
  if (!parser || !shape) return succeed(undefined);
  const truth = await decode(parser, stored, shape);
  if (!(truth instanceof Uint8Array)) return succeed(undefined);
  let received: ReceivedFrame | undefined;
  const take = (frame: ReceivedFrame) => {
    received = frame;
  };
  const question = { address, frameNumbers: [1], form: type, frameBytes: imageToAsk(attributes).frameBytes };
  const began = clock.monotonicMs();
  const read = await readFrameParts(connection, question, take, options);
  const milliseconds = Math.round(clock.monotonicMs() - began);
  if (!read.ok && endsProbe(read.failure)) return read;
  if (!received) return succeed({ outcome: 'refused' });
  const syntax = transferSyntaxes.get(received.transferSyntaxUID);
  if (!syntax || lossOf(syntax.uid, received.bytes) === 'lossy') return succeed({ outcome: 'lossy' });
  if (syntax.codec === 'none' || received.transferSyntaxUID === stored.transferSyntaxUID) {
    return succeed({ outcome: 'ignored' });
  }
  const samples = await decode(parser, received, shape);
  // A decoder that was out of time says nothing of the archive: no finding, and it is asked another time.
  if (samples === 'stopped') return succeed(undefined);
  const isEqual = samples !== undefined && Buffer.compare(samples, truth) === 0;
  const ratio = received.bytes.length / truth.length;
  return succeed({ outcome: isEqual ? 'lossless' : 'differs', milliseconds, ratio });
}

/** The samples, without the byte that evens an odd frame out (PS3.5 section 8.1.1). */
async function decode(
  parser: NonNullable<ProbeNeeds['parser']>,
  { bytes, transferSyntaxUID }: ReceivedFrame,
  shape: EncodedFrameShape,
): Promise<Uint8Array | 'stopped' | undefined> {
  const decoded = await parser.decodeFrame({ bytes, transferSyntaxUID, shape });
  if (!decoded.ok && decoded.failure.code === 'ParserStopped') return 'stopped';
  const length = (shape.Rows * shape.Columns * shape.SamplesPerPixel * shape.BitsAllocated) / 8;
  return decoded.ok && decoded.value.length >= length ? decoded.value.subarray(0, length) : undefined;
}
