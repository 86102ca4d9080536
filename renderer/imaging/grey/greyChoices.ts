import type { FrameOfImage } from '#shared/dicom/displaySets.ts';
import { isColour } from '../frames/frameCatalogue.ts';
import { type GreyState, spanOfTable } from './grey.ts';

/** One way in which the data ask to be seen: a window of theirs or a VOI LUT, by the explanation they give it (PX4, PX6). */
export interface GreyChoice {
  readonly kind: 'window' | 'table';
  /** From 1, as the data count them. */
  readonly number: number;
  readonly explanation: string | undefined;
  readonly grey: GreyState;
}

/** Every window and every VOI LUT of a frame, windows first; none for colour. */
export function greyChoicesOf({ image, frame }: FrameOfImage): readonly GreyChoice[] {
  if (isColour(image)) return [];
  const { voiFunction } = frame;
  const inverted = image.invertedByNature;
  const windows = frame.windows.map(
    (window, index): GreyChoice => ({
      kind: 'window',
      number: index + 1,
      explanation: window.explanation,
      grey: { window, voiFunction, inverted, table: undefined },
    }),
  );
  const tables = image.voiTables.map(
    (table, index): GreyChoice => ({
      kind: 'table',
      number: index + 1,
      explanation: table.explanation,
      grey: { window: spanOfTable(table), voiFunction, inverted, table },
    }),
  );
  return [...windows, ...tables];
}

/** Which of the choices is on the screen, whatever the reader has inverted; -1 for a grey of the reader's own. */
export function choiceShown(choices: readonly GreyChoice[], grey: GreyState | undefined): number {
  return choices.findIndex(
    (choice) =>
      grey !== undefined &&
      choice.grey.table === grey.table &&
      choice.grey.voiFunction === grey.voiFunction &&
      choice.grey.window.center === grey.window.center &&
      choice.grey.window.width === grey.window.width,
  );
}

/** The next (+1) or previous (-1) choice, round and round; the inversion that the reader chose stays. */
export function nextChoice(
  choices: readonly GreyChoice[],
  grey: GreyState | undefined,
  towards: 1 | -1,
): GreyState | undefined {
  if (choices.length === 0) return undefined;
  const at = choiceShown(choices, grey);
  const next = at < 0 ? (towards === 1 ? 0 : choices.length - 1) : (at + towards + choices.length) % choices.length;
  const chosen = choices[next]?.grey;
  return chosen && { ...chosen, inverted: grey?.inverted ?? chosen.inverted };
}
