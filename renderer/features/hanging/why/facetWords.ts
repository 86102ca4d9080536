import { attributes, type Keyword } from '#shared/dicom/attributes.ts';
import type { Said } from './said.ts';

/** A facet's name; a study's may be called otherwise than that of a series. */
export function facetSaid(facet: string, of: 'series' | 'study'): Said {
  const own = of === 'study' && (facet === 'description' || facet === 'laterality');
  return { key: `${own ? 'studyFacets' : 'facets'}.${facet}`, orElse: facet };
}

/** What a rule wants or a header says, in words; several values are joined by `join`. */
export function valueSaid(facet: string, value: unknown, join: 'and' | 'or' = 'and'): Said {
  if (Array.isArray(value)) {
    if (value.length === 0) return unknownSaid;
    return { join, of: value.map((each) => valueSaid(facet, each, join)) };
  }
  if (typeof value === 'boolean') return { key: value ? 'values.yes' : 'values.no' };
  if (typeof value === 'number') {
    const said = Number(value.toFixed(2));
    return { key: `units.${facet}`, params: { value: said, count: said }, orElse: String(said) };
  }
  if (typeof value === 'string' && value !== '') return { key: `values.${facet}.${value}`, orElse: value };
  return unknownSaid;
}

const unknownSaid: Said = { key: 'values.unknown' };

/** Whether the header said anything at all. */
export function isKnown(value: unknown): boolean {
  return value !== undefined && value !== null && value !== '' && !(Array.isArray(value) && value.length === 0);
}

/** Sources that are no attribute of their own, and the attributes that they are read from. */
const readFrom: Readonly<Record<string, readonly Keyword[]>> = {
  geometry: ['ImageOrientationPatient'],
  text: ['SeriesDescription'],
  physics: ['RepetitionTime', 'EchoTime'],
  vote: ['StudyDescription', 'BodyPartExamined'],
  siteCorrection: [],
  weighting: [],
  none: [],
};

/** Where a value comes from: in words, and as the attribute with its tag, "Convolution Kernel (0018,1210)". */
export function sourceSaid(facet: string, source: string): { readonly words: Said; readonly tags: readonly string[] } {
  const counted = facet === 'count' || facet === 'nImageSeries';
  if (counted) return { words: { key: 'why.source.counted' }, tags: [] };
  const maker = /^private (.*)$/.exec(source)?.[1];
  if (maker !== undefined) return { words: { key: 'why.source.private', params: { maker } }, tags: [] };
  const keywords = Object.hasOwn(readFrom, source) ? (readFrom[source] ?? []) : isKeyword(source) ? [source] : [];
  return { words: { key: `why.source.${source}`, orElse: spelled(source) }, tags: keywords.map(tagText) };
}

/** How sure the answer is, in a word. */
export function surenessSaid(confidence: number, source: string): Said {
  if (source === 'siteCorrection') return { key: 'why.sure.said' };
  if (confidence >= 0.95) return { key: 'why.sure.certain' };
  return { key: confidence >= 0.75 ? 'why.sure.likely' : 'why.sure.unsure' };
}

function isKeyword(source: string): source is Keyword {
  return Object.hasOwn(attributes, source);
}

function tagText(keyword: Keyword): string {
  const [tag] = attributes[keyword];
  return `${spelled(keyword)} (${tag.slice(0, 4)},${tag.slice(4)})`;
}

/** PS3.6 writes the name of most attributes as their keyword with blanks: "ConvolutionKernel" → "Convolution Kernel". */
function spelled(keyword: string): string {
  // ImageOrientationPatient is "Image Orientation (Patient)" (PS3.6 section 6).
  return keyword.replace(/Patient$/, ' (Patient)').replace(/(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/g, ' ');
}
