import { type Keyword, tagOf } from './attributes.ts';
import { type DicomDataset, type DicomElement, textOf } from './dicomJson.ts';
import { isGarbledName, isReadableName, nameSaysLess, readableGroups } from './readableName.ts';
import { isGarbledText, isReadableText, saysLess } from './readableText.ts';

/** Whether the first value says something that a person can read. */
export function isReadable(element: DicomElement | undefined): boolean {
  const value = element?.Value?.[0];
  if (element?.vr === 'PN') return isReadableName(value);
  return typeof value === 'string' ? isReadableText(value) : value !== undefined && value !== null;
}

/** Whether the first value holds signs that cannot be read; an empty one does not. */
export function isGarbled(element: DicomElement | undefined): boolean {
  const value = element?.Value?.[0];
  if (element?.vr === 'PN') return isGarbledName(value);
  return typeof value === 'string' && isGarbledText(value);
}

/** Whether `found` is to stand where `known` stands: that one says nothing, or is what an archive left of `found`. */
export function tellsMore(known: DicomElement | undefined, found: DicomElement | undefined): boolean {
  if (!found || !isReadable(found)) return false;
  if (!isReadable(known)) return true;
  const [poor, rich] = [known?.Value?.[0], found.Value?.[0]];
  if (found.vr === 'PN') return nameSaysLess(poor, rich);
  return typeof poor === 'string' && typeof rich === 'string' && saysLess(poor, rich);
}

/** A PN attribute with the component groups that can be read only; the same object when that is all of it. */
export function withoutGarbledGroups(element: DicomElement): DicomElement {
  if (isReadableName(element.Value?.[0])) return element;
  const [Alphabetic, Ideographic, Phonetic] = readableGroups(element.Value?.[0]);
  const groups = {
    ...(Alphabetic && { Alphabetic }),
    ...(Ideographic && { Ideographic }),
    ...(Phonetic && { Phonetic }),
  };
  return Object.keys(groups).length > 0 ? { vr: 'PN', Value: [groups] } : { vr: 'PN' };
}

/** Whether both may be of one patient: what both say of Patient ID and its issuer is equal. */
export function patientIdsAgree(one: DicomDataset, other: DicomDataset): boolean {
  return (['PatientID', 'IssuerOfPatientID'] as const).every((keyword) => {
    const [left, right] = [textOf(one, keyword), textOf(other, keyword)];
    return left === undefined || right === undefined || left === right;
  });
}

/**
 * The data set with the named attributes as the header of one of its own images says them, where that can be read.
 * The same object when there is nothing to change, or when the header is of another patient.
 */
export function withHeaderText(
  dataset: DicomDataset,
  header: DicomDataset,
  keywords: readonly Keyword[],
): DicomDataset {
  if (!patientIdsAgree(dataset, header)) return dataset;
  const changes = keywords.map(tagOf).flatMap((tag) => {
    const said = header[tag];
    const isNew = said && isReadable(said) && JSON.stringify(dataset[tag]) !== JSON.stringify(said);
    return isNew ? [[tag, said] as const] : [];
  });
  if (changes.length === 0) return dataset;
  return Object.assign(Object.create(null), dataset, Object.fromEntries(changes)) as DicomDataset;
}
