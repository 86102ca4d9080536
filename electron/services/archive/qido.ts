import { fail, type Result, succeed } from '#shared/base/result.ts';
import type { Failure } from '#shared/contract/failures.ts';
import { type Keyword, tagOf } from '#shared/dicom/attributes.ts';
import { type DicomDataset, textOf } from '#shared/dicom/dicomJson.ts';
import type { ArchiveConnection } from './archiveConnection.ts';
import { failureOfStatus, failureOfWebPage } from './archiveFailures.ts';
import type { ArchiveMemory } from './archiveMemory.ts';
import { dicomJson, invalid, maxListBytes, readRows } from './dicomJsonAnswer.ts';
import type { RequestOptions } from './index.ts';

const pageSize = 500;
const maxPages = 400;
/** PS3.18 section 8.3.4.4 words it "there are n additional results"; other warnings 299 say other things. */
const moreResults = /\b299\b.*\b(additional|more|remaining|maximum|exceed|truncat)/i;

export interface Search {
  /** Under the root: "/studies", "/studies/1.2/series". */
  readonly path: string;
  readonly parameters: ReadonlyArray<readonly [name: string, value: string]>;
  readonly include: readonly Keyword[];
  /** What makes two rows the same. */
  readonly uid: Keyword;
}

interface Page {
  readonly rows: readonly DicomDataset[];
  readonly unreadable: number;
  /** The answer itself says that there is more (Warning 299). */
  readonly more: boolean;
}

/** What one walk through the pages met. */
interface Walk {
  readonly unreadable: number;
  /** Rows moved while pages were turned: one may have slipped past the edge of a page. */
  readonly isShifted: boolean;
  /** Its pages do not turn, or end before the list does. */
  readonly isStuck: boolean;
}

/** Caps are round numbers: a short page of such a length may be one, even where it was the last of a list before. */
const roundCaps = [50, 32];
const mostWalks = 3;

/**
 * Searches to the end, whatever the archive thinks of limits (A6): a page shorter than asked may be the archive's own
 * cap, so the end is believed only once an empty or repeated page has proved that such a short page was one. Each page
 * is asked for from the last row of the one before; where that row has moved, the list is walked through again.
 */
export class Searcher {
  readonly #connection: ArchiveConnection;
  readonly #memory: ArchiveMemory | undefined;
  /** The longest page, shorter than asked, that proved to be the last: a cap is not below it. */
  #provenShort = 0;
  #leastCap: number | undefined;

  constructor(connection: ArchiveConnection, memory?: ArchiveMemory) {
    this.#connection = connection;
    this.#memory = memory;
  }

  async all(search: Search, options: RequestOptions): Promise<Result<readonly DicomDataset[], Failure>> {
    const rows = new Map<string, DicomDataset>();
    for (let walk = 0; walk < mostWalks; walk += 1) {
      const before = rows.size;
      const walked = await this.#walk(search, rows, options);
      if (!walked.ok) return walked;
      if (walked.value.isStuck) return this.#withoutPaging(search, rows, options);
      const { unreadable, isShifted } = walked.value;
      // An archive that answers in no order at all is believed once a walk brings nothing new.
      if (isShifted && walk + 1 < mostWalks && (walk === 0 || rows.size > before)) continue;
      if (unreadable > 0) options.onUnreadable?.(unreadable);
      break;
    }
    return succeed([...rows.values()]);
  }

