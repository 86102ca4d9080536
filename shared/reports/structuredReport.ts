import type { Keyword } from '../dicom/attributes.ts';
import { type AttributeValues, attribute, item } from '../dicom/datasetParts.ts';
import { readTimezoneOffset, writeDate, writeTime, writeTimezoneOffset } from '../dicom/dateTime.ts';
import { type DicomDataset, textOf } from '../dicom/dicomJson.ts';
import { basicTextSR } from '../dicom/sopClasses.ts';
import { codeItem, codes } from './codes.ts';
import { type Evidence, evidenceSequence } from './evidence.ts';
import type { SignedText, Signer } from './report.ts';
import { reportContent } from './reportContent.ts';
import { personName } from './signerPersonName.ts';

/** Everything a report object is made of; the same input gives the same object. */
export interface ReportDocument {
  /** Patient and study as the archive wrote them; copied unchanged. */
  readonly studyAttributes: DicomDataset;
  /** The instances of the study that were there to be read, and no other (PS3.3 C.17.2.3). */
  readonly evidence: readonly Evidence[];
  /** The final report first, then its addenda; the last is the one being signed. */
  readonly texts: readonly [SignedText, ...SignedText[]];
  readonly sopInstanceUID: string;
  readonly seriesInstanceUID: string;
  /** 1 for the final report, one more for each addendum. */
  readonly instanceNumber: number;
  /** The version before, which an addendum follows (PS3.3 section C.17.2). */
  readonly predecessorUID?: string;
  /** Local offset from UTC in minutes when it was signed. */
  readonly offsetMinutes: number;
  readonly softwareVersion: string;
}

const copied = [
  'PatientName',
  'PatientID',
  'IssuerOfPatientID',
  'PatientBirthDate',
  'PatientSex',
  'StudyInstanceUID',
  'StudyDate',
  'StudyTime',
  // It holds for every DA and TM of an object (PS3.3 C.12.1.1.8): the study's own, or none. Never the reader's, which
  // would move the copied date and time of the study.
  'TimezoneOffsetFromUTC',
  'StudyID',
  'AccessionNumber',
  'ReferringPhysicianName',
  'StudyDescription',
] as const satisfies readonly Keyword[];

// Type 2 in the Patient and General Study modules (PS3.3 C.7.1.1, C.7.2.1): present even when the archive has none.
const neverAbsent: ReadonlySet<Keyword> = new Set<Keyword>([
  'PatientName',
  'PatientID',
  'PatientBirthDate',
  'PatientSex',
  'StudyDate',
  'StudyTime',
  'StudyID',
  'AccessionNumber',
  'ReferringPhysicianName',
]);

/** A report series of ours is numbered so, past any scanner's (design: one series per kind of object). */
const reportSeriesNumber = '9001';

/**
 * The Basic Text SR (PS3.3 section A.35.1) of a signed report, by TID 2000. An addendum is a whole new instance:
 * the full text, the addenda, and the predecessor.
 */
export function structuredReport(document: ReportDocument): DicomDataset {
  return {
    ...copiedAttributes(document.studyAttributes),
    ...documentAttributes(document),
    ...verification(document),
    ...references(document),
    ...item({
      ValueType: ['CONTAINER'],
      ConceptNameCodeSequence: [codeItem(codes.diagnosticImagingReport)],
      ContinuityOfContent: ['SEPARATE'],
      ContentTemplateSequence: [
        item({
          MappingResource: ['DCMR'],
          MappingResourceUID: ['1.2.840.10008.8.1.1'],
          TemplateIdentifier: ['2000'],
        }),
      ],
      ContentSequence: reportContent(document.texts),
    }),
  };
}

function copiedAttributes(study: DicomDataset): DicomDataset {
  const copies: { [tag: string]: DicomDataset[string] } = {};
  for (const keyword of copied) {
    const [tag, vr] = attribute(keyword);
    const element = study[tag];
    if (keyword === 'TimezoneOffsetFromUTC' && studyOffset(study) === undefined) continue;
    if (element?.Value?.length) copies[tag] = element;
    else if (neverAbsent.has(keyword)) copies[tag] = { vr };
  }
  return copies;
}

/** Minutes from UTC that the study's own dates are in; undefined when it does not say. */
function studyOffset(study: DicomDataset): number | undefined {
  return readTimezoneOffset(textOf(study, 'TimezoneOffsetFromUTC'));
}

