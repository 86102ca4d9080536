import type { Keyword } from '../../dicom/attributes.ts';
import { attributes } from '../../dicom/attributes.ts';
import { viewOfPosition } from '../../dicom/series/viewCodes.ts';
import type { SeriesRule } from '../protocol.ts';

/** One question to an image, as PS3.3 tables C.23.4-1 and -2 put it. */
export interface ImageQuestion {
  readonly keyword: Keyword | 'imagePlane';
  /** Of a multi-valued attribute; 0: any. */
  readonly valueNumber: number;
  readonly values: readonly (string | number)[];
  readonly operator: Operator;
  /** The attribute says nearly what the rule asks. */
  readonly approximates: boolean;
}

export type Operator =
  | 'MEMBER_OF'
  | 'NOT_MEMBER_OF'
  | 'RANGE_INCL'
  | 'GREATER_OR_EQUAL'
  | 'LESS_OR_EQUAL'
  | 'PRESENT'
  | 'NOT_PRESENT';

const planes: Readonly<Record<string, string>> = { AX: 'TRANSVERSE', COR: 'CORONAL', SAG: 'SAGITTAL' };

const operators: Readonly<Record<string, Operator>> = {
  eq: 'MEMBER_OF',
  in: 'MEMBER_OF',
  ne: 'NOT_MEMBER_OF',
  notIn: 'NOT_MEMBER_OF',
  between: 'RANGE_INCL',
  gte: 'GREATER_OR_EQUAL',
  lte: 'LESS_OR_EQUAL',
};

/** The question of a rule, or undefined: no attribute says it. A rule for images alone is answered by any image. */
export function questionOf(rule: SeriesRule): ImageQuestion | 'always' | undefined {
  if (rule.facet === 'kind') return rule.op === 'eq' && rule.value === 'image' ? 'always' : undefined;
  const operator = operators[rule.op];
  if (operator === undefined || rule.value === undefined) return undefined;
  const values = (Array.isArray(rule.value) ? rule.value : [rule.value]) as readonly (string | number | boolean)[];
  const single = values[0];
  if (single === true || single === false) return values.length === 1 ? flagQuestion(rule, single) : undefined;
  return valueQuestion(rule, values as readonly (string | number)[], operator);
}

function valueQuestion(
  rule: SeriesRule,
  values: readonly (string | number)[],
  operator: Operator,
): ImageQuestion | undefined {
  const question = (keyword: ImageQuestion['keyword'], approximates = false, said = values): ImageQuestion => ({
    keyword,
    valueNumber: 1,
    values: said,
    operator,
    approximates,
  });
  if (rule.facet === 'modality') return question('Modality');
  if (rule.facet === 'plane') return question('imagePlane', false, translated(values, planes));
  if (rule.facet === 'view') return question('ViewPosition', false, values.flatMap(positionsOfView));
  if (rule.facet === 'laterality') return question('ImageLaterality');
  if (rule.facet === 'thickness') return question('SliceThickness');
  if (rule.facet === 'bValue') return question('DiffusionBValue');
  if (rule.facet === 'description') return question('SeriesDescription');
  // Names differ from site to site: the word is what comes nearest.
  if (rule.facet === 'weighting') return question('SeriesDescription', true);
  if (rule.facet === 'contrast') return contrastQuestion(values, operator);
  return undefined;
}

/** An agent that is named says "after"; that none is named says little, so it only ever keeps images out. */
function contrastQuestion(values: readonly (string | number)[], operator: Operator): ImageQuestion | undefined {
  if (values.length !== 1) return undefined;
  const after = (values[0] === 'post') === (operator === 'MEMBER_OF');
  return {
    keyword: 'ContrastBolusAgent',
    valueNumber: 1,
    values: [],
    operator: after ? 'PRESENT' : 'NOT_PRESENT',
    approximates: true,
  };
}

/** Yes or no, each as a value that an attribute has or has not: keyword, place of the value (0: any), value, near enough. */
const flags: Readonly<Record<string, readonly [Keyword, number, string, boolean]>> = {
  mip: ['ImageType', 0, 'MIP', true],
  mpr: ['ImageType', 0, 'MPR', true],
  derived: ['ImageType', 1, 'DERIVED', false],
  secondary: ['ImageType', 2, 'SECONDARY', false],
  forProcessing: ['PresentationIntentType', 1, 'FOR PROCESSING', false],
  ac: ['CorrectedImage', 0, 'ATTN', false],
  is3D: ['MRAcquisitionType', 1, '3D', true],
  fatSat: ['ScanOptions', 0, 'FS', true],
};

function flagQuestion(rule: SeriesRule, value: boolean): ImageQuestion | undefined {
  const said = (rule.op === 'eq' || rule.op === 'in') === value;
  if (rule.facet === 'thin')
    return {
      keyword: 'SliceThickness',
      valueNumber: 1,
      values: [1.5],
      operator: said ? 'LESS_OR_EQUAL' : 'GREATER_OR_EQUAL',
      approximates: !said,
    };
  const flag = flags[rule.facet];
  if (!flag) return undefined;
  const [keyword, valueNumber, word, approximates] = flag;
  return { keyword, valueNumber, values: [word], operator: said ? 'MEMBER_OF' : 'NOT_MEMBER_OF', approximates };
}

