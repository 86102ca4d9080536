import { type Keyword, tagOf } from '#shared/dicom/attributes.ts';

export type Level = 'study' | 'series' | 'instance';

const tags = (...keywords: Keyword[]): readonly string[] => keywords.map(tagOf);

/** What a search answers without being asked, by level (PS3.18 tables 10.6.3-3 to 10.6.3-5). */
export const defaultFields: Readonly<Record<Level, readonly string[]>> = {
  study: tags(
    'SpecificCharacterSet',
    'StudyDate',
    'StudyTime',
    'AccessionNumber',
    'InstanceAvailability',
    'ModalitiesInStudy',
    'ReferringPhysicianName',
    'TimezoneOffsetFromUTC',
    'RetrieveURL',
    'PatientName',
    'PatientID',
    'PatientBirthDate',
    'PatientSex',
    'StudyInstanceUID',
    'StudyID',
    'StudyDescription',
    'NumberOfStudyRelatedSeries',
    'NumberOfStudyRelatedInstances',
  ),
  series: tags(
    'SpecificCharacterSet',
    'Modality',
    'TimezoneOffsetFromUTC',
    'SeriesDescription',
    'RetrieveURL',
    'SeriesInstanceUID',
    'SeriesNumber',
    'NumberOfSeriesRelatedInstances',
    'RequestAttributesSequence',
    'StudyInstanceUID',
  ),
  instance: tags(
    'SpecificCharacterSet',
    'SOPClassUID',
    'SOPInstanceUID',
    'InstanceAvailability',
    'AvailableTransferSyntaxUID',
    'TimezoneOffsetFromUTC',
    'RetrieveURL',
    'InstanceNumber',
    'Rows',
    'Columns',
    'BitsAllocated',
    'NumberOfFrames',
    'StudyInstanceUID',
    'SeriesInstanceUID',
  ),
};

/** What `includefield=all` adds: everything that holds for the whole study or series. */
export const allFields: Readonly<Record<Exclude<Level, 'instance'>, readonly string[]>> = {
  study: tags(
    'InstitutionName',
    'InstitutionalDepartmentName',
    'StationName',
    'IssuerOfPatientID',
    'PatientAge',
    'PatientComments',
    'AdditionalPatientHistory',
    'BodyPartExamined',
    'RequestedProcedureDescription',
    'RequestedProcedureID',
    'ReasonForTheRequestedProcedure',
    'RequestedProcedurePriority',
    'RequestAttributesSequence',
  ),
  series: tags(
    'SeriesDate',
    'SeriesTime',
    'BodyPartExamined',
    'ProtocolName',
    'Laterality',
    'Manufacturer',
    'ManufacturerModelName',
    'FrameOfReferenceUID',
    'ConvolutionKernel',
    'SliceThickness',
  ),
};
