import { attributes } from '#shared/dicom/attributes.ts';
import type { DicomDataset, DicomElement } from '#shared/dicom/dicomJson.ts';

/** Attributes that images carry but Durbeen does not read: keyword → tag and VR (PS3.6 section 6). */
const written = {
  DerivationDescription: ['00082111', 'ST'],
  AnatomicRegionSequence: ['00082218', 'SQ'],
  PresentationIntentType: ['00080068', 'CS'],
  PatientPosition: ['00185100', 'CS'],
  XRayTubeCurrent: ['00181151', 'IS'],
  Exposure: ['00181152', 'IS'],
  CTDIvol: ['00189345', 'FD'],
  ReconstructionDiameter: ['00181100', 'DS'],
  DataCollectionDiameter: ['00180090', 'DS'],
  TableHeight: ['00181130', 'DS'],
  ContrastBolusAgent: ['00180010', 'LO'],
  ScanOptions: ['00180022', 'CS'],
  MRAcquisitionType: ['00180023', 'CS'],
  MagneticFieldStrength: ['00180087', 'DS'],
  FlipAngle: ['00181314', 'DS'],
  EchoTrainLength: ['00180091', 'IS'],
  DetectorType: ['00187004', 'CS'],
  Grid: ['00181166', 'CS'],
  PositionerType: ['00181508', 'CS'],
  ViewCodeSequence: ['00540220', 'SQ'],
  AcquisitionContextSequence: ['00400555', 'SQ'],
  PixelIntensityRelationship: ['00281040', 'CS'],
  PixelIntensityRelationshipSign: ['00281041', 'SS'],
  TransducerData: ['00185010', 'LO'],
  HeartRate: ['00181088', 'IS'],
  ReferencePixelX0: ['00186020', 'SL'],
  ReferencePixelY0: ['00186022', 'SL'],
  ScheduledProcedureStepID: ['00400009', 'SH'],
  PositionReferenceIndicator: ['00201040', 'LO'],
  ReferencedInstanceSequence: ['0008114A', 'SQ'],
  DerivationCodeSequence: ['00089215', 'SQ'],
  DimensionOrganizationUID: ['00209164', 'UI'],
  DimensionIndexPointer: ['00209165', 'AT'],
  FunctionalGroupPointer: ['00209167', 'AT'],
  DimensionOrganizationSequence: ['00209221', 'SQ'],
  DimensionIndexSequence: ['00209222', 'SQ'],
  PurposeOfReferenceCodeSequence: ['0040A170', 'SQ'],
  SegmentationFractionalType: ['00620010', 'CS'],
  AcquisitionDateTime: ['0008002A', 'DT'],
  ConversionType: ['00080064', 'CS'],
  CollimatorType: ['00181181', 'CS'],
  OrganExposed: ['00400318', 'CS'],
  NumberOfSlices: ['00540081', 'US'],
  ViewModifierCodeSequence: ['00540222', 'SQ'],
  RadionuclideCodeSequence: ['00540300', 'SQ'],
  PatientOrientationCodeSequence: ['00540410', 'SQ'],
  PatientGantryRelationshipCodeSequence: ['00540414', 'SQ'],
  SeriesType: ['00541000', 'CS'],
  CountsSource: ['00541002', 'CS'],
  ImageIndex: ['00541330', 'US'],
  BoundingBoxTextHorizontalJustification: ['00700012', 'CS'],
  GraphicLayerOrder: ['00700062', 'IS'],
  PresentationCreationDate: ['00700082', 'DA'],
  PresentationCreationTime: ['00700083', 'TM'],
} as const satisfies Record<string, readonly [tag: string, vr: string]>;

const known: Readonly<Record<AnyKeyword, readonly [tag: string, vr: string]>> = { ...attributes, ...written };

export type AnyKeyword = keyof typeof attributes | keyof typeof written;
type Value = string | number | readonly unknown[] | DicomDataset;

/** A data set from keywords. An empty list makes an empty (type 2) attribute. */
export function buildAttributes(values: { readonly [Name in AnyKeyword]?: Value }): DicomDataset {
  const dataset = Object.create(null) as { [tag: string]: DicomElement };
  for (const [keyword, value] of Object.entries(values)) {
    const [tag, vr] = known[keyword as AnyKeyword];
    const list = Array.isArray(value) ? (value as readonly unknown[]) : [value];
    dataset[tag] = list.length === 0 ? { vr } : { vr, Value: list };
  }
  return dataset;
}

/** A code of a coding scheme, as an item of a code sequence (PS3.3 section 8). */
export function codeItem(value: string, scheme: string, meaning: string): DicomDataset {
  return buildAttributes({ CodeValue: value, CodingSchemeDesignator: scheme, CodeMeaning: meaning });
}
