import { attributes, type Keyword } from './attributes.ts';
import type { DicomDataset, DicomElement } from './dicomJson.ts';

/** Attributes by keyword, each with its values; none means present and empty. */
export type AttributeValues = Readonly<Partial<Record<Keyword, readonly unknown[]>>>;

export function attribute(keyword: Keyword): readonly [tag: string, vr: string] {
  return attributes[keyword];
}

/** A data set, or the item of a sequence, written by keyword. */
export function item(values: AttributeValues): DicomDataset {
  const dataset: { [tag: string]: DicomElement } = {};
  for (const [keyword, value] of Object.entries(values)) {
    const [tag, vr] = attribute(keyword as Keyword);
    dataset[tag] = value.length > 0 || vr === 'SQ' ? { vr, Value: value } : { vr };
  }
  return dataset;
}
