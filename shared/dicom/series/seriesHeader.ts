import { type DicomDataset, itemsOf, textOf, textsOf } from '../dicomJson.ts';
import { normalise } from './words.ts';

/** The attributes of one image of a series, prepared for the questions that are asked of them. */
export interface SeriesHeader {
  readonly dataset: DicomDataset;
  readonly modality: string;
  /** Image Type (0008,0008), upper case. */
  readonly imageType: readonly string[];
  /** Normalised; empty where there is none. */
  readonly description: string;
  /** Normalised Protocol Name; one protocol often covers several sequences, so it is asked second. */
  readonly protocol: string;
  /** Normalised name of the pulse sequence. */
  readonly sequence: string;
  /** The description as it was written. */
  readonly written: string;
}

/** Reads what all facets ask for. */
export function readHeader(dataset: DicomDataset, modality?: string): SeriesHeader {
  const flat = withFunctionalGroups(dataset);
  const written = textOf(flat, 'SeriesDescription') ?? '';
  return {
    dataset: flat,
    modality: (modality ?? textOf(flat, 'Modality') ?? '').toUpperCase(),
    imageType: textsOf(flat, 'ImageType').map((value) => value.toUpperCase()),
    written,
    description: normalise(written),
    protocol: normalise(textOf(flat, 'ProtocolName') ?? ''),
    sequence: normalise([...textsOf(flat, 'SequenceName'), ...textsOf(flat, 'PulseSequenceName')].join(' ')),
  };
}

/** Whether one of the values of Image Type is one of these. */
export function hasType({ imageType }: SeriesHeader, ...values: readonly string[]): boolean {
  return imageType.some((value) => values.includes(value));
}

/** The first text that says something: the description before the protocol before the sequence. */
export function textsInOrder({ description, protocol, sequence }: SeriesHeader): readonly string[] {
  return [description, protocol, sequence].filter((text) => text !== '');
}

/**
 * An enhanced object says in its functional groups what others say at the top (PS3.3 C.7.6.16): its shared ones and
 * those of its first frame, laid under the attributes of the top.
 */
function withFunctionalGroups(dataset: DicomDataset): DicomDataset {
  const shared = itemsOf(dataset, 'SharedFunctionalGroupsSequence')[0];
  const first = itemsOf(dataset, 'PerFrameFunctionalGroupsSequence')[0];
  if (!shared && !first) return dataset;
  const flat = Object.create(null) as Record<string, DicomDataset[string]>;
  for (const group of [first, shared]) {
    for (const element of Object.values(group ?? {})) {
      if (element.vr !== 'SQ') continue;
      const item = element.Value?.[0];
      if (typeof item === 'object' && item !== null) Object.assign(flat, item);
    }
  }
  return Object.assign(flat, dataset);
}
