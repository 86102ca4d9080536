import type { buildAttributes } from '../attributes/buildAttributes.ts';
import { type PracticeSyntax, practiceSyntaxes } from '../codecs/practiceSyntaxes.ts';
import type { HeadContrast } from '../phantoms/anatomy/head.ts';

export interface MrSeries {
  readonly key: string;
  readonly description: string;
  readonly syntax: PracticeSyntax;
  readonly columns: number;
  readonly count: number;
  readonly firstZ: number;
  readonly pitchMm: number;
  readonly thicknessMm: number;
  readonly noise: number;
  /** How strongly the coil brightens the edge of the head. */
  readonly shading: number;
  readonly window: readonly [center: number, width: number];
  readonly imageType: readonly string[];
  readonly technique: Parameters<typeof buildAttributes>[0];
  readonly volumes: ReadonlyArray<{
    readonly contrast: HeadContrast;
    readonly lesion: readonly [value: number, strength: number];
    readonly bValue?: number;
  }>;
}

const dark = { air: 0, cortexBone: 25 };
const t1 = {
  ...dark,
  fat: 920,
  muscle: 380,
  marrow: 620,
  fluid: 130,
  grey: 430,
  white: 610,
  deepGrey: 500,
  vitreous: 120,
  vessel: 120,
};
const t2 = {
  ...dark,
  fat: 620,
  muscle: 190,
  marrow: 400,
  fluid: 1250,
  grey: 520,
  white: 370,
  deepGrey: 430,
  vitreous: 1280,
  vessel: 40,
};
const flair = {
  ...dark,
  fat: 600,
  muscle: 260,
  marrow: 360,
  fluid: 70,
  grey: 540,
  white: 430,
  deepGrey: 500,
  vitreous: 80,
  vessel: 60,
};
const b0 = {
  ...dark,
  fat: 90,
  muscle: 150,
  marrow: 60,
  fluid: 1150,
  grey: 520,
  white: 380,
  deepGrey: 450,
  vitreous: 1150,
  vessel: 60,
};
const b1000 = {
  ...dark,
  fat: 40,
  muscle: 60,
  marrow: 25,
  fluid: 45,
  grey: 230,
  white: 200,
  deepGrey: 215,
  vitreous: 50,
  vessel: 20,
};
/** 10⁻⁶ mm²/s. */
const adc = {
  ...dark,
  fat: 40,
  muscle: 900,
  marrow: 80,
  cortexBone: 0,
  fluid: 3050,
  grey: 830,
  white: 740,
  deepGrey: 760,
  vitreous: 2950,
  vessel: 300,
};

const thick = { firstZ: -8, pitchMm: 5.5, thicknessMm: 5, count: 25, shading: 0.6 } as const;
const original = ['ORIGINAL', 'PRIMARY', 'M'] as const;
const spinEcho = { ScanningSequence: ['SE'], SequenceVariant: ['SK'], ScanOptions: [], FlipAngle: 90 } as const;
/** Of the diffusion images, and of the map that is reckoned from them. */
const diffusion = {
  ScanningSequence: ['EP'],
  SequenceVariant: ['SK'],
  ScanOptions: [],
  RepetitionTime: 5200,
  EchoTime: 92,
  FlipAngle: 90,
  EchoTrainLength: 64,
} as const;

export const mrSeries: readonly MrSeries[] = [
  {
    key: 't1',
    description: 'AX T1 3D',
    syntax: practiceSyntaxes.htj2k,
    columns: 256,
    count: 88,
    firstZ: -8,
    pitchMm: 1.5,
    thicknessMm: 1.5,
    noise: 24,
    shading: 0.6,
    window: [480, 1000],
    imageType: original,
    technique: {
      ScanningSequence: ['GR', 'IR'],
      SequenceVariant: ['SP'],
      ScanOptions: [],
      RepetitionTime: 1900,
      EchoTime: 2.9,
      InversionTime: 1100,
      FlipAngle: 15,
      EchoTrainLength: 1,
    },
    volumes: [{ contrast: t1, lesion: [400, 0.35] }],
  },
  {
    key: 't2',
    description: 'AX T2 TSE',
    syntax: practiceSyntaxes.jpegLs,
    columns: 384,
    ...thick,
    noise: 22,
    window: [620, 1250],
    imageType: original,
    technique: { ...spinEcho, RepetitionTime: 4800, EchoTime: 98, EchoTrainLength: 15 },
    volumes: [{ contrast: t2, lesion: [760, 0.55] }],
  },
  {
    key: 'flair',
    description: 'AX FLAIR',
    syntax: practiceSyntaxes.rle,
    columns: 256,
    ...thick,
    noise: 24,
    window: [450, 950],
    imageType: original,
    technique: {
      ...spinEcho,
      ScanningSequence: ['SE', 'IR'],
      RepetitionTime: 8500,
      EchoTime: 110,
      InversionTime: 2400,
      EchoTrainLength: 21,
    },
    volumes: [{ contrast: flair, lesion: [780, 0.75] }],
  },
  {
    key: 'dwi',
    description: 'AX DWI b0 b1000',
    syntax: practiceSyntaxes.jpeg2000,
    columns: 128,
    ...thick,
    noise: 16,
    window: [320, 640],
    imageType: original,
    technique: diffusion,
    volumes: [
      { contrast: b0, lesion: [640, 0.4], bValue: 0 },
      { contrast: b1000, lesion: [560, 0.95], bValue: 1000 },
    ],
  },
  {
    key: 'adc',
    description: 'AX ADC (10-6 mm2/s)',
    syntax: practiceSyntaxes.explicitLittleEndian,
    columns: 128,
    ...thick,
    noise: 45,
    shading: 0,
    window: [1200, 2400],
    imageType: ['DERIVED', 'PRIMARY', 'ADC'],
    technique: diffusion,
    volumes: [{ contrast: adc, lesion: [410, 0.92] }],
  },
];
