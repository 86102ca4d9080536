import type { DicomDataset } from '#shared/dicom/dicomJson.ts';
import { encodeFrame } from '../codecs/encodeFrame.ts';
import type { DrawInstances, DrawingTime, PlannedStudy } from '../studies/plannedStudy.ts';
import { planPracticeStudies } from '../studies/practiceStudies.ts';

/** One call to draw: which drawing of which study, and which of its planes. Names work across threads. */
export interface DrawStep {
  readonly study: number;
  readonly drawing: number;
  readonly index: number;
  readonly cost: number;
}

export interface EncodedInstance {
  readonly attributes: DicomDataset;
  readonly frames: readonly Uint8Array[];
}

/** One instance for each series of the drawing. */
export type StepResult = readonly EncodedInstance[];

/** Draws and encodes steps of the plan; keeps what a drawing prepared, so that neighbours are cheap. */
export function stepDrawer(time: DrawingTime): (step: DrawStep) => Promise<StepResult> {
  const plan = planPracticeStudies(time);
  const prepared = new Map<string, DrawInstances>();
  return async (step) => {
    const drawing = plan[step.study]?.drawings[step.drawing];
    if (!drawing) throw new RangeError('no such drawing in the plan');
    const name = `${step.study}/${step.drawing}`;
    const draw = prepared.get(name) ?? drawing.prepare();
    prepared.set(name, draw);
    const encoded: EncodedInstance[] = [];
    for (const [at, { attributes, frames }] of draw(step.index).entries()) {
      const syntax = drawing.series[at]?.syntax;
      if (syntax === undefined) throw new RangeError('more instances drawn than series planned');
      const bytes: Uint8Array[] = [];
      for (const frame of frames) bytes.push(await encodeFrame(frame, syntax));
      encoded.push({ attributes, frames: bytes });
    }
    return encoded;
  };
}

/** Every step of the plan, the dearest first, so that no thread is left alone with one at the end. */
export function stepsOf(plan: readonly PlannedStudy[]): readonly DrawStep[] {
  const steps = plan.flatMap(({ drawings }, study) =>
    drawings.flatMap(({ count, cost }, drawing) =>
      Array.from({ length: count }, (_, index) => ({ study, drawing, index, cost })),
    ),
  );
  return steps.sort((left, right) => right.cost - left.cost);
}
