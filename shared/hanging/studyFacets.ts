import { compareText } from '../base/compareText.ts';
import { attributes } from '../dicom/attributes.ts';
import { readDate } from '../dicom/dateTime.ts';
import { type DicomDataset, itemsOf, textOf } from '../dicom/dicomJson.ts';
import { bodyPartsOf, type OrderWords } from '../dicom/series/bodyPart.ts';
import { contradicted, type Facet, known, unknown } from '../dicom/series/facet.ts';
import type { SeriesPlane, SeriesSide } from '../dicom/series/seriesFacets.ts';
import { namesPairedPart, sideInText } from '../dicom/series/sideWords.ts';
import type { HangSeries, StudyFacets } from './hanging.ts';

const daysInYear = 365.25;
const dayMs = 86_400_000;

/** Whether a series is read: an image, as it was made to be looked at, and not drawn by a program. */
function isRead({ facets }: HangSeries): boolean {
  const { kind, forProcessing, ai } = facets;
  return kind.value === 'image' && forProcessing.value !== true && ai.value !== true;
}

/**
 * What is known of a study as a whole. `datasets`: a header of each display set; what the images say of the study counts,
 * and what an archive lists of it only in their place.
 */
export function studyFacetsOf(
  series: readonly HangSeries[],
  datasets: readonly DicomDataset[],
  order: OrderWords = {},
): StudyFacets {
  const images = series.filter(isRead);
  // Scouts, pages and captures name parts and planes that nobody reads.
  const shown = new Set(images.map(({ seriesInstanceUID }) => seriesInstanceUID));
  const read = datasets.filter((dataset) => shown.has(textOf(dataset, 'SeriesInstanceUID') ?? ''));
  const headers = [...(read.length > 0 ? read : datasets)].sort((one, other) =>
    compareText(textOf(one, 'SeriesInstanceUID') ?? '', textOf(other, 'SeriesInstanceUID') ?? ''),
  );
  const description = descriptionOf(headers, order);
  const reason = written('ReasonForTheRequestedProcedure', [
    order.reason,
    ...headers.map((dataset) => textOf(dataset, 'ReasonForTheRequestedProcedure')),
  ]);
  return {
    modality: listed((images.length > 0 ? images : series).map(({ facets }) => facets.modality)),
    bodyPart: bodyPartsOf(headers, order),
    description,
    procedureCode: procedureCodesOf(headers),
    laterality: sideOf(images),
    ageYears: ageOf(headers),
    nImageSeries: known(images.length, 'geometry', 1),
    hasContrast: contrastOf(images),
    reason,
    asked: askedIn(description, reason),
    planes: listed(images.map(({ facets }) => facets.plane)) as Facet<readonly SeriesPlane[]>,
  };
}

/** The values that are known, each once and in one order, whatever the order of the series. */
function listed<Value extends string>(facets: readonly Facet<Value>[]): Facet<readonly Value[]> {
  const found = facets.filter(({ value }) => value !== undefined);
  const values = [...new Set(found.flatMap(({ value }) => value ?? []))].sort();
  const [first] = found;
  if (!first) return unknown;
  return known(values, first.source, Math.min(...found.map(({ confidence }) => confidence)));
}

function descriptionOf(headers: readonly DicomDataset[], { requested, description }: OrderWords): Facet<string> {
  const [first] = headers;
  const [request] = first ? itemsOf(first, 'RequestAttributesSequence') : [];
  const words = [
    description ?? (first && textOf(first, 'StudyDescription')),
    requested ??
      (first && textOf(first, 'RequestedProcedureDescription')) ??
      (request && textOf(request, 'RequestedProcedureDescription')),
  ].filter((text): text is string => text !== undefined && text !== '');
  return words.length > 0 ? known([...new Set(words)].join(' · '), 'StudyDescription', 1) : unknown;
}

/** Many order "MR brain" and write what is looked for into the reason alone. */
function askedIn(description: Facet<string>, reason: Facet<string>): Facet<string> {
  if (reason.value === undefined) return description;
  return description.value === undefined ? reason : known(`${description.value} · ${reason.value}`, reason.source, 1);
}

function procedureCodesOf(headers: readonly DicomDataset[]): Facet<readonly string[]> {
  const codes = headers.flatMap((dataset) =>
    [dataset, ...itemsOf(dataset, 'RequestAttributesSequence')].flatMap((from) =>
      itemsOf(from, 'RequestedProcedureCodeSequence').map((code) => textOf(code, 'CodeValue')),
    ),
  );
  const values = [...new Set(codes.filter((code) => code !== undefined))].sort();
  return values.length > 0 ? known(values, 'RequestedProcedureCodeSequence', 1) : unknown;
}

