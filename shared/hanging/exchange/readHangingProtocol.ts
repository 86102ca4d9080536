import { fail, type Result, succeed } from '../../base/result.ts';
import { textDigest } from '../../base/textDigest.ts';
import { type DicomDataset, itemsOf, textOf } from '../../dicom/dicomJson.ts';
import type { BodyPart } from '../../dicom/series/bodyPartWords.ts';
import { hangingProtocolStorage } from '../../dicom/sopClasses.ts';
import { readProtocol } from '../problems.ts';
import type { Level, Protocol, StudyRule } from '../protocol.ts';
import { canonicalText, deepestInFile, isDeeperThan } from '../protocolFile.ts';
import { bodyPartOfCode } from './anatomyCodes.ts';
import { overLimit } from './datasetLimits.ts';
import { type ExchangeProblem, LossList, type Refusal } from './exchangeProblem.ts';
import { standardPart } from './hangingProtocolDataset.ts';
import { readPrivateBlock } from './privateBlock.ts';
import { readDisplaySets } from './readDisplaySets.ts';
import { type ReadImageSet, readImageSets } from './readImageSets.ts';
import { readScreens } from './readScreens.ts';
import { readStages } from './readStages.ts';

/** What an object held, and what of it was not taken. */
export interface ReadProtocols {
  readonly protocols: readonly Protocol[];
  readonly problems: readonly ExchangeProblem[];
}

/**
 * Reads a DICOM Hanging Protocol, Durbeen's own exactly, any other's by what the standard says. Nothing in it is
 * believed: an object of ours whose two parts differ was changed by another hand and is refused, because nobody could
 * say which of them was meant.
 */
export function readHangingProtocol(dataset: DicomDataset): Result<ReadProtocols, ExchangeProblem> {
  if (textOf(dataset, 'SOPClassUID') !== hangingProtocolStorage) return refuse('notHangingProtocol');
  const over = overLimit(dataset);
  if (over) return refuse(over.code, over.code === 'wrongValueRepresentation' ? over.tag : undefined);
  const losses = new LossList();
  const own = readPrivateBlock(dataset);
  if (own === 'unreadable') return refuse('privatePartUnreadable');
  if (own === 'otherMapping') losses.add('otherWriter');
  else if (own !== undefined) return readOwn(own.text, dataset);
  return readStandard(dataset, losses);
}

function refuse(code: Refusal, where?: string): Result<never, ExchangeProblem> {
  return fail({ code, ...(where !== undefined && { where }), isRefusal: true });
}

function readOwn(text: string, dataset: DicomDataset): Result<ReadProtocols, ExchangeProblem> {
  const protocol = parseProtocol(text);
  if (!protocol) return refuse('privatePartUnreadable');
  const expected = standardPart(protocol, new LossList());
  return comparable(dataset) === comparable(expected)
    ? succeed({ protocols: [protocol], problems: [] })
    : refuse('privatePartDisagrees');
}

function parseProtocol(text: string): Protocol | undefined {
  if (isDeeperThan(text, deepestInFile)) return undefined;
  try {
    const read = readProtocol(JSON.parse(text));
    return read.ok ? read.value : undefined;
  } catch {
    return undefined;
  }
}

/** Group 0072 as one text: what an archive adds around it, or how it writes a number, makes no difference. */
function comparable(dataset: DicomDataset): string {
  const creationDateTime = '0072000A';
  const plain = (part: DicomDataset): unknown =>
    Object.fromEntries(
      Object.entries(part).map(([tag, { vr, Value = [] }]) => [
        tag,
        vr === 'SQ' ? Value.map((item) => plain(item as DicomDataset)) : Value.map((value) => String(value).trim()),
      ]),
    );
  const kept = Object.entries(dataset).filter(([tag]) => tag.startsWith('0072') && tag !== creationDateTime);
  return canonicalText(plain(Object.fromEntries(kept)));
}

const levels: Readonly<Record<string, Level>> = { SINGLE_USER: 'user', USER_GROUP: 'group', SITE: 'site' };

