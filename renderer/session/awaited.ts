import { studyKey } from '#shared/dicom/frameKey.ts';
import { labelOf } from './hungStage.ts';
import type { ReadingState } from './readingState.ts';
import { keyOf, otherPatientOf } from './studyOnDesk.ts';

/** Why a box that a protocol wants filled is empty; each has its words in `hanging.json`, under `desk.awaits`. */
export type Awaiting =
  /** The study has no such series, now. */
  | 'series'
  /** The archive counts more series than it has described so far. */
  | 'seriesComing'
  /** It has one, that another box of the protocol shows. */
  | 'taken'
  /** There is no earlier study that is compared. */
  | 'noPrior'
  /** It has been asked for, and its headers are not here yet. */
  | 'priorComing'
  /** It was asked for, and is not to be had now. */
  | 'priorFailed'
  /** It is not on the desk: the reader has put it away. */
  | 'priorAway'
  /** It is here, and has no series that is compared. */
  | 'priorSeries'
  /** It is here, and may not stand beside what hangs there now. */
  | 'priorUnlike'
  /** It may be another patient's, and is hung by nobody but the reader. */
  | 'priorOfOther';

/** What a box waits for, in the protocol's words, and the earlier study that it would be of. */
export interface AwaitedWords {
  readonly kind: Awaiting;
  readonly label: string;
  readonly prior: { readonly date: string | undefined; readonly modalities: readonly string[] } | undefined;
  /** Series that are described, of those that the archive counts. */
  readonly series?: { readonly here: number; readonly count: number } | undefined;
}

/** What a box of a protocol waits for; undefined where nothing of the kind is wanted. */
export function awaitedIn(state: ReadingState, selector: string): AwaitedWords | undefined {
  const { byProtocol, snapshot } = state;
  if (!byProtocol) return undefined;
  const { hanging } = byProtocol;
  const wanted = hanging.protocol.selectors[selector];
  if (!wanted) return undefined;
  const label = labelOf(hanging, selector);
  const { from = 'current' } = wanted;
  if (from === 'current') {
    if (hanging.unbound[selector]?.reason === 'taken') return { kind: 'taken', label, prior: undefined };
    const [here, count] = [snapshot.series.length, snapshot.item.numberOfSeries ?? 0];
    const isComing = here < count;
    return {
      ...{ kind: isComing ? 'seriesComing' : 'series', label, prior: undefined },
      ...(isComing && { series: { here, count } }),
    };
  }
  const key = hanging.priors.find(({ id }) => id === from)?.study;
  const prior = snapshot.priors.find(({ study }) => studyKey(study) === key);
  if (!prior) return { kind: 'noPrior', label, prior: undefined };
  const words = { date: prior.studyDate, modalities: prior.modalities };
  const kind = priorAwaiting(state, studyKey(prior.study));
  // What is bound and does not hang is kept away by what stands beside it.
  const isBound = kind === 'priorSeries' && hanging.bindings[selector] !== undefined;
  return { kind: isBound ? 'priorUnlike' : kind, label, prior: words };
}

function priorAwaiting({ snapshot, studies, priorsAsked }: ReadingState, key: string): Awaiting {
  const here = studies.slice(1).find((study) => keyOf(study) === key);
  if (here) return otherPatientOf(snapshot.item, here) ? 'priorOfOther' : 'priorSeries';
  const asked = priorsAsked.find(({ study }) => studyKey(study) === key);
  if (!asked) return 'priorAway';
  return asked.failure ? 'priorFailed' : 'priorComing';
}
