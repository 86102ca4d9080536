import { HttpBodyError, type HttpResponse } from '#electron/base/http/httpPool.ts';
import { fail, type Result, succeed } from '#shared/base/result.ts';
import { type Failure, failureOf } from '#shared/contract/failures.ts';
import type { ArchiveConnection, Request } from './archiveConnection.ts';
import { BegunAnswer } from './begunAnswer.ts';
import { isCoded, rangeOf, strongTagOf } from './byteRange.ts';
import type { RequestOptions } from './index.ts';
import { KeptAnswers } from './keptAnswers.ts';

export interface RangedQuestion {
  readonly request: Request;
  /** Range is proved of this archive; otherwise the whole is asked for, each time. */
  readonly mayRange: boolean;
  /** So many bytes are asked for first, and the rest after them; undefined: all at once. */
  readonly firstBytes?: number | undefined;
  /** Told whenever more has come. */
  readonly onMore?: (begun: BegunAnswer) => void;
}

export interface RangedAnswer {
  /** As if all of it had come at once: status 200, the whole body. */
  readonly response: HttpResponse;
  /** It is made of what came in several answers, so that it must be proved to be one thing. */
  readonly isJoined: boolean;
}

/** Ranges answered wrongly one after another: the archive cannot do it, and is asked for the whole from then on. */
const wrongToGiveUp = 3;

/**
 * Answers of an archive whose Range is proved: a beginning first where somebody waits for it, and after a cut only what
 * is missing (N15, C2). The pieces are joined only where total, strong ETag, type and Content-Range agree; a 200 to a
 * range is the whole body from zero. Otherwise the beginning is thrown away and the whole asked for.
 *
 * In memory, while it comes, is what may be gone on with, beside what its reader makes of it: twice the frame, of as many
 * frames as connections.
 */
export class RangedAnswers {
  readonly #connection: ArchiveConnection;
  readonly #onUnproved: () => void;
  readonly #kept = new KeptAnswers();
  #wrongInARow = 0;

  constructor(connection: ArchiveConnection, onUnproved: () => void) {
    this.#connection = connection;
    this.#onUnproved = onUnproved;
  }

  forget(): void {
    this.#wrongInARow = 0;
    this.#kept.forget();
  }

  async ask(question: RangedQuestion, options: RequestOptions): Promise<Result<RangedAnswer, Failure>> {
    if (!question.mayRange) return this.askWhole(question, options);
    const begun = this.#kept.take(idOf(question));
    if (begun) {
      question.onMore?.(begun);
      return this.#askRest(question, begun, options);
    }
    return question.firstBytes === undefined ? this.askWhole(question, options) : this.#askFirst(question, options);
  }

