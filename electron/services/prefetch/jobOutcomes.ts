import { fail, type Result, succeed } from '#shared/base/result.ts';
import { type Failure, failureOf } from '#shared/contract/failures.ts';
import { type FrameKey, frameId } from '#shared/dicom/frameKey.ts';
import type { ReceivedFrame } from '../archive/index.ts';
import type { ArchiveCircuit } from './archiveCircuit.ts';
import type { ArchiveLineOptions } from './archiveLineOptions.ts';
import { classifyFailure, type FailureMeaning, isLineFailure } from './classifyFailure.ts';
import type { FailedFrames } from './failedFrames.ts';
import type { FetchJob } from './fetchJob.ts';
import type { LinePace } from './linePace.ts';
import type { PlanCursor } from './planCursor.ts';
import type { RunningJobs } from './runningJobs.ts';
import type { WantList } from './wantList.ts';

/** The parts of a line that an answer changes. */
interface LineParts {
  readonly wants: WantList;
  readonly plan: PlanCursor;
  readonly failed: FailedFrames;
  readonly circuit: ArchiveCircuit;
  readonly pace: LinePace;
  readonly jobs: RunningJobs;
  readonly isFetchable: (key: FrameKey) => boolean;
  /** The circuit has opened. */
  readonly onCircuit: () => void;
}

/** What becomes of the frames of a question: kept, asked for again, or given up; and what that says of the archive. */
export class JobOutcomes {
  readonly #options: ArchiveLineOptions;
  readonly #parts: LineParts;

  constructor(options: ArchiveLineOptions, parts: LineParts) {
    this.#options = options;
    this.#parts = parts;
  }

  async receive(job: FetchJob, frame: ReceivedFrame): Promise<void> {
    const { wants, failed, jobs } = this.#parts;
    const key = job.remaining.get(frame.frameNumber);
    if (!key || job.isOutdated) return;
    const received = await this.#options.receiver.receive(key, frame);
    job.remaining.delete(frame.frameNumber);
    job.arrived += 1;
    if (job.yields && job.remaining.size > 0) job.preempt();
    const id = frameId(key);
    jobs.frameCame(id);
    if (!received.ok) return this.#refuse(job, key, received.failure);
    failed.forget(id);
    wants.settle(id, succeed(received.value.frame));
    if (received.value.notKept) this.#options.onNotKept(received.value.notKept);
    else this.#options.onStored(key);
  }

  /** The answer failed, or was whole and lacks some of what was asked for. */
  endedShort(job: FetchJob, result: Result<void, Failure>): void {
    const left = [...job.remaining.values()];
    // Where some of it came the rest may; where nothing came it is not there.
    const failure = result.ok ? failureOf(job.arrived > 0 ? 'ArchiveAnswerCut' : 'FrameNotHere') : result.failure;
    const meaning = job.isPreempted ? 'cancelled' : classifyFailure(failure);
    if (meaning === 'frame') this.#handleFrameFailure(job, left, failure);
    else this.#handleFlowFailure(job, left, failure, meaning);
  }

  giveUp(key: FrameKey, failure: Failure): void {
    const id = frameId(key);
    this.#parts.failed.add(id, failure);
    this.#parts.wants.settle(id, fail(failure));
    this.#options.onFrameFailed(key, failure);
  }

  /** Bytes that are not what they should be may have been spoilt on the way: they are asked for once more, alone (V3). */
  #refuse(job: FetchJob, key: FrameKey, failure: Failure): void {
    const isSpoilt = failure.code === 'FrameNotDecodable' || failure.code === 'FrameLied';
    const isKnown = failure.details?.['reason'] === 'sameBytesAgain';
    if (!isSpoilt || isKnown || this.#parts.failed.countAttempt(frameId(key)) > 1) this.giveUp(key, failure);
    else this.#askAlone(job, key);
  }

  #handleFlowFailure(job: FetchJob, left: readonly FrameKey[], failure: Failure, meaning: FailureMeaning): void {
    const { wants, plan, circuit, pace, jobs, isFetchable, onCircuit } = this.#parts;
    if (meaning === 'shaky') for (const key of left) this.#noteBroken(key, failure);
    if (meaning === 'busy') pace.trouble('busy');
    if (failure.code === 'ArchiveTimedOut') pace.trouble('stalled');
    if (meaning !== 'cancelled' && meaning !== 'disk' && circuit.failed(failure, meaning, job.startedAtMs)) onCircuit();
    // Who waits for an archive that is away is told so; one that is only busy will answer after the pause.
    if (circuit.failure && meaning !== 'busy' && meaning !== 'cancelled') {
      wants.settleAll(fail(failure), ({ id }) => !jobs.has(id));
    }
    if (job.tier !== 'display') plan.putBack(job.tier, left.filter(isFetchable));
  }

  /** One bad frame can spoil the whole list: what was asked together is asked again one by one, once. */
  #handleFrameFailure(job: FetchJob, left: readonly FrameKey[], failure: Failure): void {
    const isList = left.length > 1 && failure.code !== 'TransferSyntaxUnsupported';
    for (const key of left) {
      if (isList) this.#askAlone(job, key);
      else this.giveUp(key, failure);
    }
  }

  #askAlone(job: FetchJob, key: FrameKey): void {
    const want = this.#parts.wants.get(frameId(key));
    if (want) want.isAlone = true;
    else this.#parts.plan.putBack(job.tier, [key]);
  }

  /** Where the line broke it, the frame has not failed: who waits is told after several breaks, the plan asks again soon. */
  #noteBroken(key: FrameKey, failure: Failure): void {
    const { wants, failed } = this.#parts;
    const id = frameId(key);
    if (!failed.breaksOften(id)) return;
    if (isLineFailure(failure)) {
      failed.addBroken(id, failure);
      wants.settle(id, fail(failure));
    } else this.giveUp(key, failure);
  }
}
