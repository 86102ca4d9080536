import { attributes, type Keyword } from '../../dicom/attributes.ts';
import type { AttributeValues } from '../../dicom/datasetParts.ts';
import { item } from '../../dicom/datasetParts.ts';
import type { DicomDataset } from '../../dicom/dicomJson.ts';
import type { PriorWanted, Protocol, SeriesRule } from '../protocol.ts';
import type { LossList } from './exchangeProblem.ts';
import { type ImageQuestion, questionOf, representationOf } from './selectorRules.ts';
import { writtenText } from './writtenText.ts';

/** Numbers of the image sets, one a selector, and the filters that its display sets need beside. */
export interface WrittenImageSets {
  readonly sequence: readonly DicomDataset[];
  readonly numberOf: ReadonlyMap<string, number>;
  readonly filtersOf: ReadonlyMap<string, readonly DicomDataset[]>;
}

/** PS3.3 section C.23.1.1.2: one item a kind of series; its times are the study itself and the priors it is mirrored in. */
export function writeImageSets(protocol: Protocol, modalities: readonly string[], losses: LossList): WrittenImageSets {
  const numberOf = new Map<string, number>();
  const filtersOf = new Map<string, readonly DicomDataset[]>();
  const sequence: DicomDataset[] = [];
  const used = usedSelectors(protocol);
  const bases = used.filter((key) => baseOf(protocol, key) === key);
  for (const base of bases) {
    const keys = used.filter((key) => baseOf(protocol, key) === base);
    const { selectors, filters } = writtenRules(protocol, base, modalities, losses);
    const times = keys.map((key) => {
      numberOf.set(key, numberOf.size + 1);
      filtersOf.set(key, filters);
      return writtenTime(protocol, key, numberOf.get(key) ?? 0, losses);
    });
    sequence.push(item({ ImageSetSelectorSequence: selectors, TimeBasedImageSetsSequence: times }));
  }
  for (const key of used) noteSelectorLosses(protocol, key, losses);
  return { sequence, numberOf, filtersOf };
}

/** Selectors that some box shows, and those that these are mirrored from, in the order of the protocol. */
function usedSelectors({ selectors, stages }: Protocol): readonly string[] {
  const shown = new Set(
    stages.flatMap(({ screens }) =>
      screens.flatMap(({ viewports }) => viewports.flatMap(({ layers }) => layers.map(({ selector }) => selector))),
    ),
  );
  for (const key of [...shown]) {
    const mirrored = selectors[key]?.mirrorOf;
    if (mirrored !== undefined) shown.add(mirrored);
  }
  return Object.keys(selectors).filter((key) => shown.has(key));
}

/** The selector whose rules an image set is written from: what a mirrored one is mirrored from. */
function baseOf({ selectors }: Protocol, key: string): string {
  const mirrored = selectors[key]?.mirrorOf;
  return mirrored !== undefined && selectors[mirrored] !== undefined ? mirrored : key;
}

function writtenRules(protocol: Protocol, key: string, modalities: readonly string[], losses: LossList) {
  const rules = protocol.selectors[key]?.rules ?? [];
  const selectors: DicomDataset[] = [];
  const filters: DicomDataset[] = [];
  if (!rules.some(({ facet, op, required }) => facet === 'modality' && required && (op === 'eq' || op === 'in')))
    selectors.push(writtenSelector(modalityQuestion(modalities), 'NO_MATCH'));
  const asked = new Set<string>();
  // What is required first: the same as a wish adds nothing.
  for (const rule of [...rules.filter(({ required }) => required), ...rules.filter(({ required }) => !required)]) {
    const question = questionOf(rule);
    if (question === 'always' || asked.has(JSON.stringify(question))) continue;
    asked.add(JSON.stringify(question));
    const where = `${key}: ${rule.facet} ${rule.op}`;
    if (question === undefined) losses.add('ruleLost', where);
    else if (question.operator === 'MEMBER_OF' && question.keyword !== 'imagePlane' && isPreferenceOrRule(rule))
      selectors.push(writtenSelector(question, rule.required === true ? 'NO_MATCH' : 'MATCH'));
    else if (rule.required === true) filters.push(writtenFilter(question));
    else losses.add('preferenceLost', where);
    if (question?.approximates === true) losses.add('ruleApproximated', where);
  }
  return { selectors, filters };
}

