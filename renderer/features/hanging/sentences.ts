import type { TFunction } from 'i18next';
import type { Protocol, Selector, SeriesRule, StudyRule } from '#shared/hanging/protocol.ts';
import { facetSaid, valueSaid } from './why/facetWords.ts';
import { type Said, say } from './why/said.ts';
import type { PlaceInProtocol } from './why/whyLine.ts';

/** One thing that a protocol asks for, in a few words, and where it stands: what can be pointed at and changed. */
export interface Phrase {
  readonly said: Said;
  readonly at: PlaceInProtocol;
  /** `must`: without it nothing hangs; `against`: it speaks against what has it. */
  readonly strength: 'must' | 'better' | 'against';
}

/** "Hang when **modality CT** and **chest**", "Lung axial: **axial**, **sharp kernel**; else Soft tissue". */
export interface Sentence {
  readonly lead: Said;
  readonly phrases: readonly Phrase[];
  /** What is said behind the phrases; each is a part of its own. */
  readonly tail: readonly Said[];
  readonly at: PlaceInProtocol;
}

/** For which studies. */
export function studySentence(protocol: Protocol): Sentence {
  const { match } = protocol;
  const phrases = match.study.map((rule, index) => ({
    said: ruleSaid(rule, 'study'),
    at: { kind: 'study', rule: index } as const,
    strength: strengthOf(rule),
  }));
  const tail = match.sites
    ? [{ key: 'sentences.sites', params: { sites: { join: 'or', of: match.sites } } } as const]
    : [];
  const at = { kind: 'study', rule: 0 } as const;
  if (phrases.some(({ strength }) => strength === 'must')) {
    return { lead: { key: 'sentences.hangWhen' }, phrases, tail, at };
  }
  // A rule that asks for nothing says nothing of its own, and is for everything.
  const lead = { key: phrases.length > 0 ? 'sentences.hangEveryRather' : 'sentences.hangEvery' };
  const requires = (match.requires ?? []).map((key) => nameOfSelector(protocol, key));
  const that: Said[] =
    requires.length > 0 ? [{ key: 'sentences.requires', params: { names: { join: 'and', of: requires } } }] : [];
  return { lead, phrases, tail: [...that, ...tail], at };
}

/** Which series is wanted; undefined: the protocol wants none by this key. */
export function selectorSentence(protocol: Protocol, key: string): Sentence | undefined {
  const selector = protocol.selectors[key];
  if (!selector) return undefined;
  const phrases = selector.rules.map((rule, index) => ({
    said: ruleSaid(rule, 'series'),
    at: { kind: 'selector', selector: key, rule: index } as const,
    strength: strengthOf(rule),
  }));
  return {
    lead: nameOfSelector(protocol, key),
    phrases,
    tail: tailOf(protocol, selector),
    at: { kind: 'selector', selector: key },
  };
}

/** What a protocol calls a series that it wants: its label, else its key. */
export function nameOfSelector({ selectors }: Protocol, key: string): string {
  return selectors[key]?.label ?? key;
}

function tailOf(protocol: Protocol, { from, mirrorOf, fallback = [], level }: Selector): Said[] {
  const name = (key: string) => nameOfSelector(protocol, key);
  return [
    ...(mirrorOf === undefined ? [] : [{ key: 'sentences.likeThat', params: { of: name(mirrorOf) } }]),
    ...(from === undefined || from === 'current' ? [] : [{ key: 'sentences.fromPrior' }]),
    ...(level === 'instance' ? [{ key: 'sentences.eachImage' }] : []),
    ...(fallback.length === 0
      ? []
      : [{ key: 'sentences.orElse', params: { of: { join: 'or' as const, of: fallback.map(name) } } }]),
  ];
}

/** The whole sentence as text: what was learned from a demonstration is read before it is kept. */
export function sentenceText({ lead, phrases, tail }: Sentence, t: TFunction): string {
  const said = phrases.map((phrase) => say(phraseSaid(phrase), t)).join(', ');
  const begin = said === '' ? say(lead, t) : t('hanging.sentences.whole', { lead: say(lead, t), said });
  return [begin, ...tail.map((each) => say(each, t))].join('; ');
}

/** A phrase with what its strength adds: "better thin", "rather not derived". */
export function phraseSaid({ said, strength }: Phrase): Said {
  return strength === 'must' ? said : { key: `sentences.strength.${strength}`, params: { it: said } };
}

function strengthOf({ required, weight = 10 }: SeriesRule | StudyRule): Phrase['strength'] {
  if (required) return 'must';
  return weight < 0 ? 'against' : 'better';
}

/** Facets whose value alone says what is meant: "axial", "FLAIR", "chest". */
const plain = new Set([
  'plane',
  'weighting',
  'view',
  'phase',
  'bodyPart',
  'modality',
  'contrast',
  'laterality',
  'planes',
]);
/** Facets that are so or not: "fat-saturated", "no projection". */
const flags = new Set([
  'thin',
  'fatSat',
  'mip',
  'mpr',
  'derived',
  'secondary',
  'tomo',
  'forProcessing',
  'ac',
  'is3D',
  'ai',
  'hasContrast',
]);

/** One rule in a radiologist's words, its strength left out. */
export function ruleSaid(rule: SeriesRule | StudyRule, of: 'series' | 'study'): Said {
  const { facet, op, value, why } = rule;
  switch (op) {
    case 'eq':
    case 'in':
      return isSaid(facet, value, of);
    case 'ne':
    case 'notIn':
      return typeof value === 'boolean'
        ? isSaid(facet, !value, of)
        : { key: 'sentences.not', params: { it: isSaid(facet, value, of) } };
    case 'notRegex':
      // What a pattern means is what it finds: the rule is against it.
      if (why !== undefined) return { key: 'sentences.not', params: { it: why } };
      return { key: 'sentences.notRegex', params: { facet: facetSaid(facet, of), value: String(value ?? '') } };
    case 'regex':
      return why ?? { key: 'sentences.regex', params: { facet: facetSaid(facet, of), value: String(value ?? '') } };
    case 'gte':
    case 'lte':
      return { key: `sentences.${op}`, params: { facet: facetSaid(facet, of), value: valueSaid(facet, value) } };
    case 'between': {
      const [from, to] = Array.isArray(value) ? value : [];
      const params = { facet: facetSaid(facet, of), from: valueSaid(facet, from), to: valueSaid(facet, to) };
      return { key: 'sentences.between', params };
    }
    case 'exists':
    case 'absent':
      return { key: `sentences.${op}`, params: { facet: facetSaid(facet, of) } };
    case 'max':
    case 'min':
      if (facet === 'count' || facet === 'thickness') return { key: `sentences.${op}Of.${facet}` };
      return { key: `sentences.${op}`, params: { facet: facetSaid(facet, of) } };
  }
}

function isSaid(facet: string, value: unknown, of: 'series' | 'study'): Said {
  if (typeof value === 'boolean' && flags.has(facet)) {
    return { key: `sentences.flags.${facet}.${value ? 'yes' : 'no'}` };
  }
  const said = valueSaid(facet, value, 'or');
  if (plain.has(facet)) return said;
  if (facet === 'kind' && value === 'image') return { key: 'sentences.images' };
  if (facet === 'kernel' || facet === 'window') return { key: `sentences.${facet}`, params: { value: said } };
  return { key: 'sentences.is', params: { facet: facetSaid(facet, of), value: said } };
}