function documentAttributes(document: ReportDocument): DicomDataset {
  const { signedAt } = latest(document);
  const offsetMinutes = studyOffset(document.studyAttributes) ?? document.offsetMinutes;
  const date = writeDate(signedAt, offsetMinutes);
  const time = writeTime(signedAt, offsetMinutes);
  return item({
    SpecificCharacterSet: ['ISO_IR 192'],
    InstanceCreationDate: [date],
    InstanceCreationTime: [time],
    SOPClassUID: [basicTextSR],
    SOPInstanceUID: [document.sopInstanceUID],
    SeriesDate: [date],
    SeriesTime: [time],
    ContentDate: [date],
    ContentTime: [time],
    Modality: ['SR'],
    Manufacturer: ['Durbeen'],
    ManufacturerModelName: ['Durbeen'],
    SoftwareVersions: [document.softwareVersion],
    SeriesDescription: ['Report'],
    SeriesInstanceUID: [document.seriesInstanceUID],
    SeriesNumber: [reportSeriesNumber],
    InstanceNumber: [String(document.instanceNumber)],
    ReferencedPerformedProcedureStepSequence: [],
    PerformedProcedureCodeSequence: [],
  });
}

/** COMPLETE, VERIFIED, FINAL, and by whom and when (PS3.3 section C.17.2). */
function verification(document: ReportDocument): DicomDataset {
  const { signer, signedAt } = latest(document);
  const { offsetMinutes } = document;
  const when =
    writeDate(signedAt, offsetMinutes) + writeTime(signedAt, offsetMinutes) + writeTimezoneOffset(offsetMinutes);
  // Type 1: it must say something, and "not stated" is the truth where nobody said it.
  const organisation = signer.organisation.trim() || textOf(document.studyAttributes, 'InstitutionName');
  return item({
    CompletionFlag: ['COMPLETE'],
    VerificationFlag: ['VERIFIED'],
    PreliminaryFlag: ['FINAL'],
    VerifyingObserverSequence: [
      item({
        VerifyingOrganization: [(organisation ?? 'Not stated').slice(0, 64)],
        VerificationDateTime: [when],
        VerifyingObserverName: [personName(signer)],
        VerifyingObserverIdentificationCodeSequence: identification(signer),
      }),
    ],
  });
}

/** The registration number as a code; SH holds 16 characters, and a cut number would name somebody else. */
function identification(signer: Signer): readonly DicomDataset[] {
  const number = signer.registrationNumber.trim();
  if (number === '' || number.length > 16) return [];
  return [codeItem([number, '99DURBEEN', `Registration number of ${signer.name.trim()}`.slice(0, 64)])];
}

function references(document: ReportDocument): DicomDataset {
  const study = document.studyAttributes;
  const studyInstanceUID = textOf(study, 'StudyInstanceUID') ?? '';
  const request: AttributeValues = {
    StudyInstanceUID: [studyInstanceUID],
    ReferencedStudySequence: [],
    AccessionNumber: only(textOf(study, 'AccessionNumber')),
    PlacerOrderNumberImagingServiceRequest: [],
    FillerOrderNumberImagingServiceRequest: [],
    RequestedProcedureID: only(textOf(study, 'RequestedProcedureID')),
    RequestedProcedureDescription: only(
      textOf(study, 'RequestedProcedureDescription') ?? textOf(study, 'StudyDescription'),
    ),
    RequestedProcedureCodeSequence: [],
  };
  const evidence = evidenceSequence(studyInstanceUID, document.evidence);
  const predecessor = document.predecessorUID
    ? evidenceSequence(studyInstanceUID, [
        {
          seriesInstanceUID: document.seriesInstanceUID,
          sopClassUID: basicTextSR,
          sopInstanceUID: document.predecessorUID,
        },
      ])
    : [];
  return item({
    ReferencedRequestSequence: [item(request)],
    ...(evidence.length > 0 && { CurrentRequestedProcedureEvidenceSequence: evidence }),
    ...(predecessor.length > 0 && { PredecessorDocumentsSequence: predecessor }),
  });
}

function latest(document: ReportDocument): SignedText {
  return document.texts.at(-1) ?? document.texts[0];
}

function only(value: string | undefined): readonly string[] {
  return value === undefined ? [] : [value];
}
