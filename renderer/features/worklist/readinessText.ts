import { formatPercent } from '#renderer/i18n/format.ts';
import type { Tone } from '#renderer/ui/Badge.tsx';
import type { Failure, FailureCode } from '#shared/contract/failures.ts';
import type { Readiness } from '#shared/contract/worklist.ts';

/** A row's readiness as shape, tone and words: what a reader may count on when opening it. */
export interface ReadinessLook {
  readonly shape: 'empty' | 'part' | 'ready' | 'changed' | 'triangle';
  readonly tone: Tone;
  /** Share that is here, 0 to 1, for the ring. */
  readonly part: number;
  /** Key under `worklist.readiness`. */
  readonly key:
    | 'none'
    | 'some'
    | 'part'
    | 'complete'
    | 'changed'
    | 'failed'
    | 'failedPart'
    | 'unshowable'
    | 'unshowablePart'
    | 'noImages';
  readonly percent: string;
}

/** Failures of images that were fetched whole: fetching is not what stopped. */
const ofTheImage: ReadonlySet<FailureCode> = new Set([
  'FrameNotDecodable',
  'FrameLied',
  'FrameTooLarge',
  'TransferSyntaxUnsupported',
]);

export function readinessLook({ state, presentFrames, expectedFrames, failure }: Readiness): ReadinessLook {
  const part = expectedFrames !== undefined && expectedFrames > 0 ? Math.min(1, presentFrames / expectedFrames) : 0;
  const percent = formatPercent(part);
  switch (state) {
    case 'complete':
      return { shape: 'ready', tone: 'proven', part: 1, key: 'complete', percent };
    case 'changed':
      return { shape: 'changed', tone: 'attention', part, key: 'changed', percent };
    case 'failed':
      return { shape: 'triangle', tone: 'attention', part, key: failedKey(part > 0, failure), percent };
    case 'partial':
      return part > 0
        ? { shape: 'part', tone: 'active', part, key: 'part', percent }
        : { shape: 'part', tone: 'active', part: 0.1, key: 'some', percent };
    case 'noImages':
      return { shape: 'triangle', tone: 'attention', part: 0, key: 'noImages', percent };
    case 'none':
      return { shape: 'empty', tone: 'quiet', part: 0, key: 'none', percent };
  }
}

function failedKey(inPart: boolean, failure: Failure | undefined): ReadinessLook['key'] {
  if (failure && ofTheImage.has(failure.code)) return inPart ? 'unshowablePart' : 'unshowable';
  return inPart ? 'failedPart' : 'failed';
}
