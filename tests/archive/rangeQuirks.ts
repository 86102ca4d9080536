/** Archives that answer ranges of frames (RFC 9110 section 14), and the ways in which they may do it wrongly. */
import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { type PracticeRequest, type PracticeResponse, wholeBody } from '#electron/practice/index.ts';
import { splitParts } from './multipartParts.ts';
import type { Quirk } from './quirks.ts';

export interface RangeManners {
  /** One frame without a multipart answer around it. */
  readonly singlePart?: boolean;
  readonly withoutTag?: boolean;
  /** Applied to what it would answer; `range` is undefined where none was asked for. */
  readonly spoil?: (answer: WholeAnswer, range: AskedRange | undefined) => WholeAnswer;
}

export interface AskedRange {
  readonly first: number;
  readonly last: number;
}

export interface WholeAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** Frames by ranges, with a strong ETag that If-Range is compared with. */
export const answersRanges =
  (manners: RangeManners = {}): Quirk =>
  (ask) =>
  async (request) => {
    const answer = await ask(request);
    if (answer.status !== 200 || !/\/frames\/[\d,]+$/.test(request.target)) return answer;
    return ranged(request, answer, manners);
  };

async function ranged(
  request: PracticeRequest,
  answer: PracticeResponse,
  manners: RangeManners,
): Promise<PracticeResponse> {
  const whole = inForm(Buffer.from(await wholeBody(answer)), answer.headers, manners);
  const tag = `"${createHash('sha256').update(whole.body).digest('hex').slice(0, 24)}"`;
  const tagged = manners.withoutTag ? whole.headers : { ...whole.headers, etag: tag };
  const range = rangeAsked(request, whole.body.length, tag);
  const made = range
    ? {
        status: 206,
        headers: { ...tagged, 'content-range': `bytes ${range.first}-${range.last}/${whole.body.length}` },
        body: whole.body.subarray(range.first, range.last + 1),
      }
    : { status: 200, headers: { ...tagged, 'accept-ranges': 'bytes' }, body: whole.body };
  return manners.spoil ? manners.spoil(made, range) : made;
}

function inForm(body: Buffer, headers: Readonly<Record<string, string>>, { singlePart }: RangeManners) {
  const split = singlePart ? splitParts(body, headers['content-type'] ?? '') : undefined;
  const [part] = split?.parts ?? [];
  if (!part) return { headers, body };
  const type = /content-type: *(.*)/i.exec(part.head)?.[1] ?? '';
  return { headers: { ...headers, 'content-type': type }, body: part.body };
}

function rangeAsked({ headers }: PracticeRequest, total: number, tag: string): AskedRange | undefined {
  const match = /^bytes=(\d+)-(\d*)$/.exec(headers.get('range') ?? '');
  const condition = headers.get('if-range');
  if (!match || (condition !== undefined && condition !== tag)) return undefined;
  const first = Number(match[1]);
  const last = match[2] ? Math.min(Number(match[2]), total - 1) : total - 1;
  return first < total && first <= last ? { first, last } : undefined;
}

/** Something is wrong with every answer to a range that does not begin at zero. */
export const spoilRest =
  (spoil: (answer: WholeAnswer, range: AskedRange) => WholeAnswer): NonNullable<RangeManners['spoil']> =>
  (answer, range) =>
    range && range.first > 0 ? spoil(answer, range) : answer;

export const withHeaders =
  (headers: Readonly<Record<string, string>>) =>
  (answer: WholeAnswer): WholeAnswer => ({ ...answer, headers: { ...answer.headers, ...headers } });

export const gzipped = (answer: WholeAnswer): WholeAnswer => ({
  ...answer,
  headers: { ...answer.headers, 'content-encoding': 'gzip' },
  body: gzipSync(answer.body),
});
