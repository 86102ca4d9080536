import { known } from '../../dicom/series/facet.ts';
import type { Hanging, ProtocolVerdict, RuleOutcome, StudyFacets, StudyToHang } from '../hanging.ts';
import { isSameModality } from '../priors.ts';
import { isRefusal, mostOfProtocol, type Protocol, type StudyRule } from '../protocol.ts';
import { pointsOf } from '../rules.ts';

/**
 * Which studies a remembered hanging is for: those of the modality and of the part that most speaks for; what the
 * protocol in force asks beside these; and not those that a protocol for something more special is for. A hanging of the
 * chest would else take every angiogram of it, for the reader's own comes before all that ships.
 * `notFor`: the words for "not what that protocol is for".
 */
export function captureMatch(
  study: StudyToHang,
  before: Protocol | undefined,
  inForce: Hanging | undefined,
  notFor: (protocol: string) => string,
): readonly StudyRule[] {
  const modalities = kindOfPicture(mainModality(study));
  const part = study.facets.bodyPart.value?.[0];
  const own: StudyRule[] = [];
  if (modalities.length > 0) {
    own.push({ facet: 'modality', op: 'in', value: modalities, required: true, weight: 20 });
  }
  if (part !== undefined) own.push({ facet: 'bodyPart', op: 'in', value: [part], required: true, weight: 30 });
  const reduced: StudyFacets = {
    ...study.facets,
    ...(modalities.length > 0 && { modality: known(modalities, study.facets.modality.source, 1) }),
    ...(part !== undefined && { bodyPart: known([part], study.facets.bodyPart.source, 1) }),
  };
  const taken = (before?.match.study ?? []).filter((rule) => asksMore(rule, reduced));
  const special = (inForce?.considered ?? []).flatMap((verdict) => unlike(verdict, notFor));
  return distinct([...own, ...taken, ...special]).slice(0, mostOfProtocol.rules);
}

/** Whether a rule says more of a study than that it is of this modality and part. */
function asksMore(rule: StudyRule, reduced: StudyFacets): boolean {
  if (rule.required !== true) return false;
  if (rule.facet !== 'modality' && rule.facet !== 'bodyPart') return true;
  return isRefusal(rule.op) || pointsOf(rule, reduced[rule.facet]) === undefined;
}

const opposites = { regex: 'notRegex', eq: 'ne', in: 'notIn' } as const;

/**
 * What the study lacks of a protocol that is for the same modality and part and for words that are not in it. Ages and
 * numbers are not turned round: where none is written, the study would be refused.
 */
function unlike({ protocol, rules, refused }: ProtocolVerdict, notFor: (name: string) => string): StudyRule[] {
  if (protocol.level === 'user' || protocol.tags.includes('fallback') || refused?.kind !== 'rule') return [];
  const failed = rules.flatMap((outcome, place) =>
    outcome.required && !outcome.pass ? [{ outcome, rule: protocol.match.study[place] }] : [],
  );
  if (failed.some(({ outcome }) => isOfKind(outcome))) return [];
  const [first] = failed;
  const op = first?.rule && opposites[first.rule.op as keyof typeof opposites];
  if (!first?.rule || op === undefined) return [];
  return [{ ...first.rule, op, required: true, weight: 0, why: notFor(protocol.name) }];
}

function isOfKind({ facet }: RuleOutcome): boolean {
  return facet === 'modality' || facet === 'bodyPart';
}

function distinct(rules: readonly StudyRule[]): readonly StudyRule[] {
  const seen = new Set<string>();
  return rules.filter(({ facet, op, value }) => {
    const key = `${facet} ${op} ${JSON.stringify(value)}`;
    return !seen.has(key) && seen.add(key);
  });
}

const radiographs = ['CR', 'DX', 'DR', 'RG'];

/** A radiograph is one by whatever name its detector writes. */
function kindOfPicture(modality: string | undefined): string[] {
  if (modality === undefined) return [];
  return radiographs.some((each) => isSameModality(each, modality)) ? [...radiographs] : [modality];
}

/** Of most series of images; where two have as many, the one that the study names first. */
function mainModality({ facets, series }: StudyToHang): string | undefined {
  const images = series.filter(({ facets: { kind } }) => kind.value === 'image');
  const modalities = facets.modality.value ?? [];
  const countOf = (modality: string) => images.filter((each) => each.facets.modality.value === modality).length;
  // A PET with its CT is a PET: the CT alone is another examination.
  if (modalities.includes('PT')) return 'PT';
  return [...modalities].sort((one, other) => countOf(other) - countOf(one))[0];
}
