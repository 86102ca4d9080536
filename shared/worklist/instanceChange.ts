import { type Keyword, tagOf } from '../dicom/attributes.ts';
import { type DicomDataset, type DicomElement, textOf } from '../dicom/dicomJson.ts';
import { readImagePatient } from '../dicom/imagePatient.ts';
import { otherPatient } from './otherPatient.ts';

/**
 * What an archive says of an instance other than before. `anotherPatient`: another ID, or another name where no ID is
 * said. `corrected`: another image, to judge by its size, its times or where it lies. `renamed`: the patient of the same
 * ID is spelled otherwise, born on another day or of another sex.
 */
export type InstanceChange = 'anotherPatient' | 'corrected' | 'renamed';

/** What tells one state of an image from another (PS3.3 C.7.6.1, C.7.6.2, C.7.6.3, C.12.1), compared as text. */
const words: readonly Keyword[] = [
  'SOPClassUID',
  'Rows',
  'Columns',
  'SamplesPerPixel',
  'BitsAllocated',
  'BitsStored',
  'PixelRepresentation',
  'NumberOfFrames',
  'InstanceCreationDate',
  'InstanceCreationTime',
  'ContentDate',
  'ContentTime',
  'AcquisitionDate',
  'AcquisitionTime',
  'Laterality',
  'ImageLaterality',
  'ViewPosition',
  'PatientOrientation',
  'FrameOfReferenceUID',
];
/** Numbers that archives write with more or fewer digits. */
const measures: readonly Keyword[] = [
  'ImageOrientationPatient',
  'ImagePositionPatient',
  'PixelSpacing',
  'ImagerPixelSpacing',
];
const groups: readonly Keyword[] = ['SharedFunctionalGroupsSequence', 'PerFrameFunctionalGroupsSequence'];
const comparedAsText: ReadonlySet<string> = new Set(words.map(tagOf));
const comparedAsNumbers: ReadonlySet<string> = new Set(measures.map(tagOf));
const writtenSame = 1e-4;

/** Undefined where it is the same image of the same patient; what only one of the two says is no change. */
export function instanceChange(before: DicomDataset, after: DicomDataset): InstanceChange | undefined {
  const [was, is] = [readImagePatient(before), readImagePatient(after)];
  const other = was && otherPatient({ ...was, patientName: was.name, issuerOfPatientId: was.issuer }, is);
  const isIdSaid = was?.patientId !== undefined && is?.patientId !== undefined;
  if (other === 'patient' || (other === 'name' && !isIdSaid)) return 'anotherPatient';
  if (contentDiffers(before, after)) return 'corrected';
  const isRenamed = other === 'name' || saidOtherwise(before, after, 'PatientBirthDate', 'PatientSex');
  return isRenamed ? 'renamed' : undefined;
}

/** The instances of a series that are not what they were, by SOP Instance UID; those that are new are no change. */
export function changedInstances(
  before: readonly DicomDataset[],
  after: readonly DicomDataset[],
): ReadonlyMap<string, InstanceChange> {
  const known = new Map(before.map((instance) => [textOf(instance, 'SOPInstanceUID'), instance]));
  const changed = new Map<string, InstanceChange>();
  for (const instance of after) {
    const uid = textOf(instance, 'SOPInstanceUID');
    const was = uid === undefined ? undefined : known.get(uid);
    const change = was && instanceChange(was, instance);
    if (uid !== undefined && change) changed.set(uid, change);
  }
  return changed;
}

function saidOtherwise(before: DicomDataset, after: DicomDataset, ...keywords: readonly Keyword[]): boolean {
  return keywords.some((keyword) => {
    const [was, is] = [textOf(before, keyword), textOf(after, keyword)];
    return was !== undefined && is !== undefined && was !== is;
  });
}

function contentDiffers(before: DicomDataset, after: DicomDataset): boolean {
  const isOther = [...words, ...measures].some((keyword) => elementsDiffer(tagOf(keyword), before, after));
  return isOther || groups.some((keyword) => itemsDiffer(before[tagOf(keyword)], after[tagOf(keyword)]));
}

function elementsDiffer(tag: string, before: DicomDataset, after: DicomDataset): boolean {
  const [was, is] = [before[tag]?.Value ?? [], after[tag]?.Value ?? []];
  if (was.length === 0 || is.length === 0) return false;
  return was.length !== is.length || was.some((value, at) => valuesDiffer(tag, value, is[at]));
}

function valuesDiffer(tag: string, was: unknown, is: unknown): boolean {
  const [left, right] = [String(was ?? '').trim(), String(is ?? '').trim()];
  if (left === right) return false;
  const apart = Math.abs(Number(left) - Number(right));
  // "101500" and "101500.000" are one time, "0.50" and "0.5" one spacing.
  return comparedAsNumbers.has(tag) ? !(apart <= writtenSame) : apart !== 0;
}

/** What the frames of an enhanced object lie in (PS3.3 C.7.6.16): the same attributes, at any depth. */
function itemsDiffer(before: DicomElement | undefined, after: DicomElement | undefined): boolean {
  const [was, is] = [itemsOf(before), itemsOf(after)];
  if (was.length === 0 || is.length === 0) return false;
  return was.length !== is.length || was.some((item, at) => itemDiffers(item, is[at] ?? item));
}

function itemDiffers(before: DicomDataset, after: DicomDataset): boolean {
  return Object.entries(before).some(([tag, element]) => {
    if (element.vr === 'SQ') return itemsDiffer(element, after[tag]);
    return (comparedAsText.has(tag) || comparedAsNumbers.has(tag)) && elementsDiffer(tag, before, after);
  });
}

function itemsOf(element: DicomElement | undefined): readonly DicomDataset[] {
  return element?.vr === 'SQ' ? ((element.Value ?? []) as readonly DicomDataset[]) : [];
}
