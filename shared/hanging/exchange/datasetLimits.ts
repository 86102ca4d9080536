import { attributes } from '../../dicom/attributes.ts';
import type { DicomDataset } from '../../dicom/dicomJson.ts';

/** The largest object that is written has some ten thousand elements, six sequences deep. */
const most = { elements: 100_000, depth: 10 };

/** Boxes of all stages together; more fill no screen, and no program is asked to hang them. */
export const mostDisplaySets = 250;

const representations: ReadonlyMap<string, string> = new Map(Object.values(attributes).map(([tag, vr]) => [tag, vr]));

/** Why an object is not looked at any further; `tag` is the attribute, never its value. */
export type OverLimit =
  | { readonly code: 'tooLarge' | 'tooDeep' }
  | { readonly code: 'wrongValueRepresentation'; readonly tag: string };

/** Walks the whole object once, without recursion: what is nested too deep must not be what ends the walk. */
export function overLimit(dataset: DicomDataset): OverLimit | undefined {
  const waiting: { readonly dataset: DicomDataset; readonly depth: number }[] = [{ dataset, depth: 0 }];
  let elements = 0;
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    for (const [tag, element] of Object.entries(next.dataset)) {
      elements += 1 + (element.Value?.length ?? 0);
      if (elements > most.elements) return { code: 'tooLarge' };
      if (tag.startsWith('0072') && !isAsExpected(tag, element.vr)) return { code: 'wrongValueRepresentation', tag };
      if (element.vr !== 'SQ') continue;
      if (next.depth >= most.depth) return { code: 'tooDeep' };
      for (const inner of element.Value ?? []) waiting.push({ dataset: inner as DicomDataset, depth: next.depth + 1 });
    }
  }
  return undefined;
}

function isAsExpected(tag: string, vr: string): boolean {
  const expected = representations.get(tag);
  return expected === undefined || expected === vr;
}
