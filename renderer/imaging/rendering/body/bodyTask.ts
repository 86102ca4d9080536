import type { Decimation } from '#shared/dicom/volumeGrid.ts';
import type { VolumeModel } from '../../volume/volumeModel.ts';
import type { BodyQuestion, MadeBody } from './bodyWorker.ts';

/** Nobody waits longer: the volume is seen as it is. */
const mostMs = 60_000;
/** Slots that are copied before the page may do something else. */
const slotsAtOnce = 8;

type Filled = Pick<VolumeModel, 'sampled' | 'grid' | 'isFilled'>;

/**
 * Has the copy of a volume made that is seen in space, in a thread of its own, which is handed one slot after the other:
 * the whole is never there twice. Undefined where `signal` ended it, or the thread did not answer.
 */
export async function makeBody(
  model: Filled,
  { inPlane, slices }: Decimation,
  signal: AbortSignal,
): Promise<MadeBody | undefined> {
  const worker = new Worker(new URL('./bodyWorker.ts', import.meta.url), { type: 'module' });
  try {
    const answer = answerOf(worker, signal);
    const { columns, rows, slots, values, absentBelow } = model.sampled;
    const { spacing, sliceSpacingMm } = model.grid;
    const mm = [spacing.betweenColumns, spacing.betweenRows, sliceSpacingMm] as const;
    ask(worker, { kind: 'begin', source: { columns, rows, slots, mm, absentBelow, inPlane, slices } });
    const size = columns * rows;
    for (let slot = 0; slot < slots; slot += 1) {
      if (signal.aborted) return undefined;
      const copy = model.isFilled(slot) ? values.slice(slot * size, (slot + 1) * size) : undefined;
      ask(worker, { kind: 'slot', slot, values: copy as Int16Array | Float32Array | undefined });
      if (slot % slotsAtOnce === slotsAtOnce - 1) await new Promise((resolve) => setTimeout(resolve, 0));
    }
    ask(worker, { kind: 'end' });
    return await answer;
  } finally {
    worker.terminate();
  }
}

function ask(worker: Worker, question: BodyQuestion): void {
  const values = question.kind === 'slot' ? question.values : undefined;
  worker.postMessage(question, values ? [values.buffer] : []);
}

function answerOf(worker: Worker, signal: AbortSignal): Promise<MadeBody | undefined> {
  return new Promise((resolve) => {
    // A thread that cannot start never answers (SF16).
    const timer = setTimeout(() => resolve(undefined), mostMs);
    const end = (answer: MadeBody | undefined) => {
      clearTimeout(timer);
      resolve(answer);
    };
    worker.addEventListener('message', ({ data }: MessageEvent<MadeBody>) => end(data));
    worker.addEventListener('error', () => end(undefined));
    signal.addEventListener('abort', () => end(undefined), { once: true });
  });
}
