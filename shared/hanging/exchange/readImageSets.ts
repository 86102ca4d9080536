import { attributes, type Keyword, tagOf } from '../../dicom/attributes.ts';
import { type DicomDataset, itemsOf, numberOf, numbersOf, textOf, textsOf } from '../../dicom/dicomJson.ts';
import type { BodyPart } from '../../dicom/series/bodyPartWords.ts';
import type { PriorWanted, SeriesRule } from '../protocol.ts';
import { bodyPartOfCode, isBodyPart } from './anatomyCodes.ts';
import type { LossList } from './exchangeProblem.ts';
import { type ImageQuestion, type Operator, ruleOf } from './selectorRules.ts';

/** One image set of an object: whose images, and which of them. */
export interface ReadImageSet {
  /** Undefined: of the study that is read. */
  readonly prior: Omit<PriorWanted, 'id'> | undefined;
  readonly rules: readonly SeriesRule[];
  readonly modalities: readonly string[];
  readonly parts: readonly BodyPart[];
  readonly label: string | undefined;
}

/** Image sets by their number (PS3.3 section C.23.1.1.2 and following). */
export function readImageSets(dataset: DicomDataset, losses: LossList): ReadonlyMap<number, ReadImageSet> {
  const sets = new Map<number, ReadImageSet>();
  for (const set of itemsOf(dataset, 'ImageSetsSequence')) {
    const asked = readSelectors(itemsOf(set, 'ImageSetSelectorSequence'), losses);
    for (const time of itemsOf(set, 'TimeBasedImageSetsSequence')) {
      const number = numberOf(time, 'ImageSetNumber');
      if (number === undefined || sets.has(number)) continue;
      sets.set(number, { ...asked, prior: readTime(time, asked, losses), label: textOf(time, 'ImageSetLabel') });
    }
  }
  return sets;
}

type Asked = Pick<ReadImageSet, 'rules' | 'modalities' | 'parts'>;

function readSelectors(selectors: readonly DicomDataset[], losses: LossList): Asked {
  const rules: SeriesRule[] = [];
  const modalities: string[] = [];
  const parts: BodyPart[] = [];
  for (const selector of selectors) {
    const found = partsOfSelector(selector);
    if (found) {
      parts.push(...found);
      continue;
    }
    const rule = readQuestion(selector, losses);
    if (rule) rules.push(rule);
    if (rule?.facet === 'modality' && rule.op === 'in' && Array.isArray(rule.value))
      modalities.push(...rule.value.map(String));
  }
  return { rules, modalities, parts };
}

/** A region of the body is asked of the study, never of one series: machines write it wrong in one study of seven. */
function partsOfSelector(selector: DicomDataset): readonly BodyPart[] | undefined {
  const tag = textOf(selector, 'SelectorAttribute');
  if (tag === tagOf('BodyPartExamined')) return textsOf(selector, 'SelectorCSValue').filter(isBodyPart);
  if (tag !== tagOf('AnatomicRegionSequence')) return undefined;
  return itemsOf(selector, 'SelectorCodeSequenceValue').flatMap(
    (code) => bodyPartOfCode(textOf(code, 'CodeValue') ?? '') ?? [],
  );
}

/** The rule of one selector or filter; undefined: it says nothing that Durbeen could ask, which is noted. */
export function readQuestion(from: DicomDataset, losses: LossList): SeriesRule | undefined {
  const isPlane = textOf(from, 'FilterByCategory') === 'IMAGE_PLANE';
  const tag = isPlane ? 'IMAGE_PLANE' : (textOf(from, 'SelectorAttribute') ?? 'no attribute');
  const keyword = isPlane ? ('imagePlane' as const) : keywordOf.get(tag);
  if (keyword === undefined) {
    losses.add('attributeNotKnown', tag);
    return undefined;
  }
  const presence = textOf(from, 'FilterByAttributePresence');
  const question: ImageQuestion = {
    keyword,
    valueNumber: numberOf(from, 'SelectorValueNumber') ?? 0,
    values: valuesOfQuestion(from),
    operator: (presence ?? textOf(from, 'FilterByOperator') ?? 'MEMBER_OF') as Operator,
    approximates: false,
  };
  const rule = ruleOf(question, textOf(from, 'ImageSetSelectorUsageFlag') !== 'MATCH');
  if (rule === 'always') return undefined;
  if (typeof rule !== 'string') return rule;
  losses.add(rule, tag);
  return undefined;
}

const keywordOf: ReadonlyMap<string, Keyword> = new Map(
  Object.entries(attributes).map(([keyword, [tag]]) => [tag, keyword as Keyword]),
);

const numeric = ['SelectorFDValue', 'SelectorDSValue', 'SelectorUSValue', 'SelectorISValue'] as const;
const textual = ['SelectorCSValue', 'SelectorLOValue', 'SelectorSHValue'] as const;

function valuesOfQuestion(from: DicomDataset): readonly (string | number)[] {
  for (const keyword of numeric) {
    const numbers = numbersOf(from, keyword);
    if (numbers) return numbers.slice(0, 100);
  }
  for (const keyword of textual) {
    const texts = textsOf(from, keyword);
    if (texts.length > 0) return texts.slice(0, 100).map((text) => text.slice(0, 200));
  }
  return [];
}

/** Whether it is of the study itself, or of which earlier one (PS3.3 section C.23.1.1.4). */
function readTime(time: DicomDataset, { modalities, parts }: Asked, losses: LossList): ReadImageSet['prior'] {
  const shared = {
    ...(modalities.length > 0 && { modalities: modalities.slice(0, 20) }),
    bodyPart: parts.length > 0 ? ('overlap' as const) : ('any' as const),
    optional: true,
  };
  if (textOf(time, 'ImageSetSelectorCategory') === 'ABSTRACT_PRIOR') {
    const [first, last] = numbersOf(time, 'AbstractPriorValue') ?? [];
    if (first === undefined || (last !== first && last !== undefined))
      losses.add('priorWordsNotKnown', textOf(time, 'ImageSetLabel'));
    if (first === -1) return { relation: 'oldest', ...shared };
    return first !== undefined && Number.isInteger(first) && first > 1 && first <= 50
      ? { relation: 'nth', n: first, ...shared }
      : { relation: 'mostRecent', ...shared };
  }
  const times = numbersOf(time, 'RelativeTime') ?? [0];
  if (times.every((value) => value === 0)) return undefined;
  const days = daysOfUnit[textOf(time, 'RelativeTimeUnits') ?? ''] ?? 1;
  return {
    relation: 'mostRecent',
    ...shared,
    age: { minDays: Math.min(...times) * days, maxDays: Math.max(...times) * days },
  };
}

const daysOfUnit: Readonly<Record<string, number>> = {
  SECONDS: 1 / 86_400,
  MINUTES: 1 / 1_440,
  HOURS: 1 / 24,
  DAYS: 1,
  WEEKS: 7,
  MONTHS: 30.4375,
  YEARS: 365.25,
};