  async #walk(
    search: Search,
    rows: Map<string, DicomDataset>,
    options: RequestOptions,
  ): Promise<Result<Walk, Failure>> {
    const seen = new Set<string>();
    let received = 0;
    let unreadable = 0;
    let isShifted = false;
    let last: { readonly length: number; readonly more: boolean; readonly uid: string | undefined } | undefined;
    for (let page = 0; page < maxPages; page += 1) {
      const answer = await this.#page(search, Math.max(0, received - 1), options);
      if (!answer.ok) return answer;
      const { rows: found, more } = answer.value;
      const length = found.length + answer.value.unreadable;
      addRows(rows, found, search.uid);
      const uids = found.map((row) => textOf(row, search.uid)).filter((uid) => uid !== undefined);
      const added = uids.filter((uid) => !seen.has(uid)).length;
      if (last && added === 0) {
        // Nothing new: the end, unless the archive has only repeated a full page, or promised more and gave none.
        const isStuck = length >= pageSize || (last.more && length <= 1);
        if (!isStuck && last.length < pageSize) this.#provenShort = Math.max(this.#provenShort, last.length);
        return succeed({ unreadable, isShifted, isStuck });
      }
      for (const uid of uids) seen.add(uid);
      const overlaps = last?.uid !== undefined && uids[0] === last.uid;
      if (last && !overlaps) isShifted = true;
      if (last && last.length < pageSize) this.#noteCap(last.length);
      received += overlaps ? length - 1 : length;
      unreadable += answer.value.unreadable;
      last = { length, more, uid: uids.at(-1) };
      if (length === 0 || length > pageSize || (!more && this.#isEnd(length))) {
        return succeed({ unreadable, isShifted, isStuck: false });
      }
    }
    // What lies behind the last page that is turned is unknown, and a list cut there looks complete.
    return fail(invalid(this.#connection.place.host, 'paging'));
  }

  #isEnd(length: number): boolean {
    // So long was a page that was not the last: whatever ended so before, this one proves nothing.
    if (length >= (this.#leastCap ?? this.#memory?.capabilities.mostRows ?? Number.POSITIVE_INFINITY)) return false;
    return (
      length < this.#provenShort || (length === this.#provenShort && roundCaps.every((round) => length % round !== 0))
    );
  }

  /** A page that was not full and was not the last: the archive gives no more at once. */
  #noteCap(length: number): void {
    this.#leastCap = Math.min(length, this.#leastCap ?? length);
    const known = this.#memory?.capabilities.mostRows;
    if (known !== length) this.#memory?.learn({ mostRows: length });
  }

  /** One page of at most `limit` rows. */
  async some(
    search: Search,
    limit: number,
    options: RequestOptions,
  ): Promise<Result<readonly DicomDataset[], Failure>> {
    const parameters = [...search.parameters, ['limit', String(limit)] as const];
    const answer = await this.#page({ ...search, parameters }, undefined, options);
    return answer.ok ? succeed(answer.value.rows) : answer;
  }

  /** Asks for everything at once, from an archive that does not turn pages. */
  async #withoutPaging(
    search: Search,
    rows: Map<string, DicomDataset>,
    options: RequestOptions,
  ): Promise<Result<readonly DicomDataset[], Failure>> {
    const answer = await this.#page(search, undefined, options);
    if (!answer.ok) return answer;
    const added = addRows(rows, answer.value.rows, search.uid);
    // Still no more than a full page: there is no way to know the rest, and a list one short looks complete.
    if (added === 0 && (answer.value.more || rows.size % pageSize === 0)) {
      return fail(invalid(this.#connection.place.host, 'paging'));
    }
    if (answer.value.unreadable > 0) options.onUnreadable?.(answer.value.unreadable);
    return succeed([...rows.values()]);
  }

  async #page(search: Search, offset: number | undefined, options: RequestOptions): Promise<Result<Page, Failure>> {
    const full = await this.#askPage(search, search.include, offset, options);
    const refused = !full.ok && full.failure.code === 'ArchiveFailed' && full.failure.details?.['status'] === 400;
    // Some archives refuse a field that they do not keep; the rows without it are better than none.
    return refused && search.include.length > 0 ? this.#askPage(search, [], offset, options) : full;
  }

  async #askPage(
    search: Search,
    include: readonly Keyword[],
    offset: number | undefined,
    options: RequestOptions,
  ): Promise<Result<Page, Failure>> {
    const query = new URLSearchParams(search.parameters.map(([name, value]): [string, string] => [name, value]));
    for (const keyword of include) query.append('includefield', tagOf(keyword));
    if (offset !== undefined) query.append('limit', String(pageSize));
    if (offset) query.append('offset', String(offset));
    const text = query.size > 0 ? `?${query}` : '';
    const answered = await this.#connection.ask({ path: search.path + text, accept: dicomJson }, options);
    if (!answered.ok) return answered;
    this.#memory?.noteServer(answered.value.headers.get('server'));
    const response = answered.value;
    const beyondEnd = (offset ?? 0) > 0 && (response.status === 400 || response.status === 404);
    if (response.status === 204 || beyondEnd) {
      await response.discard();
      return succeed({ rows: [], unreadable: 0, more: false });
    }
    const place = this.#connection.place;
    const failure = failureOfStatus(response, place) ?? failureOfWebPage(response, place);
    if (failure) {
      await response.discard();
      return fail(failure);
    }
    // Of a list without pages nobody knows how long it is.
    const isBounded = offset !== undefined || search.parameters.some(([name]) => name === 'limit');
    const read = await readRows(this.#connection, response, isBounded ? maxListBytes(pageSize) : undefined);
    if (!read.ok) return read;
    const { datasets, unreadable } = read.value;
    const [reason] = unreadable;
    if (reason !== undefined && !options.onUnreadable) return fail(invalid(place.host, reason));
    return succeed({
      rows: datasets,
      unreadable: unreadable.length,
      more: moreResults.test(response.headers.get('warning') ?? ''),
    });
  }
}

function addRows(rows: Map<string, DicomDataset>, page: readonly DicomDataset[], uid: Keyword): number {
  const before = rows.size;
  for (const row of page) {
    const key = textOf(row, uid);
    if (key !== undefined && !rows.has(key)) rows.set(key, row);
  }
  return rows.size - before;
}
