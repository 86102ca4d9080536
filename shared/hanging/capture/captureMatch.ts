import { known } from '../../dicom/series/facet.ts';
import type { StudyFacets, StudyToHang } from '../hanging.ts';
import type { Protocol, StudyRule } from '../protocol.ts';
import { pointsOf } from '../rules.ts';

interface Kind {
  readonly study: readonly StudyRule[];
  readonly requires: readonly string[];
}

/**
 * Which studies a remembered hanging is for: those of the modality and of the part that most speaks for, and what the
 * protocol in force asks beside these. Without that a hanging of angiographies would take every other study of the chest.
 */
export function captureMatch(study: StudyToHang, inForce: Protocol | undefined): Kind {
  const modality = mainModality(study);
  const part = study.facets.bodyPart.value?.[0];
  const own: StudyRule[] = [];
  if (modality !== undefined) {
    own.push({ facet: 'modality', op: 'in', value: [modality], required: true, weight: 20 });
  }
  if (part !== undefined) own.push({ facet: 'bodyPart', op: 'in', value: [part], required: true, weight: 30 });
  const reduced: StudyFacets = {
    ...study.facets,
    ...(modality !== undefined && { modality: known([modality], study.facets.modality.source, 1) }),
    ...(part !== undefined && { bodyPart: known([part], study.facets.bodyPart.source, 1) }),
  };
  const taken = (inForce?.match.study ?? []).filter((rule) => asksMore(rule, reduced));
  return { study: [...own, ...taken], requires: inForce?.match.requires ?? [] };
}

/** Whether a rule says more of a study than that it is of this modality and part. */
function asksMore(rule: StudyRule, reduced: StudyFacets): boolean {
  if (rule.required !== true) return false;
  if (rule.facet !== 'modality' && rule.facet !== 'bodyPart') return true;
  const isRefusal = rule.op === 'ne' || rule.op === 'notIn' || rule.op === 'notRegex';
  return isRefusal || pointsOf(rule, reduced[rule.facet]) === undefined;
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
