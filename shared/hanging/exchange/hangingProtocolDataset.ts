import { item } from '../../dicom/datasetParts.ts';
import type { DicomDataset } from '../../dicom/dicomJson.ts';
import type { BodyPart } from '../../dicom/series/bodyPartWords.ts';
import { hangingProtocolStorage } from '../../dicom/sopClasses.ts';
import type { Level, Protocol, StudyRule } from '../protocol.ts';
import { anatomyCodeOf, isBodyPart } from './anatomyCodes.ts';
import { type ExchangeProblem, LossList } from './exchangeProblem.ts';
import { privateBlock } from './privateBlock.ts';
import { numberOfScreens, screenOrderLosses, writeDisplaySets } from './writeDisplaySets.ts';
import { writeImageSets } from './writeImageSets.ts';
import { writtenText } from './writtenText.ts';

/** What an object needs that the protocol does not say. */
export interface ObjectIdentity {
  readonly sopInstanceUID: string;
  /** DT of PS3.5: "20261122131500". */
  readonly createdAt: string;
}

const levels: Readonly<Record<Level, string>> = {
  builtin: 'MANUFACTURER',
  site: 'SITE',
  group: 'USER_GROUP',
  user: 'SINGLE_USER',
};

/** Where nothing says which: what is read at a workstation, so that an object for any study can be written at all. */
const everyModality = ['CR', 'CT', 'DX', 'MG', 'MR', 'NM', 'PT', 'RF', 'US', 'XA'];

/**
 * A protocol as a DICOM Hanging Protocol (PS3.3 section A.44, C.23), and what other programs will not get of it. The
 * whole protocol goes with it in a private block, so that Durbeen reads back exactly what it wrote.
 */
export function hangingProtocolDataset(
  protocol: Protocol,
  identity: ObjectIdentity,
): { readonly dataset: DicomDataset; readonly problems: readonly ExchangeProblem[] } {
  const losses = new LossList();
  const standard = standardPart(protocol, losses);
  noteProtocolLosses(protocol, losses);
  const dataset = {
    ...item({
      SOPClassUID: [hangingProtocolStorage],
      SOPInstanceUID: [identity.sopInstanceUID],
      HangingProtocolCreationDateTime: [identity.createdAt],
    }),
    ...standard,
    ...privateBlock(protocol),
  };
  return { dataset, problems: losses.problems };
}

/** Group 0072 without the date of its making: the same protocol gives the same part. */
export function standardPart(protocol: Protocol, losses: LossList): DicomDataset {
  const modalities = wordsOf(protocol, 'modality');
  const images = writeImageSets(protocol, modalities.length > 0 ? modalities : everyModality, losses);
  const { displaySets, scrolling } = writeDisplaySets(protocol, images, losses);
  const screens = numberOfScreens(protocol);
  const name = writtenText(protocol.name, 16);
  const description = writtenText(protocol.description ?? protocol.name, 64);
  if (name !== protocol.name || description !== (protocol.description ?? protocol.name))
    losses.add('wordsShortened', 'name');
  return item({
    HangingProtocolName: [name],
    HangingProtocolDescription: [description],
    HangingProtocolLevel: [levels[protocol.level]],
    HangingProtocolCreator: [writtenText(protocol.owner ?? 'Durbeen', 64) || 'Durbeen'],
    HangingProtocolDefinitionSequence: definitions(protocol, modalities, losses),
    HangingProtocolUserIdentificationCodeSequence: [],
    NumberOfPriorsReferenced: [protocol.priors.length],
    ImageSetsSequence: images.sequence,
    NumberOfScreens: [screens],
    NominalScreenDefinitionSequence: Array.from({ length: screens }, (_, index) => nominalScreen(index, screens)),
    DisplaySetsSequence: displaySets,
    PartialDataDisplayHandling: ['MAINTAIN_LAYOUT'],
    ...(scrolling.length > 0 && { SynchronizedScrollingSequence: scrolling }),
  });
}

/** PS3.3 section C.23.1.1.1: one item a modality and region. */
function definitions(protocol: Protocol, modalities: readonly string[], losses: LossList): readonly DicomDataset[] {
  const parts = wordsOf(protocol, 'bodyPart').filter(isBodyPart);
  const side = wordsOf(protocol, 'laterality')[0];
  if (parts.length === 0 && modalities.length === 0) losses.add('anyModality');
  const named = modalities.length > 0 ? modalities : parts.length > 0 ? [undefined] : everyModality;
  return named.map((modality) =>
    item({
      ...(modality !== undefined && { Modality: [modality] }),
      ...(parts.length > 0 && {
        AnatomicRegionSequence: parts.map(writtenRegion),
        Laterality: side === undefined ? [] : [side],
      }),
      ProcedureCodeSequence: [],
      ReasonForRequestedProcedureCodeSequence: [],
    }),
  );
}

function writtenRegion(part: BodyPart): DicomDataset {
  const { value, meaning } = anatomyCodeOf(part);
  return item({ CodeValue: [value], CodingSchemeDesignator: ['SCT'], CodeMeaning: [meaning] });
}

function nominalScreen(index: number, screens: number): DicomDataset {
  return item({
    NumberOfVerticalPixels: [1200],
    NumberOfHorizontalPixels: [1920],
    DisplayEnvironmentSpatialPosition: [index / screens, 1, (index + 1) / screens, 0],
    ScreenMinimumGrayscaleBitDepth: [8],
  });
}

/** Words of the required rules of a facet that are for some values; what is only weighed is no condition in DICOM. */
function wordsOf(protocol: Protocol, facet: StudyRule['facet']): readonly string[] {
  const rule = protocol.match.study.find((each) => each.facet === facet && isWritten(each));
  const { value = [] } = rule ?? {};
  return (Array.isArray(value) ? value : [value]).map(String);
}

function isWritten({ facet, op, required }: StudyRule): boolean {
  return (
    required === true &&
    (op === 'eq' || op === 'in') &&
    (facet === 'modality' || facet === 'bodyPart' || facet === 'laterality')
  );
}

function noteProtocolLosses(protocol: Protocol, losses: LossList): void {
  const { study, sites, screens, requires } = protocol.match;
  for (const rule of study) if (!isWritten(rule)) losses.add('studyRuleLost', rule.facet, rule.op);
  if (sites !== undefined && sites.length > 0) losses.add('sitesLost');
  if (screens !== undefined) losses.add('screensLost', 'match');
  if (requires !== undefined && requires.length > 0) losses.add('requiresLost');
  for (const stage of protocol.stages) screenOrderLosses(stage, losses);
  if (protocol.reading !== undefined) losses.add('readingLost');
}