/** The rule of a question that another program wrote; what is not known is said by the code of the loss. */
export function ruleOf(
  question: ImageQuestion,
  required: boolean,
): SeriesRule | 'attributeNotKnown' | 'valueNotKnown' | 'operatorNotKnown' | 'always' {
  const { keyword, operator, values } = question;
  if (keyword === 'ContrastBolusAgent') {
    if (operator === 'PRESENT') return rule('contrast', 'eq', 'post', required);
    return operator === 'NOT_PRESENT' ? rule('contrast', 'ne', 'post', required) : 'operatorNotKnown';
  }
  if (operator === 'PRESENT' || operator === 'NOT_PRESENT') return 'operatorNotKnown';
  if (keyword === 'ImageType' && values.length === 1 && values[0] === 'LOCALIZER')
    return operator === 'NOT_MEMBER_OF' ? 'always' : 'valueNotKnown';
  const flag = flagRule(question, required);
  if (flag) return flag;
  const facet = facetOfKeyword[keyword];
  if (facet === undefined) return keyword === 'ImageType' ? 'valueNotKnown' : 'attributeNotKnown';
  const known = facet === 'plane' ? inverted(planes) : facet === 'view' ? viewOfPosition : undefined;
  const translatedValues = known ? values.map((value) => known[String(value)]) : values;
  if (translatedValues.length === 0 || translatedValues.some((value) => value === undefined)) return 'valueNotKnown';
  return valueRule(facet, operator, [...new Set(translatedValues as (string | number)[])], required);
}

const facetOfKeyword: Readonly<Partial<Record<ImageQuestion['keyword'], SeriesRule['facet']>>> = {
  Modality: 'modality',
  imagePlane: 'plane',
  ViewPosition: 'view',
  ImageLaterality: 'laterality',
  Laterality: 'laterality',
  SliceThickness: 'thickness',
  DiffusionBValue: 'bValue',
  SeriesDescription: 'description',
};

function flagRule({ keyword, operator, values }: ImageQuestion, required: boolean): SeriesRule | undefined {
  if (values.length !== 1 || (operator !== 'MEMBER_OF' && operator !== 'NOT_MEMBER_OF')) return undefined;
  const opposite: Readonly<Record<string, string>> = {
    ORIGINAL: 'DERIVED',
    PRIMARY: 'SECONDARY',
    'FOR PRESENTATION': 'FOR PROCESSING',
    '2D': '3D',
  };
  const word = String(values[0]);
  const found = Object.entries(flags).find(
    ([, [flagKeyword, , flagWord]]) => flagKeyword === keyword && (flagWord === word || flagWord === opposite[word]),
  );
  if (!found) return undefined;
  const yes = (found[1][2] === word) === (operator === 'MEMBER_OF');
  return rule(found[0] as SeriesRule['facet'], 'eq', yes, required);
}

function valueRule(
  facet: SeriesRule['facet'],
  operator: Operator,
  values: readonly (string | number)[],
  required: boolean,
): SeriesRule | 'operatorNotKnown' | 'valueNotKnown' {
  if (operator === 'MEMBER_OF') return rule(facet, 'in', [...values], required);
  if (operator === 'NOT_MEMBER_OF') return rule(facet, 'notIn', [...values], required);
  const numbers = values.map(Number);
  if (numbers.some((value) => !Number.isFinite(value))) return 'valueNotKnown';
  const [low = 0, high] = numbers;
  if (operator === 'RANGE_INCL')
    return high === undefined ? 'valueNotKnown' : rule(facet, 'between', [low, high], required);
  if (operator === 'GREATER_OR_EQUAL') return rule(facet, 'gte', low, required);
  return operator === 'LESS_OR_EQUAL' ? rule(facet, 'lte', low, required) : 'operatorNotKnown';
}

function rule(
  facet: SeriesRule['facet'],
  op: SeriesRule['op'],
  value: NonNullable<SeriesRule['value']>,
  required: boolean,
): SeriesRule {
  return { facet, op, value, ...(required && { required: true }) };
}

/** Value representation of the attribute that a question asks for. */
export function representationOf(keyword: ImageQuestion['keyword']): string {
  return keyword === 'imagePlane' ? 'CS' : attributes[keyword][1];
}

/** Defined terms of View Position (PS3.3 section C.8.1.1 and C.8.11.7); breasts' views are written as they are. */
const positions: Readonly<Record<string, readonly string[]>> = {
  LAT: ['LL', 'RL'],
  DECUB: ['LLD', 'RLD'],
  OBL: ['LLO', 'RLO'],
};

function positionsOfView(view: string | number): readonly string[] {
  return positions[String(view)] ?? [String(view)];
}

function translated(values: readonly (string | number)[], words: Readonly<Record<string, string>>): readonly string[] {
  return values.map((value) => words[String(value)] ?? String(value));
}

function inverted(words: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(words).map(([one, other]) => [other, one]));
}