  /** Without any range; what has come of it is kept all the same if it is cut. */
  async askWhole(question: RangedQuestion, options: RequestOptions): Promise<Result<RangedAnswer, Failure>> {
    const answered = await this.#connection.askForContent(question.request, options);
    if (!answered.ok) return answered;
    // Nobody asked for a part of it.
    if (answered.value.status === 206) return this.#refuse(answered.value);
    return succeed(this.#whole(question, answered.value));
  }

  async #askFirst(question: RangedQuestion, options: RequestOptions): Promise<Result<RangedAnswer, Failure>> {
    const count = question.firstBytes ?? 0;
    const answered = await this.#askRange(question.request, `bytes=0-${count - 1}`, undefined, options);
    if (!answered.ok) return isRangeRefused(answered.failure) ? this.#distrust(question, options) : answered;
    // Whoever measures by it has been told of the head that was waited for.
    const { onHead: _told, ...after } = options;
    const response = answered.value;
    if (response.status !== 206) {
      this.#onUnproved();
      return succeed(this.#whole(question, response));
    }
    const range = rangeOf(response);
    const isRight = range?.first === 0 && range.last === Math.min(count, range.total) - 1 && !isCoded(response);
    if (!range || !isRight) return this.#distrust(question, after, response);
    const begun = new BegunAnswer(response.headers, range.total);
    const read = await this.#readFirst(question, begun, response, range.last + 1);
    if (read === 'tooLong') return this.#distrust(question, after);
    if (read !== undefined) return fail(read);
    if (!begun.isWhole) return this.#askRest(question, begun, after);
    return succeed({ response: asWhole(begun, replay(begun), async () => undefined), isJoined: true });
  }

  /** What kept the first piece from coming; undefined when it came as long as it said. */
  async #readFirst(
    question: RangedQuestion,
    begun: BegunAnswer,
    response: HttpResponse,
    length: number,
  ): Promise<Failure | 'tooLong' | undefined> {
    try {
      for await (const chunk of response.body) {
        if (begun.received + chunk.length > length) return 'tooLong';
        begun.add(chunk);
        question.onMore?.(begun);
      }
    } catch (error) {
      const failure = this.#connection.failureOfBody(error);
      this.#kept.keep(idOf(question), begun);
      return failure;
    }
    if (begun.received === length) return undefined;
    this.#kept.keep(idOf(question), begun);
    return failureOf('ArchiveAnswerCut', { host: this.#connection.place.host, reason: 'range' });
  }

  async #askRest(
    question: RangedQuestion,
    begun: BegunAnswer,
    options: RequestOptions,
  ): Promise<Result<RangedAnswer, Failure>> {
    const answered = await this.#askRange(question.request, `bytes=${begun.received}-`, strongTagOf(begun), options);
    if (!answered.ok) {
      if (isRangeRefused(answered.failure)) return this.#distrust(question, options);
      // It did not come to an answer about these bytes: they are still the beginning.
      this.#kept.keep(idOf(question), begun);
      return answered;
    }
    const response = answered.value;
    if (response.status !== 206) return succeed(this.#whole(question, response));
    if (!continues(begun, response)) return this.#distrust(question, options, response);
    this.#wrongInARow = 0;
    begun.totalBytes ??= rangeOf(response)?.total;
    const body = this.#joined(question, begun, response, true);
    return succeed({ response: asWhole(begun, body, () => response.discard()), isJoined: true });
  }

  /** It answered ranges otherwise than it did when it was probed. */
  async #distrust(
    question: RangedQuestion,
    options: RequestOptions,
    response?: HttpResponse,
  ): Promise<Result<RangedAnswer, Failure>> {
    await response?.discard();
    this.#wrongInARow += 1;
    if (this.#wrongInARow >= wrongToGiveUp) {
      this.#wrongInARow = 0;
      this.#onUnproved();
    }
    return this.askWhole(question, options);
  }

  async #refuse(response: HttpResponse): Promise<Result<never, Failure>> {
    await response.discard();
    return fail(failureOf('ArchiveAnswerInvalid', { host: this.#connection.place.host, reason: 'range' }));
  }

  #askRange(request: Request, range: string, tag: string | undefined, options: RequestOptions) {
    const condition: Record<string, string> = tag === undefined ? {} : { 'if-range': tag };
    const headers = { ...request.headers, range, ...condition };
    return this.#connection.askForContent({ ...request, headers }, options);
  }

  #whole(question: RangedQuestion, response: HttpResponse): RangedAnswer {
    const length = response.headers.get('content-length');
    const isCounted = length !== undefined && /^\d{1,15}$/.test(length) && !isCoded(response);
    const begun = new BegunAnswer(response.headers, isCounted ? Number(length) : undefined);
    // Without a strong ETag nothing says later that the rest belongs to it; coded bytes are not those of the range.
    const mayGoOn = question.mayRange && strongTagOf(response) !== undefined && !isCoded(response);
    const body = this.#joined(question, begun, response, mayGoOn);
    return { response: asWhole(begun, body, () => response.discard()), isJoined: false };
  }

  /** What has come, and after it what comes; what breaks on the way leaves its beginning behind. */
  async *#joined(
    question: RangedQuestion,
    begun: BegunAnswer,
    response: HttpResponse,
    mayGoOn: boolean,
  ): AsyncGenerator<Uint8Array> {
    yield* replay(begun);
    try {
      for await (const chunk of response.body) {
        // Where it is no beginning of anything, and nobody looks at its beginning, nothing of it is kept.
        begun.add(chunk, mayGoOn || question.onMore !== undefined);
        if (begun.totalBytes !== undefined && begun.received > begun.totalBytes) {
          throw new HttpBodyError({ kind: 'protocol', detail: 'range' });
        }
        question.onMore?.(begun);
        yield chunk;
      }
      if (begun.totalBytes !== undefined && !begun.isWhole) throw new HttpBodyError({ kind: 'cut', detail: 'range' });
    } catch (error) {
      const isOver = begun.totalBytes !== undefined && begun.received >= begun.totalBytes;
      if (mayGoOn && !isOver) this.#kept.keep(idOf(question), begun);
      throw error;
    }
  }
}

function idOf({ request }: RangedQuestion): string {
  return `${request.accept} ${request.path}`;
}

function isRangeRefused(failure: Failure): boolean {
  return failure.code === 'ArchiveFailed' && failure.details?.['status'] === 416;
}

/** RFC 9110 section 15.3.7.3: pieces are joined only where their strong validators agree; here the rest must as well. */
function continues(begun: BegunAnswer, response: HttpResponse): boolean {
  const range = rangeOf(response);
  const type = response.headers.get('content-type');
  return (
    range !== undefined &&
    range.first === begun.received &&
    range.last === range.total - 1 &&
    (begun.totalBytes === undefined || range.total === begun.totalBytes) &&
    strongTagOf(response) === strongTagOf(begun) &&
    // A multipart answer's boundary is in it.
    (type === undefined || type === begun.contentType) &&
    !isCoded(response)
  );
}

// A copy of the list: what is added while it is read comes from elsewhere.
function* replay(begun: BegunAnswer): Generator<Uint8Array> {
  yield* [...begun.chunks];
}

function asWhole(
  begun: BegunAnswer,
  body: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
  discard: () => Promise<void>,
): HttpResponse {
  async function* chunks(): AsyncGenerator<Uint8Array> {
    yield* body;
  }
  return { status: 200, headers: begun.headers, body: chunks(), discard };
}
