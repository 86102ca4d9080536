import { fail, type Result } from '#shared/base/result.ts';
import { dot, subtract } from '#shared/dicom/vectors.ts';
import type { VolumeModel } from '../volume/volumeModel.ts';
import type { Registration, RegistrationRefusal } from './registration.ts';
import { middleOfVolume, type RegistrationVolume, registrationVolumeOf } from './registrationVolume.ts';
import type { RegistrationQuestion } from './registrationWorker.ts';
import { moved } from './rigidTransform.ts';

export interface AlignedVolumes extends Registration {
  /** How far the middle of the first is shifted along its slices, in mm: what is said in the boxes. */
  readonly offsetMm: number;
}

export type AlignRefusal = RegistrationRefusal | 'stopped' | 'failed' | 'notAllHere';

/** Nobody waits longer for a help. */
const mostMs = 30_000;
/** Brightness means the same in two examinations of these; an MR is bright as its sequence will have it. */
const calibrated = new Set(['CT', 'PT']);

/**
 * Aligns two volumes that are wholly here, in a thread of its own: the hands stay free meanwhile, and `signal` ends it.
 */
export async function alignVolumes(
  first: VolumeModel,
  second: VolumeModel,
  signal: AbortSignal,
): Promise<Result<AlignedVolumes, AlignRefusal>> {
  if (
    first.absentSlots().length > first.grid.missingSlices ||
    second.absentSlots().length > second.grid.missingSlices
  ) {
    return fail('notAllHere');
  }
  const [one, other] = [copyOf(first), copyOf(second)];
  const sameKind = first.set.modality === second.set.modality && calibrated.has(first.set.modality);
  const answer = await askWorker({ first: one, second: other, sameKind, mostMs }, signal);
  if (!answer.ok) return answer;
  const middle = middleOfVolume(one);
  const offsetMm = dot(subtract(moved(answer.value.transform, middle), middle), one.normal);
  return { ok: true, value: { ...answer.value, offsetMm } };
}

function copyOf(model: VolumeModel): RegistrationVolume {
  return registrationVolumeOf(model.sampled, model.grid, model.set.modality);
}

/** Asks a thread of its own, which is ended with the answer. */
export function askWorker(
  question: RegistrationQuestion,
  signal: AbortSignal,
): Promise<Result<Registration, AlignRefusal>> {
  const worker = new Worker(new URL('./registrationWorker.ts', import.meta.url), { type: 'module' });
  return new Promise<Result<Registration, AlignRefusal>>((resolve) => {
    // A thread that cannot start never answers (SF16).
    const timer = setTimeout(() => resolve(fail('tookTooLong')), mostMs + 5_000);
    const end = (answer: Result<Registration, AlignRefusal>) => {
      clearTimeout(timer);
      resolve(answer);
    };
    worker.addEventListener('message', ({ data }: MessageEvent<Result<Registration, RegistrationRefusal>>) =>
      end(data),
    );
    // It did not start, or died of what it was given: nobody stopped it.
    worker.addEventListener('error', () => end(fail('failed')));
    worker.addEventListener('messageerror', () => end(fail('failed')));
    signal.addEventListener('abort', () => end(fail('stopped')), { once: true });
    if (signal.aborted) end(fail('stopped'));
    worker.postMessage(question, [question.first.values.buffer, question.second.values.buffer]);
  }).finally(() => worker.terminate());
}
