import { buildAttributes, codeItem } from '../attributes/buildAttributes.ts';
import { minutesInto, type StudyDetails } from '../attributes/patient.ts';
import type { Drawing, DrawingTime } from '../studies/plannedStudy.ts';
import {
  dicomCode,
  evidenceOf,
  imageItem,
  objectClasses,
  objectIdentity,
  objectSeries,
  textItem,
} from './objectAttributes.ts';

interface ReportText {
  readonly findings: string;
  readonly impression: string;
  /** The image that the report names: a series of its study, and a place in it. */
  readonly image: { readonly seriesKey: string; readonly index: number };
}

/** A signed report of a colleague as a basic text SR (PS3.3 A.35.1, TID 2000). */
export function reportDrawing(details: StudyDetails, time: DrawingTime, text: ReportText): Drawing {
  const series = objectSeries(details, time, {
    key: 'report',
    number: 900,
    modality: 'SR',
    description: 'Report',
    minutes: 75,
  });
  return {
    series: [series],
    count: 1,
    cost: 1,
    prepare: () => () => [{ attributes: content(details, time, text), frames: [] }],
  };
}

function content(details: StudyDetails, time: DrawingTime, { findings, impression, image }: ReportText) {
  const signed = minutesInto(details, time, 76);
  const section = (code: ReturnType<typeof dicomCode>, items: readonly ReturnType<typeof textItem>[]) =>
    buildAttributes({
      RelationshipType: 'CONTAINS',
      ValueType: 'CONTAINER',
      ConceptNameCodeSequence: [code],
      ContinuityOfContent: 'SEPARATE',
      ContentSequence: items,
    });
  const verifier = buildAttributes({
    VerifyingOrganization: details.institution,
    VerificationDateTime: `${signed.date}${signed.time}`,
    VerifyingObserverName: [{ Alphabetic: 'Mengal^Farida^^Dr' }],
    VerifyingObserverIdentificationCodeSequence: [],
  });
  return {
    ...objectIdentity(details.key, 'report', objectClasses.basicTextSR),
    ...buildAttributes({
      CompletionFlag: 'COMPLETE',
      VerificationFlag: 'VERIFIED',
      VerifyingObserverSequence: [verifier],
      ReferencedPerformedProcedureStepSequence: [],
      PerformedProcedureCodeSequence: [],
      CurrentRequestedProcedureEvidenceSequence: [
        evidenceOf({ studyKey: details.key, seriesKey: image.seriesKey, indexes: [image.index] }),
      ],
      ValueType: 'CONTAINER',
      ConceptNameCodeSequence: [codeItem('18748-4', 'LN', 'Diagnostic imaging report')],
      ContinuityOfContent: 'SEPARATE',
      ContentSequence: [
        section(dicomCode('121060', 'History'), [textItem(dicomCode('121060', 'History'), details.indication)]),
        section(dicomCode('121070', 'Findings'), [
          textItem(dicomCode('121071', 'Finding'), findings),
          imageItem(details.key, image.seriesKey, image.index),
        ]),
        section(dicomCode('121072', 'Impressions'), [textItem(dicomCode('121073', 'Impression'), impression)]),
      ],
    }),
  };
}