/** What is only wished for in free words would shut other sites' series out; it is left to those who can weigh. */
function isPreferenceOrRule(rule: SeriesRule): boolean {
  return rule.required === true || (rule.facet !== 'weighting' && rule.facet !== 'description');
}

function modalityQuestion(values: readonly string[]): ImageQuestion {
  return {
    keyword: 'Modality',
    valueNumber: 1,
    values,
    operator: 'MEMBER_OF',
    approximates: false,
  };
}

function writtenSelector(question: ImageQuestion, flag: 'MATCH' | 'NO_MATCH'): DicomDataset {
  return item({ ImageSetSelectorUsageFlag: [flag], ...writtenQuestion(question) });
}

function writtenFilter(question: ImageQuestion): DicomDataset {
  if (question.keyword === 'imagePlane')
    return item({
      FilterByCategory: ['IMAGE_PLANE'],
      SelectorAttributeVR: ['CS'],
      SelectorCSValue: question.values,
      FilterByOperator: [question.operator],
    });
  if (question.operator === 'PRESENT' || question.operator === 'NOT_PRESENT')
    return item({
      SelectorAttribute: [attributes[question.keyword][0]],
      FilterByAttributePresence: [question.operator],
    });
  return item({
    ...writtenQuestion(question),
    ImageSetSelectorUsageFlag: ['NO_MATCH'],
    FilterByOperator: [question.operator],
  });
}

const valueKeywords: Readonly<Record<string, Keyword>> = {
  CS: 'SelectorCSValue',
  LO: 'SelectorLOValue',
  SH: 'SelectorSHValue',
  DS: 'SelectorDSValue',
  FD: 'SelectorFDValue',
  US: 'SelectorUSValue',
};

function writtenQuestion({ keyword, valueNumber, values }: ImageQuestion): AttributeValues {
  if (keyword === 'imagePlane') return {};
  const vr = representationOf(keyword);
  const said = vr === 'LO' ? values.map((value) => writtenText(String(value), 64)) : values;
  return {
    SelectorAttribute: [attributes[keyword][0]],
    SelectorAttributeVR: [vr],
    [valueKeywords[vr] ?? 'SelectorLOValue']: vr === 'DS' ? said.map(String) : said,
    SelectorValueNumber: [valueNumber],
  };
}

function writtenTime(protocol: Protocol, key: string, number: number, losses: LossList): DicomDataset {
  const { from = 'current', label } = protocol.selectors[key] ?? { rules: [] };
  const wanted = protocol.priors.find(({ id }) => id === from);
  const shared = { ImageSetNumber: [number], ImageSetLabel: [writtenText(label ?? key, 64)] };
  if (!wanted)
    return item({
      ...shared,
      ImageSetSelectorCategory: ['RELATIVE_TIME'],
      RelativeTime: [0, 0],
      RelativeTimeUnits: ['MINUTES'],
    });
  notePriorLosses(wanted, losses);
  const place = placeOfPrior(wanted);
  return item({ ...shared, ImageSetSelectorCategory: ['ABSTRACT_PRIOR'], AbstractPriorValue: [place, place] });
}

/** 1: the most recent; -1: the oldest. */
function placeOfPrior({ relation, n = 1 }: PriorWanted): number {
  if (relation === 'oldest' || relation === 'baseline') return -1;
  return relation === 'nth' ? n : 1;
}

function notePriorLosses(wanted: PriorWanted, losses: LossList): void {
  if (wanted.relation === 'baseline' || wanted.relation === 'postOp')
    losses.add('priorWordsLost', wanted.id, wanted.relation);
  if (wanted.age !== undefined) losses.add('priorWordsLost', wanted.id, 'age');
  if (wanted.modalities !== undefined) losses.add('priorWordsLost', wanted.id, 'modalities');
  losses.add('priorWordsLost', wanted.id, `bodyPart ${wanted.bodyPart}`);
}

function noteSelectorLosses({ selectors }: Protocol, key: string, losses: LossList): void {
  const selector = selectors[key];
  if (selector?.fallback !== undefined && selector.fallback.length > 0) losses.add('fallbackLost', key);
  if (selector?.exclusiveGroup !== undefined) losses.add('exclusiveGroupLost', key);
  if (selector?.level === 'instance') losses.add('tilesLost', key);
}
