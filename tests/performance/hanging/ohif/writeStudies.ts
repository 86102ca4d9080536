import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { writePart10 } from '#electron/base/dicom/part10.ts';
import type { Keyword } from '#shared/dicom/attributes.ts';
import type { DicomDataset } from '#shared/dicom/dicomJson.ts';
import { datasetOf, twelveBitGrey } from '#tests/fixtures/imageDataset.ts';
import { readHeaderLine } from '#tests/fixtures/seriesHeaders.ts';
import { type KeyedStudy, lineOf } from '../studyFile.ts';

/** Storage SOP classes (PS3.4 section B.5) of what the studies hold. */
const sopClasses: Readonly<Record<string, string>> = {
  CT: '1.2.840.10008.5.1.4.1.1.2',
  MR: '1.2.840.10008.5.1.4.1.1.4',
  PT: '1.2.840.10008.5.1.4.1.1.128',
  CR: '1.2.840.10008.5.1.4.1.1.1',
  DX: '1.2.840.10008.5.1.4.1.1.1.1',
  MG: '1.2.840.10008.5.1.4.1.1.1.2',
};
const side = 64;
/** Enough to be a stack; the number of images decides nothing in the viewer that is asked. */
const mostImages = 3;

export const studyUidOf = (place: number) => `2.25.88${1_000 + place}`;
export const seriesUidOf = (place: number, series: number) => `${studyUidOf(place)}.${series + 1}`;

/** Writes the study itself, not its priors, as files of small images that any viewer can show. */
export function writeStudy(folder: string, study: KeyedStudy, place: number): void {
  mkdirSync(folder, { recursive: true });
  for (const [index, series] of study.series.entries()) {
    const header = readHeaderLine(lineOf(study, series));
    for (let image = 0; image < Math.min(header.count ?? 1, mostImages); image += 1) {
      const dataset = { ...imageOf(study, place, index, image, series.modality), ...header.dataset };
      const bytes = writePart10(dataset, { pixelData: { kind: 'native', bytes: ramp() } });
      writeFileSync(join(folder, `${place}-${index}-${image}.dcm`), bytes);
    }
  }
}

function imageOf(study: KeyedStudy, place: number, series: number, image: number, modality: string): DicomDataset {
  const values: { [Name in Keyword]?: readonly unknown[] } = {
    SOPClassUID: [sopClasses[modality] ?? '1.2.840.10008.5.1.4.1.1.7'],
    SOPInstanceUID: [`${seriesUidOf(place, series)}.${image + 1}`],
    StudyInstanceUID: [studyUidOf(place)],
    SeriesInstanceUID: [seriesUidOf(place, series)],
    StudyDate: ['20260302'],
    StudyDescription: [study.description],
    PatientName: [{ Alphabetic: `Study^${place}` }],
    PatientID: [`H${place}`],
    SeriesNumber: [String(series + 1)],
    InstanceNumber: [String(image + 1)],
    Rows: [side],
    Columns: [side],
    PixelSpacing: ['1', '1'],
    ImagePositionPatient: ['0', '0', String(image * 5)],
    FrameOfReferenceUID: [`${studyUidOf(place)}.99`],
    WindowCenter: ['2000'],
    WindowWidth: ['4000'],
    RescaleIntercept: ['0'],
    RescaleSlope: ['1'],
    ...twelveBitGrey,
  };
  return datasetOf(values);
}

function ramp(): Uint8Array {
  return new Uint8Array(Uint16Array.from({ length: side * side }, (_, at) => (at % side) * 60).buffer);
}
