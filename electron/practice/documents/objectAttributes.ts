import type { DicomDataset } from '#shared/dicom/dicomJson.ts';
import { buildAttributes, codeItem } from '../attributes/buildAttributes.ts';
import { minutesInto, type StudyDetails } from '../attributes/patient.ts';
import { practiceUid } from '../attributes/practiceUids.ts';
import { practiceSyntaxes } from '../codecs/practiceSyntaxes.ts';
import type { DrawingTime, PlannedSeries } from '../studies/plannedStudy.ts';

const storage = '1.2.840.10008.5.1.4.1.1.';

/** SOP classes of objects that are no images (PS3.4 table B.5-1). */
export const objectClasses = {
  basicTextSR: `${storage}88.11`,
  keyObjectSelection: `${storage}88.59`,
  greyscalePresentationState: `${storage}11.1`,
  segmentation: `${storage}66.4`,
  encapsulatedPdf: `${storage}104.1`,
} as const;

interface ObjectSeries {
  readonly key: string;
  readonly number: number;
  readonly modality: string;
  readonly description: string;
  /** After the study began. */
  readonly minutes: number;
}

/** The series of one object that is no image. */
export function objectSeries(details: StudyDetails, time: DrawingTime, series: ObjectSeries): PlannedSeries {
  const made = minutesInto(details, time, series.minutes);
  const attributes = buildAttributes({
    Modality: series.modality,
    SeriesInstanceUID: practiceUid(details.key, series.key),
    SeriesNumber: series.number,
    SeriesDescription: series.description,
    SeriesDate: made.date,
    SeriesTime: made.time,
    ContentDate: made.date,
    ContentTime: made.time,
    InstanceNumber: 1,
  });
  return { key: series.key, syntax: practiceSyntaxes.explicitLittleEndian, attributes };
}

/** SOP common module of the one object of a series. */
export function objectIdentity(studyKey: string, key: string, sopClassUID: string): DicomDataset {
  return buildAttributes({ SOPClassUID: sopClassUID, SOPInstanceUID: practiceUid(studyKey, key, 0) });
}

/** Images of a series of the same study, by their place in its drawing. */
export interface NamedImages {
  readonly studyKey: string;
  readonly seriesKey: string;
  readonly indexes: readonly number[];
}

const ctImageStorage = `${storage}2`;

export function imageReference(studyKey: string, seriesKey: string, index: number): DicomDataset {
  return buildAttributes({
    ReferencedSOPClassUID: ctImageStorage,
    ReferencedSOPInstanceUID: practiceUid(studyKey, seriesKey, index),
  });
}

/** Evidence of a report or key object (PS3.3 C.17.2): the images that it names, by study and series. */
export function evidenceOf({ studyKey, seriesKey, indexes }: NamedImages): DicomDataset {
  const series = buildAttributes({
    SeriesInstanceUID: practiceUid(studyKey, seriesKey),
    ReferencedSOPSequence: indexes.map((index) => imageReference(studyKey, seriesKey, index)),
  });
  return buildAttributes({ StudyInstanceUID: practiceUid(studyKey), ReferencedSeriesSequence: [series] });
}

export function textItem(code: DicomDataset, text: string): DicomDataset {
  return buildAttributes({
    RelationshipType: 'CONTAINS',
    ValueType: 'TEXT',
    ConceptNameCodeSequence: [code],
    TextValue: text,
  });
}

export function imageItem(studyKey: string, seriesKey: string, index: number): DicomDataset {
  return buildAttributes({
    RelationshipType: 'CONTAINS',
    ValueType: 'IMAGE',
    ReferencedSOPSequence: [imageReference(studyKey, seriesKey, index)],
  });
}

export function dicomCode(value: string, meaning: string): DicomDataset {
  return codeItem(value, 'DCM', meaning);
}
