import { numberOf, textsOf } from '../dicomJson.ts';
import { type Facet, known } from './facet.ts';
import type { Weighting } from './seriesFacets.ts';
import type { SeriesHeader } from './seriesHeader.ts';

interface Pulses {
  readonly sequence: readonly string[];
  readonly repetition: number;
  readonly echo: number;
  /** 0: none. */
  readonly inversion: number;
  /** Degrees; undefined where the header does not say. */
  readonly flip: number | undefined;
}

/** Times in ms; the first row that fits. Used where no word says anything. */
const rows: readonly (readonly [weighting: Weighting, fits: (pulses: Pulses) => boolean])[] = [
  ['FLAIR', ({ sequence, inversion, echo }) => sequence.includes('IR') && inversion > 1_500 && echo > 60],
  [
    'STIR',
    ({ sequence, inversion, repetition }) =>
      sequence.includes('IR') && inversion >= 80 && inversion <= 260 && repetition >= 1_500,
  ],
  ['T1', ({ sequence, inversion, echo }) => sequence.includes('IR') && inversion > 300 && echo < 30],
  [
    'DWI',
    ({ sequence, echo, repetition }) =>
      sequence.includes('EP') && !sequence.includes('GR') && echo > 50 && repetition > 1_500,
  ],
  [
    'T2*',
    ({ sequence, echo, repetition }) =>
      sequence.includes('GR') && echo >= 15 && (sequence.includes('EP') || repetition < 1_500),
  ],
  [
    'T1',
    ({ sequence, echo, repetition, flip }) =>
      sequence.includes('GR') && echo < 15 && repetition < 800 && (flip ?? 8) >= 8,
  ],
  [
    'T2',
    ({ echo, repetition, sequence }) =>
      !sequence.includes('GR') && !sequence.includes('EP') && echo >= 60 && repetition > 1_500,
  ],
  [
    'T1',
    ({ echo, repetition, sequence }) =>
      !sequence.includes('GR') && !sequence.includes('EP') && echo < 30 && repetition < 1_200,
  ],
  [
    'PD',
    ({ echo, repetition, sequence }) =>
      !sequence.includes('GR') && !sequence.includes('EP') && echo < 60 && repetition > 1_500,
  ],
];

/** What the times of the pulses make likely. */
export function weightingByPhysics({ dataset }: SeriesHeader): Facet<Weighting> | undefined {
  const repetition = numberOf(dataset, 'RepetitionTime');
  const echo = numberOf(dataset, 'EchoTime') ?? numberOf(dataset, 'EffectiveEchoTime');
  if (repetition === undefined || echo === undefined || repetition <= 0 || echo <= 0) return undefined;
  const pulses: Pulses = {
    sequence: textsOf(dataset, 'ScanningSequence').map((value) => value.toUpperCase()),
    repetition,
    echo,
    inversion: numberOf(dataset, 'InversionTime') ?? 0,
    flip: numberOf(dataset, 'FlipAngle'),
  };
  const found = rows.find(([, fits]) => fits(pulses))?.[0];
  return found && known(found, 'physics', 0.6);
}
