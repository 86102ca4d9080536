import { type Keyword, tagOf } from '#shared/dicom/attributes.ts';
import { type DicomDataset, numberOf, textOf, valuesOf } from '#shared/dicom/dicomJson.ts';
import { isGarbled, isReadable, tellsMore } from '#shared/dicom/readableAttributes.ts';
import { nameGroupsOf } from '#shared/dicom/readableName.ts';
import { isUID, type SeriesInstanceUID, type SOPInstanceUID, type StudyInstanceUID } from '#shared/dicom/uids.ts';
import type { CachedSeries } from '../cache/index.ts';

export interface InstanceAddress {
  readonly study: StudyInstanceUID;
  readonly series: SeriesInstanceUID;
  readonly instance: SOPInstanceUID;
}

export interface OfferedInstance {
  readonly series: SeriesInstanceUID;
  readonly instance: SOPInstanceUID;
  readonly attributes: DicomDataset;
}

const besidesTheName = ['ReferringPhysicianName', 'StudyDescription', 'InstitutionName'] as const;
/** Uncompressed. A name is not worth more of a thin line than a large film. */
const maxBytes = 64 * 1024 * 1024;

/**
 * What neither the search nor the metadata can be believed about. The name is doubted as soon as the search has lost it:
 * metadata of the same archive may be right or wrong then, so only the header decides (rule A10). A study without a
 * name is asked for it too when it is read, where there is a patient at all.
 */
export function unreadableIn(
  searched: DicomDataset | undefined,
  instance: DicomDataset | undefined,
): readonly Keyword[] {
  const others = besidesTheName.filter((keyword) => {
    const [found, read] = [searched?.[tagOf(keyword)], instance?.[tagOf(keyword)]];
    return isGarbled(read) || (isGarbled(found) && !isReadable(read));
  });
  return isNameDoubtful(searched, instance) ? ['PatientName', ...others] : others;
}

function isNameDoubtful(searched: DicomDataset | undefined, instance: DicomDataset | undefined): boolean {
  const tag = tagOf('PatientName');
  const [found, read] = [searched?.[tag], instance?.[tag]];
  if (isGarbled(read) || isGarbled(found)) return true;
  if (!searched || textOf(searched, 'PatientID') === undefined) return false;
  if (isReadable(found)) return tellsMore(found, read);
  const isWritten = nameGroupsOf(valuesOf(searched, 'PatientName')[0]).some((group) => group !== '');
  return isWritten || (instance !== undefined && !isReadable(read));
}

/** The smallest image, because all of a study's images say the same patient; else the first that is there. */
export function chooseInstance(
  series: readonly CachedSeries[],
  framesOf: (instance: DicomDataset) => number,
): OfferedInstance | undefined {
  let best: { readonly offered: OfferedInstance; readonly bytes: number } | undefined;
  for (const { seriesInstanceUID, instances } of series) {
    for (const attributes of instances) {
      const uid = textOf(attributes, 'SOPInstanceUID');
      if (uid === undefined || !isUID(uid)) continue;
      const frames = framesOf(attributes);
      // What is no image is written by others, later, and may have the name from elsewhere: the last resort.
      const bytes = frames === 0 ? maxBytes : uncompressedBytes(attributes) * frames;
      if (bytes > maxBytes || (best && bytes >= best.bytes)) continue;
      best = { offered: { series: seriesInstanceUID, instance: uid as SOPInstanceUID, attributes }, bytes };
    }
  }
  return best?.offered;
}

/** Whether a file that came is the instance that was asked for, of the patient whom the archive names. */
export function isOfInstance(header: DicomDataset, address: InstanceAddress, expected: DicomDataset): boolean {
  const issuers = [textOf(header, 'IssuerOfPatientID'), textOf(expected, 'IssuerOfPatientID')];
  return (
    textOf(header, 'StudyInstanceUID') === address.study &&
    textOf(header, 'SeriesInstanceUID') === address.series &&
    textOf(header, 'SOPInstanceUID') === address.instance &&
    textOf(header, 'PatientID') === textOf(expected, 'PatientID') &&
    (issuers.includes(undefined) || issuers[0] === issuers[1])
  );
}

function uncompressedBytes(instance: DicomDataset): number {
  const pixels = (numberOf(instance, 'Rows') ?? 0) * (numberOf(instance, 'Columns') ?? 0);
  return (pixels * (numberOf(instance, 'SamplesPerPixel') ?? 1) * (numberOf(instance, 'BitsAllocated') ?? 16)) / 8;
}
