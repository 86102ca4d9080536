import { fail, type Result, succeed } from '#shared/base/result.ts';
import type { Failure } from '#shared/contract/failures.ts';
import { type Keyword, tagOf } from '#shared/dicom/attributes.ts';
import { type DicomDataset, textOf } from '#shared/dicom/dicomJson.ts';
import type { ArchiveConnection } from './archiveConnection.ts';
import { failureOfStatus, failureOfWebPage } from './archiveFailures.ts';
import { dicomJson, invalid, readRows } from './dicomJsonAnswer.ts';
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

/**
 * Searches to the end, whatever the archive thinks of limits (A6): a page shorter than asked may be the archive's own
 * cap, so the end is believed only once an empty or repeated page has proved that such a short page was one.
 */
export class Searcher {
  readonly #connection: ArchiveConnection;
  /** The longest page, shorter than asked, that proved to be the last. */
  #provenShort = 0;

  constructor(connection: ArchiveConnection) {
    this.#connection = connection;
  }

  async all(search: Search, options: RequestOptions): Promise<Result<readonly DicomDataset[], Failure>> {
    const rows = new Map<string, DicomDataset>();
    let received = 0;
    let unreadable = 0;
    let lastLength = 0;
    let expectsMore = false;
    for (let page = 0; page < maxPages; page += 1) {
      const answer = await this.#page(search, received, options);
      if (!answer.ok) return answer;
      const length = answer.value.rows.length + answer.value.unreadable;
      const added = addRows(rows, answer.value.rows, search.uid);
      if (added === 0) {
        // Nothing new: the end, unless the archive has only repeated a full page, or promised more and gave none.
        const offsetIgnored = received > 0 && length >= pageSize;
        if (offsetIgnored || expectsMore) return this.#withoutPaging(search, rows, options);
        if (page > 0 && lastLength < pageSize) this.#provenShort = Math.max(this.#provenShort, lastLength);
        break;
      }
      received += length;
      unreadable += answer.value.unreadable;
      lastLength = length;
      expectsMore = answer.value.more;
      if (length > pageSize) break;
      if (length < pageSize && !expectsMore && length <= this.#provenShort) break;
    }
    if (unreadable > 0) options.onUnreadable?.(unreadable);
    return succeed([...rows.values()]);
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
    const read = await readRows(this.#connection, response);
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
