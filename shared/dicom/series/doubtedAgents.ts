import { compareText } from '../../base/compareText.ts';
import { type DicomDataset, textOf } from '../dicomJson.ts';
import { agentOf } from './contrast.ts';
import { injectionIn } from './contrastWords.ts';
import { contradicted, unknown } from './facet.ts';
import type { SeriesFacets } from './seriesFacets.ts';
import { readHeader } from './seriesHeader.ts';
import { kindOf } from './seriesKind.ts';
import { anyWord } from './words.ts';

/** What speaks against the agent of a series, by its Series Instance UID: the name of the series that says more. */
export type DoubtedAgents = ReadonlyMap<string, string>;

/** In which the name of one acquisition before and after the agent may differ beside the word for it. */
const besideTheName = anyWord(
  'C',
  'CM',
  'CE',
  '[MN]?KM',
  'GD',
  'GAD\\w*',
  'IV',
  'MDC',
  'PDC',
  'INJ\\w*',
  '[CK]ONTRAST\\w*',
  'POST',
  'POS',
  'WITH',
  '[WMN]',
  'MIT',
  'NACH',
  'AVEC',
  'APRES',
  'CON',
  'COM',
  'DOPO',
  'O?AX(?:IAL\\w*)?',
  'TRA\\w*',
  'O?COR(?:ONAL)?',
  'O?SAG(?:ITTAL)?',
  'FS',
  'FAT ?SAT\\w*',
  '\\d+(?:MM)?',
);
const everyBeside = new RegExp(`${besideTheName.source}|\\+`, 'g');

/**
 * Series of one study whose Contrast/Bolus Agent (0018,0010) says nothing of them. Some scanners write the agent that is
 * prepared into every series; where all of a modality bear it, and another of otherwise the same name says "after", this
 * one may as well be from before. `datasets`: one header of each series, in any order.
 */
export function doubtedAgentsOf(datasets: readonly DicomDataset[]): DoubtedAgents {
  const doubted = new Map<string, string>();
  for (const modality of ['CT', 'MR']) {
    const all = datasets.filter((dataset) => textOf(dataset, 'Modality') === modality).map(namedOf);
    const images = all.filter(({ isImage }) => isImage);
    if (!images.every(({ hasAgent }) => hasAgent)) continue;
    const sayMore = images
      .filter(({ injection }) => injection === 'with')
      .sort((one, other) => compareText(one.written, other.written));
    for (const { uid, bare } of images.filter(({ injection }) => injection === undefined)) {
      const other = sayMore.find((each) => each.bare === bare);
      if (other) doubted.set(uid, other.written);
    }
  }
  return doubted;
}

/** The same facets, but unknown whether after contrast where only a doubted agent said so. */
export function withoutDoubtedAgent(facets: SeriesFacets, conflict: string | undefined): SeriesFacets {
  if (conflict === undefined || facets.contrast.source !== 'ContrastBolusAgent') return facets;
  return { ...facets, contrast: contradicted(conflict, 'ContrastBolusAgent'), phase: unknown };
}

interface Named {
  readonly uid: string;
  readonly isImage: boolean;
  readonly hasAgent: boolean;
  readonly injection: ReturnType<typeof injectionIn>;
  readonly written: string;
  readonly bare: string;
}

/** Read once of a header: a study is asked again with every series that arrives. */
const named = new WeakMap<DicomDataset, Named>();

function namedOf(dataset: DicomDataset): Named {
  const before = named.get(dataset);
  if (before) return before;
  const header = readHeader(dataset);
  const { description, modality, written } = header;
  const made: Named = {
    uid: textOf(dataset, 'SeriesInstanceUID') ?? '',
    isImage: kindOf(header).value === 'image',
    hasAgent: agentOf(header) !== undefined,
    injection: injectionIn(description, modality, false),
    written,
    bare: description.replace(everyBeside, ' ').replace(/\s+/g, ' ').trim(),
  };
  named.set(dataset, made);
  return made;
}
