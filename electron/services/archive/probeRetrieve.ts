import { type Result, succeed } from '#shared/base/result.ts';
import type { Failure } from '#shared/contract/failures.ts';
import { numberOf } from '#shared/dicom/dicomJson.ts';
import { transferSyntaxes } from '#shared/dicom/transferSyntax.ts';
import { rangeOf, strongTagOf } from './byteRange.ts';
import { readFrameParts } from './frameParts.ts';
import { framesAcceptOf } from './frameTypes.ts';
import type { RequestOptions } from './index.ts';
import { endingOf, type ProbeNeeds } from './probeNeeds.ts';
import type { Sample } from './probeSamples.ts';
import { instancePath } from './wado.ts';

/** Probes 8 and 10: frame lists, ranges, previews. */
export async function probeRetrieve(
  needs: ProbeNeeds,
  samples: readonly Sample[],
  options: RequestOptions,
): Promise<Result<void, Failure>> {
  const [first] = samples;
  if (!first) return succeed(undefined);
  const many = samples.find(({ attributes }) => (numberOf(attributes, 'NumberOfFrames') ?? 1) > 1);
  if (many) {
    const question = { address: many.address, frameNumbers: [1, 2], form: 'asStored' as const };
    const read = await readFrameParts(needs.connection, question, () => undefined, options);
    const ending = endingOf(read);
    if (ending) return ending;
    needs.memory.learn({ frameLists: read.ok });
  }
  // Only what is sent uncompressed is worth the archive's gzip.
  const raw = samples.find(({ stored }) => transferSyntaxes.get(stored.transferSyntaxUID)?.codec === 'none') ?? first;
  return (await probeRange(needs, raw, options)) ?? (await probePreviews(needs, first, options)) ?? succeed(undefined);
}

/**
 * N15: proved only by 206 whose Content-Range is the range asked for, and that names the same bytes twice: by a strong
 * ETag, or else by the same total.
 */
async function probeRange(
  { connection, memory }: ProbeNeeds,
  { address }: Sample,
  options: RequestOptions,
): Promise<Result<never, Failure> | undefined> {
  const path = `${instancePath(address)}/frames/1`;
  const seen: string[] = [];
  for (let time = 1; time <= 2; time += 1) {
    const headers = { range: 'bytes=0-1023' };
    const answered = await connection.ask({ path, accept: framesAcceptOf('asStored'), headers }, options);
    if (!answered.ok) return endingOf(answered);
    const response = answered.value;
    await response.discard();
    const range = rangeOf(response);
    if (range?.first !== 0 || range.last !== Math.min(1023, range.total - 1)) break;
    seen.push(strongTagOf(response) ?? String(range.total));
  }
  memory.learn({ range: seen.length === 2 && seen[0] === seen[1] });
  return undefined;
}

async function probePreviews(
  { connection, memory }: ProbeNeeds,
  { address }: Sample,
  options: RequestOptions,
): Promise<Result<never, Failure> | undefined> {
  const path = `${instancePath(address)}/rendered?viewport=256,256`;
  const answered = await connection.ask({ path, accept: 'image/jpeg' }, options);
  if (!answered.ok) return endingOf(answered);
  const { status, headers } = answered.value;
  await answered.value.discard();
  // An archive that is ill or busy has not said that it draws none.
  if (status === 501 || (status < 500 && status !== 429)) {
    memory.learn({ rendered: status === 200 && /^image\//i.test(headers.get('content-type') ?? '') });
  }
  return undefined;
}