/** One side where every series that names one names that; both where they name both. What is doubted of one stays said. */
function sideOf(images: readonly HangSeries[]): Facet<SeriesSide> {
  const conflicts = images.flatMap(({ facets }) => facets.laterality.conflict ?? []);
  const [conflict] = conflicts.sort(compareText);
  const named = images.map(({ facets }) => facets.laterality).filter(({ value }) => value !== undefined);
  const sides = new Set(named.map(({ value }) => value));
  const [first] = named;
  if (!first) return conflict === undefined ? unknown : contradicted(conflict);
  const confidence = Math.min(...named.map((facet) => facet.confidence));
  return known(sides.size === 1 && first.value ? first.value : 'B', first.source, confidence, conflict);
}

/** After contrast as soon as one series is; before it only where every series says so. */
function contrastOf(images: readonly HangSeries[]): Facet<boolean> {
  const facets = images.map((series) => series.facets.contrast);
  const after = facets.filter(({ value }) => value === 'post');
  const [surest] = [...after].sort((one, other) => other.confidence - one.confidence);
  if (surest) return known(true, surest.source, surest.confidence);
  const [first] = facets;
  const isPlain = first !== undefined && facets.every(({ value }) => value === 'pre');
  return isPlain ? known(false, first.source, Math.min(...facets.map(({ confidence }) => confidence))) : unknown;
}

/** Patient's Age (0010,1010) "034Y", "018M", "006W", "012D"; else from the dates of birth and study. In years. */
function ageOf(headers: readonly DicomDataset[]): Facet<number> {
  for (const dataset of headers) {
    const match = /^(\d{1,3})([YMWD])$/.exec((textOf(dataset, 'PatientAge') ?? '').toUpperCase());
    if (match) return known(Number(match[1]) * (yearsOf[match[2] ?? 'Y'] ?? 1), 'PatientAge', 1);
    const [born, taken] = [readDate(textOf(dataset, 'PatientBirthDate')), readDate(textOf(dataset, 'StudyDate'))];
    if (!born || !taken) continue;
    const days =
      (Date.UTC(taken.year, taken.month - 1, taken.day) - Date.UTC(born.year, born.month - 1, born.day)) / dayMs;
    if (days >= 0) return known(days / daysInYear, 'PatientBirthDate', 0.9);
  }
  return unknown;
}

const yearsOf: Readonly<Record<string, number>> = { Y: 1, M: 1 / 12, W: 7 / daysInYear, D: 1 / daysInYear };

function written(source: string, texts: readonly (string | undefined)[]): Facet<string> {
  const text = texts.find((each) => each !== undefined && each !== '');
  return text === undefined ? unknown : known(text, source, 1);
}

/** What an archive lists of a study whose series have not been read. */
export interface ListedStudy {
  readonly modalities: readonly string[];
  readonly bodyPart?: string | undefined;
  readonly studyDescription?: string | undefined;
}

/** Lists beside the images of a study what has none: no earlier study is compared by its report. */
const withoutImages: ReadonlySet<string> = new Set(['SR', 'KO', 'PR', 'DOC', 'SEG', 'REG', 'OT', 'AU']);

/** The same from a list: enough to choose a prior before its headers are here. */
export function listedStudyFacets({ modalities, bodyPart, studyDescription = '' }: ListedStudy): StudyFacets {
  const parts = bodyPartsOf([datasetNamed(bodyPart)], { description: studyDescription });
  const images = modalities.filter((modality) => !withoutImages.has(modality)).sort();
  const description = studyDescription === '' ? unknown : known(studyDescription, 'StudyDescription', 1);
  return {
    modality: images.length > 0 ? known(images, 'ModalitiesInStudy', 1) : unknown,
    bodyPart: parts,
    description,
    procedureCode: unknown,
    laterality: sideInWords(studyDescription),
    ageYears: unknown,
    nImageSeries: unknown,
    hasContrast: unknown,
    reason: unknown,
    asked: description,
    planes: unknown,
  };
}

function datasetNamed(bodyPart: string | undefined): DicomDataset {
  const [tag, vr] = attributes.BodyPartExamined;
  return bodyPart === undefined ? {} : { [tag]: { vr, Value: [bodyPart] } };
}

/** As of a series, of a part of which there are two; "both" is left to the images, which say it better. */
function sideInWords(text: string): Facet<SeriesSide> {
  const said = namesPairedPart(text) ? sideInText(text, true) : undefined;
  if (said?.value === 'B') return unknown;
  return said?.value ? known(said.value, 'StudyDescription', 0.7) : (said ?? unknown);
}
