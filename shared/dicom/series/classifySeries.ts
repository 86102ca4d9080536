import type { DicomDataset } from '../dicomJson.ts';
import type { DisplaySet } from '../displaySets.ts';
import type { Orientation } from '../orientation.ts';
import { contrastFacets } from './contrast.ts';
import { type Corrections, corrected } from './corrections.ts';
import {
  attenuationCorrection,
  derivationFacets,
  mammographyFacets,
  thicknessFacets,
  writtenName,
} from './derivation.ts';
import { bValueOf } from './diffusion.ts';
import { known, unknown } from './facet.ts';
import { fatSatOf } from './fatSuppression.ts';
import { kernelFacets } from './kernel.ts';
import { weightingOf } from './mrWeighting.ts';
import type { SeriesFacets } from './seriesFacets.ts';
import { readHeader } from './seriesHeader.ts';
import { kindOf } from './seriesKind.ts';
import { planeFacets } from './seriesPlane.ts';
import { lateralityOf, viewOf } from './view.ts';

/** What is known of the frames of a series beside one header of it. */
interface FramesOfSeries {
  readonly modality?: string | undefined;
  readonly orientation?: Orientation | undefined;
  readonly thicknessMm?: number | undefined;
  readonly bValue?: number | undefined;
  readonly count?: number | undefined;
}

const sliced = new Set(['CT', 'MR', 'PT', 'NM']);

/**
 * What a display set is, for the rules of hanging: geometry before coded attributes before Image Type before words.
 * `set`: undefined for a series without images. `dataset`: the attributes of its first image. Never throws.
 */
export function classifySeries(
  set: DisplaySet | undefined,
  dataset: DicomDataset,
  corrections?: Corrections,
): SeriesFacets {
  const facets = classifyHeader(dataset, set && framesOf(set));
  return corrections ? corrected(facets, dataset, corrections) : facets;
}

function framesOf(set: DisplaySet): FramesOfSeries {
  const first = set.frames[0];
  const written = set.apart.bValue ?? first?.frame.discriminators.bValue ?? '';
  return {
    modality: set.modality,
    orientation: first?.frame.orientation,
    thicknessMm: first?.frame.sliceThicknessMm,
    bValue: written === '' ? undefined : Number(written),
    count: set.frames.length,
  };
}

/** The same from one header alone, as an archive answers for a series before its images are described. */
export function classifyHeader(dataset: DicomDataset, frames: FramesOfSeries = {}): SeriesFacets {
  const header = readHeader(dataset, frames.modality);
  const isSliced = sliced.has(header.modality);
  const bValue = bValueOf(header, frames.bValue);
  const weighting = weightingOf(header, bValue.value);
  const showsVessels = header.modality === 'MR' && (weighting.value === 'MRA' || weighting.value === 'SWI');
  const written = writtenName(header.dataset);
  return {
    kind: kindOf(header),
    modality: header.modality === '' ? unknown : known(header.modality, 'Modality', 1),
    ...(isSliced ? planeFacets(header, frames.orientation) : { plane: unknown, obliqueDeg: unknown }),
    ...thicknessFacets(header, frames.thicknessMm, frames.count),
    weighting,
    fatSat: fatSatOf(header, weighting.value),
    bValue,
    ...contrastFacets(header, showsVessels),
    ...kernelFacets(header),
    ...derivationFacets(header),
    ...mammographyFacets(header),
    view: viewOf(header),
    laterality: lateralityOf(header),
    ac: attenuationCorrection(header),
    count: frames.count === undefined ? unknown : known(frames.count, 'geometry', 1),
    description: written === undefined ? unknown : known(written, 'SeriesDescription', 1),
  };
}