function readStandard(dataset: DicomDataset, losses: LossList): Result<ReadProtocols, ExchangeProblem> {
  const imageSets = readImageSets(dataset, losses);
  const study = readDefinition(dataset, imageSets, losses);
  if (study.length === 0) return refuse('noStudyRule');
  const sets = readDisplaySets(dataset, imageSets, losses);
  const { stages, selectors, priors } = readStages(dataset, sets, readScreens(dataset), losses);
  if (stages.length === 0) return refuse('nothingToHang');
  const name = textOf(dataset, 'HangingProtocolName') ?? 'DICOM hanging protocol';
  const level = levels[textOf(dataset, 'HangingProtocolLevel') ?? ''];
  if (level === undefined) losses.add('levelChanged');
  const description = textOf(dataset, 'HangingProtocolDescription');
  const owner = textOf(dataset, 'HangingProtocolCreator');
  const protocol = readProtocol({
    schemaVersion: 1,
    id: idOf(name, textOf(dataset, 'SOPInstanceUID') ?? name),
    name: name.slice(0, 200),
    ...(description !== undefined && { description: description.slice(0, 2_000) }),
    // A maker's protocols are not Durbeen's own: those alone are shipped.
    level: level ?? 'user',
    ...(owner !== undefined && { owner: owner.slice(0, 200) }),
    version: 1,
    // Without the region that it was for, it would hang every other one too.
    enabled: !losses.has('anatomyUnknown'),
    tags: ['dicom'],
    match: { study },
    priors,
    selectors,
    stages,
  });
  return protocol.ok
    ? succeed({ protocols: [protocol.value], problems: losses.problems })
    : refuse('notSound', protocol.failure[0]?.where);
}

/** What the study must be (PS3.3 section C.23.1.1.1); without a modality there, that of the images of the study itself. */
function readDefinition(
  dataset: DicomDataset,
  imageSets: ReadonlyMap<number, ReadImageSet>,
  losses: LossList,
): readonly StudyRule[] {
  const definitions = itemsOf(dataset, 'HangingProtocolDefinitionSequence');
  const own = [...imageSets.values()].filter(({ prior }) => prior === undefined);
  const named = definitions.flatMap((item) => textOf(item, 'Modality') ?? []);
  const modalities = unique(named.length > 0 ? named : own.flatMap((set) => set.modalities));
  const regions = unique(definitions.flatMap((item) => readRegions(item, losses)));
  const parts = regions.length > 0 ? regions : unique(own.flatMap((set) => set.parts));
  const side = unique(definitions.flatMap((item) => textOf(item, 'Laterality') ?? []));
  const codes = definitions.some(
    (item) =>
      itemsOf(item, 'ProcedureCodeSequence').length > 0 ||
      itemsOf(item, 'ReasonForRequestedProcedureCodeSequence').length > 0,
  );
  if (codes) losses.add('codesNotTaken');
  return [
    ...(modalities.length > 0
      ? [{ facet: 'modality', op: 'in', value: modalities, required: true, weight: 20 } as const]
      : []),
    ...(parts.length > 0 ? [{ facet: 'bodyPart', op: 'in', value: parts, required: true, weight: 30 } as const] : []),
    ...(side.length === 1 ? [{ facet: 'laterality', op: 'in', value: side, required: true, weight: 10 } as const] : []),
  ];
}

function readRegions(definition: DicomDataset, losses: LossList): readonly BodyPart[] {
  return itemsOf(definition, 'AnatomicRegionSequence').flatMap((region) => {
    const code = textOf(region, 'CodeValue') ?? '';
    const part = bodyPartOfCode(code);
    if (part === undefined) losses.add('anatomyUnknown', code);
    return part ?? [];
  });
}

function unique<Value extends string>(values: readonly Value[]): Value[] {
  return [...new Set(values)].slice(0, 100);
}

/** The same object read twice is the same protocol. */
function idOf(name: string, sopInstanceUID: string): string {
  const words = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 40);
  return `dicom.${words === '' ? 'protocol' : words}.${textDigest(sopInstanceUID)}`;
}
