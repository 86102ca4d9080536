import type { DicomDataset } from '#shared/dicom/dicomJson.ts';
import { buildAttributes } from '../attributes/buildAttributes.ts';
import { minutesInto, type StudyDetails } from '../attributes/patient.ts';
import { practiceUid } from '../attributes/practiceUids.ts';
import type { Drawing, DrawingTime, DrawnInstance } from '../studies/plannedStudy.ts';
import {
  dicomCode,
  evidenceOf,
  imageItem,
  imageReference,
  objectClasses,
  objectIdentity,
  objectSeries,
  textItem,
} from './objectAttributes.ts';
import { pdfOfLines } from './pdfPage.ts';

/** Where the nodule lies in the lung series: the slice through its middle, and its pixel there, from the first centre. */
export interface NodulePlace {
  readonly seriesKey: string;
  readonly index: number;
  readonly column: number;
  readonly row: number;
  readonly radius: number;
}

/** What goes with the current scan: the request as it was written, key images, and a colleague's view of one of them. */
export function chestDocuments(details: StudyDetails, time: DrawingTime, nodule: NodulePlace): Drawing {
  const series = [
    objectSeries(details, time, { key: 'request', number: 901, modality: 'DOC', description: 'Request', minutes: 0 }),
    objectSeries(details, time, { key: 'keys', number: 902, modality: 'KO', description: 'Key images', minutes: 20 }),
    objectSeries(details, time, { key: 'view', number: 903, modality: 'PR', description: 'Nodule', minutes: 21 }),
  ];
  const draw = (): readonly DrawnInstance[] =>
    [request(details), keyImages(details, nodule), presentation(details, time, nodule)].map((attributes) => ({
      attributes,
      frames: [],
    }));
  return { series, count: 1, cost: 1, prepare: () => draw };
}

function request(details: StudyDetails): DicomDataset {
  const { patient } = details;
  const lines = [
    { size: 18, text: 'Radiology request' },
    { size: 11, text: `${details.institution}   ${details.accession}` },
    { size: 11, text: '' },
    {
      size: 12,
      text: `Patient: ${patient.name.Alphabetic.replace('^', ', ')}   ${patient.sex}, ${patient.ageYears} years`,
    },
    { size: 12, text: `Number: ${patient.id}` },
    { size: 12, text: `Examination: ${details.description}` },
    { size: 12, text: `Question: ${details.indication}` },
    { size: 12, text: 'Creatinine 0.9 mg/dL. No known allergy. 40 pack-years.' },
    { size: 12, text: `Requested by: ${details.referrer.Alphabetic.split('^')[0] ?? ''}` },
  ];
  const pdf = Buffer.from(pdfOfLines(lines));
  return {
    ...objectIdentity(details.key, 'request', objectClasses.encapsulatedPdf),
    ...buildAttributes({
      ConversionType: 'WSD',
      AcquisitionDateTime: [],
      DocumentTitle: 'Radiology request',
      BurnedInAnnotation: 'YES',
      ConceptNameCodeSequence: [],
      MIMETypeOfEncapsulatedDocument: 'application/pdf',
      EncapsulatedDocumentLength: pdf.length,
    }),
    '00420011': { vr: 'OB', InlineBinary: pdf.toString('base64') },
  };
}

function keyImages(details: StudyDetails, { seriesKey, index }: NodulePlace): DicomDataset {
  const indexes = [index - 2, index, index + 2];
  return {
    ...objectIdentity(details.key, 'keys', objectClasses.keyObjectSelection),
    ...buildAttributes({
      ReferencedPerformedProcedureStepSequence: [],
      CurrentRequestedProcedureEvidenceSequence: [evidenceOf({ studyKey: details.key, seriesKey, indexes })],
      ValueType: 'CONTAINER',
      ConceptNameCodeSequence: [dicomCode('113000', 'Of Interest')],
      ContinuityOfContent: 'SEPARATE',
      ContentSequence: [
        textItem(dicomCode('113012', 'Key Object Description'), 'Nodule in the right upper lobe'),
        ...indexes.map((at) => imageItem(details.key, seriesKey, at)),
      ],
    }),
  };
}

/** Half the side of what the state shows, in pixels. */
const halfArea = 70;

function presentation(details: StudyDetails, drawn: DrawingTime, nodule: NodulePlace): DicomDataset {
  const { date, time } = minutesInto(details, drawn, 21);
  const { seriesKey, index, column, row, radius } = nodule;
  const image = imageReference(details.key, seriesKey, index);
  // PIXEL units count from the corner of the first pixel, displayed areas in pixels from 1 (PS3.3 C.10.5, C.10.4).
  const [x, y] = [column + 0.5, row + 0.5];
  const circle = buildAttributes({
    GraphicAnnotationUnits: 'PIXEL',
    GraphicDimensions: 2,
    NumberOfGraphicPoints: 2,
    GraphicData: [x, y, x + radius * 1.9, y],
    GraphicType: 'CIRCLE',
    GraphicFilled: 'N',
  });
  const words = buildAttributes({
    BoundingBoxAnnotationUnits: 'PIXEL',
    AnchorPointAnnotationUnits: 'PIXEL',
    UnformattedTextValue: 'spiculated?',
    BoundingBoxTextHorizontalJustification: 'LEFT',
    BoundingBoxTopLeftHandCorner: [x + radius * 3, y - radius * 3],
    BoundingBoxBottomRightHandCorner: [x + radius * 6, y - radius * 2],
    AnchorPoint: [x + radius * 1.4, y - radius * 1.4],
    AnchorPointVisibility: 'Y',
  });
  const area = (at: number, half: number) => Math.round(at + 1 + half);
  return {
    ...objectIdentity(details.key, 'view', objectClasses.greyscalePresentationState),
    ...buildAttributes({
      PresentationCreationDate: date,
      PresentationCreationTime: time,
      ContentLabel: 'NODULE',
      ContentDescription: 'Nodule, spiculated?',
      ContentCreatorName: [{ Alphabetic: 'Mengal^Farida^^Dr' }],
      PresentationLUTShape: 'IDENTITY',
      ReferencedSeriesSequence: [
        buildAttributes({ SeriesInstanceUID: practiceUid(details.key, seriesKey), ReferencedImageSequence: [image] }),
      ],
      SoftcopyVOILUTSequence: [buildAttributes({ WindowCenter: -400, WindowWidth: 1200 })],
      DisplayedAreaSelectionSequence: [
        buildAttributes({
          DisplayedAreaTopLeftHandCorner: [area(column, -halfArea), area(row, -halfArea)],
          DisplayedAreaBottomRightHandCorner: [area(column, halfArea), area(row, halfArea)],
          PresentationSizeMode: 'SCALE TO FIT',
          PresentationPixelAspectRatio: [1, 1],
        }),
      ],
      GraphicAnnotationSequence: [
        buildAttributes({
          GraphicLayer: 'FINDING',
          ReferencedImageSequence: [image],
          GraphicObjectSequence: [circle],
          TextObjectSequence: [words],
        }),
      ],
      GraphicLayerSequence: [buildAttributes({ GraphicLayer: 'FINDING', GraphicLayerOrder: 1 })],
    }),
  };
}
