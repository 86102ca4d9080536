import type { FrameKey } from '#shared/dicom/frameKey.ts';
import { type FetchTier, type FrameRequest, fetchTiers } from '#shared/prefetch/frameRequest.ts';
import { keysOf } from './fetchJob.ts';

/** Made again when fewer requests than this are left, long before the line would rest. */
const lowMark = 24;

/** Walks through a plan, past what has come meanwhile; what was asked in vain goes back to the front. */
export class PlanCursor {
  readonly #isFetchable: (key: FrameKey) => boolean;
  #requests: readonly FrameRequest[] = [];
  #position = 0;
  #returned: FrameRequest[] = [];
  #saidLow = true;

  constructor(isFetchable: (key: FrameKey) => boolean) {
    this.#isFetchable = isFetchable;
  }

  /** True once, when the plan is nearly used up. */
  get isLow(): boolean {
    if (this.#saidLow || this.#requests.length - this.#position > lowMark) return false;
    this.#saidLow = true;
    return true;
  }

  /** A plan that leaves nothing out need not be made again when it runs low. */
  replace(requests: readonly FrameRequest[], leavesOut: boolean): void {
    this.#requests = requests;
    this.#position = 0;
    this.#returned = [];
    this.#saidLow = !leavesOut;
  }

  /** The next request that still has something to fetch; with `tiers`, only if it is of one of them. */
  take(tiers?: readonly FetchTier[]): FrameRequest | undefined {
    for (;;) {
      const [returned] = this.#returned;
      const next = this.#requests[this.#position];
      // What was given back for something more urgent does not come before it.
      const fromReturned = returned !== undefined && !(next && isMoreUrgent(next.tier, returned.tier));
      const request = fromReturned ? returned : next;
      if (!request || (tiers && !tiers.includes(request.tier))) return undefined;
      if (fromReturned) this.#returned.shift();
      else this.#position += 1;
      const frameNumbers = keysOf(request)
        .filter(this.#isFetchable)
        .map(({ frameNumber }) => frameNumber);
      if (frameNumbers.length > 0) return { ...request, frameNumbers };
    }
  }

  /** `keys`: of one instance. */
  putBack(tier: FetchTier, keys: readonly FrameKey[]): void {
    const [first] = keys;
    if (!first) return;
    const { archiveId, studyInstanceUID, seriesInstanceUID, sopInstanceUID } = first;
    const frameNumbers = keys.map(({ frameNumber }) => frameNumber);
    const returned: FrameRequest = {
      tier,
      study: { archiveId, studyInstanceUID },
      seriesInstanceUID,
      sopInstanceUID,
      frameNumbers,
    };
    const after = this.#returned.findIndex((one) => isMoreUrgent(tier, one.tier));
    this.#returned.splice(after < 0 ? this.#returned.length : after, 0, returned);
  }
}

/** Tiers are strict: nothing of a later one is asked for while an earlier one waits. */
export function isMoreUrgent(one: FetchTier, other: FetchTier): boolean {
  return fetchTiers.indexOf(one) < fetchTiers.indexOf(other);
}
