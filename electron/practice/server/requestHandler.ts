import type { ReceivingStudies, StoredStudies } from '../storedStudies.ts';
import { readAccept } from './acceptHeader.ts';
import { type IndexedInstance, type IndexedStudy, indexStudies, instancesOf, middleInstance } from './archiveIndex.ts';
import { answerStatus, type PracticeRequest, type PracticeResponse, type RequestHandler } from './message.ts';
import { answerRendered } from './rendered.ts';
import { answerBulkData, answerFrames, answerInstances, answerMetadata } from './retrieve.ts';
import { search } from './search.ts';
import { store } from './store.ts';

export interface HandlerOptions {
  /** Looked at anew for each request, so that a disc can come and go. */
  readonly sources: () => readonly StoredStudies[];
  /** Where STOW-RS puts what it is given; without it, storing is refused. */
  readonly receiving?: ReceivingStudies;
  /** Path of the service, without a slash at its end. */
  readonly rootPath?: string;
}

export const defaultRootPath = '/dicomweb';
const thumbnailSize = { longestSide: 192 };
const renderedSize = { longestSide: 1024 };
const uidSegment = /^[0-9.]{1,64}$/;

/** A DICOMweb origin server (PS3.18) as a function: no socket, no clock, never throws for a bad request. */
export function createRequestHandler(options: HandlerOptions): RequestHandler {
  const rootPath = options.rootPath ?? defaultRootPath;
  return async (request) => {
    const parsed = readTarget(request.target, rootPath);
    if (parsed === undefined) return answerStatus(400, 'the address cannot be read');
    if (parsed === 'elsewhere') return answerStatus(404);
    const root = `http://${request.headers.get('host') ?? 'localhost'}${rootPath}`;
    const call: Call = { request, options, root, ...parsed };
    if (request.method === 'OPTIONS') return answerStatus(200, '', { allow: 'GET, HEAD, POST, OPTIONS' });
    if (request.method === 'POST') return answerPost(call);
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      return answerStatus(405, '', { allow: 'GET, HEAD, POST, OPTIONS' });
    }
    const answer = await answerGet(call);
    return request.method === 'HEAD' ? { ...answer, body: new Uint8Array(0) } : answer;
  };
}

interface Call {
  readonly request: PracticeRequest;
  readonly options: HandlerOptions;
  readonly root: string;
  readonly segments: readonly string[];
  readonly query: URLSearchParams;
}

function readTarget(target: string, rootPath: string): Pick<Call, 'segments' | 'query'> | 'elsewhere' | undefined {
  const [path = '', ...rest] = target.split('?');
  if (path !== rootPath && !path.startsWith(`${rootPath}/`)) return 'elsewhere';
  try {
    const segments = path
      .slice(rootPath.length)
      .split('/')
      .filter((segment) => segment !== '');
    return { segments: segments.map(decodeURIComponent), query: new URLSearchParams(rest.join('?')) };
  } catch {
    return undefined; // a percent sign that stands for nothing
  }
}

async function answerPost(call: Call): Promise<PracticeResponse> {
  const [first, study, ...more] = call.segments;
  if (first !== 'studies' || more.length > 0) return answerStatus(404);
  if (study !== undefined && !uidSegment.test(study)) return answerStatus(400, 'not a UID');
  const { receiving } = call.options;
  return receiving ? store(call.request, receiving, study, call.root) : answerStatus(405, '', { allow: 'GET, HEAD' });
}

async function answerGet(call: Call): Promise<PracticeResponse> {
  const studies = indexStudies(call.options.sources());
  const { segments, query, root } = call;
  const [level, ...rest] = segments;
  if (level === 'series' && rest.length === 0) return search(studies, { level: 'series' }, query, root);
  if (level === 'instances' && rest.length === 0) return search(studies, { level: 'instance' }, query, root);
  if (level !== 'studies') return answerStatus(404);
  return rest.length === 0 ? search(studies, { level: 'study' }, query, root) : answerBelowStudy(call, studies, rest);
}

/** studies/{study}[/series/{series}[/instances/{instance}]][/what…] */
async function answerBelowStudy(
  call: Call,
  studies: ReadonlyMap<string, IndexedStudy>,
  path: readonly string[],
): Promise<PracticeResponse> {
  const { query, root } = call;
  const [studyUid = '', ...rest] = path;
  const scope = { study: studyUid };
  if (rest[0] === 'series' && rest.length === 1) return search(studies, { level: 'series', ...scope }, query, root);
  if (rest[0] === 'instances' && rest.length === 1)
    return search(studies, { level: 'instance', ...scope }, query, root);
  const study = studies.get(studyUid);
  if (rest[0] !== 'series') return study ? answerResource(call, instancesOf(study), rest) : answerStatus(404);
  const [, seriesUid = '', ...below] = rest;
  if (below[0] === 'instances' && below.length === 1) {
    return search(studies, { level: 'instance', series: seriesUid, ...scope }, query, root);
  }
  const series = study?.series.get(seriesUid);
  if (!series) return answerStatus(404);
  if (below[0] !== 'instances') return answerResource(call, series.instances, below);
  const instance = series.instances.find(({ uid }) => uid === below[1]);
  return instance ? answerInstance(call, instance, below.slice(2)) : answerStatus(404);
}

async function answerResource(
  call: Call,
  found: readonly IndexedInstance[],
  what: readonly string[],
): Promise<PracticeResponse> {
  const accept = readAccept(call.request.headers.get('accept'));
  if (what.length === 0) return answerInstances(found, accept);
  if (what.length > 1) return answerStatus(404);
  if (what[0] === 'metadata') return answerMetadata(found, accept, (one) => instanceUrl(call.root, one));
  if (what[0] !== 'rendered' && what[0] !== 'thumbnail') return answerStatus(404);
  const middle = middleInstance(found);
  if (!middle) return answerStatus(404);
  const frame = Math.ceil(middle.instance.frameCount / 2);
  return answerRendered(middle, frame, accept, what[0] === 'thumbnail' ? thumbnailSize : renderedSize);
}

async function answerInstance(call: Call, found: IndexedInstance, what: readonly string[]): Promise<PracticeResponse> {
  const accept = readAccept(call.request.headers.get('accept'));
  const [kind, list, more] = what;
  if (kind === 'bulkdata' && list !== undefined && what.length === 2) {
    return answerBulkData(found, list.toUpperCase(), accept, instanceUrl(call.root, found));
  }
  if (kind !== 'frames' || list === undefined) return answerResource(call, [found], what);
  if (!/^\d{1,9}(,\d{1,9}){0,999}$/.test(list)) return answerStatus(400, 'a list of frame numbers is wanted');
  const numbers = list.split(',').map(Number);
  if (more === undefined) return answerFrames(found, numbers, accept, instanceUrl(call.root, found));
  const [frame = 0] = numbers;
  if ((more !== 'rendered' && more !== 'thumbnail') || what.length > 3) return answerStatus(404);
  return answerRendered(found, frame, accept, more === 'thumbnail' ? thumbnailSize : renderedSize);
}

function instanceUrl(root: string, { instance, uid }: IndexedInstance): string {
  const value = (tag: string) => String(instance.attributes[tag]?.Value?.[0]);
  return `${root}/studies/${value('0020000D')}/series/${value('0020000E')}/instances/${uid}`;
}
