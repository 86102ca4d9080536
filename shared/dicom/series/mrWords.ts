import { type Facet, known } from './facet.ts';
import type { Weighting } from './seriesFacets.ts';
import { hasType, type SeriesHeader } from './seriesHeader.ts';
import { anyWord } from './words.ts';

type Rule = readonly [weighting: Weighting, words: RegExp, and?: (header: SeriesHeader, text: string) => boolean];

const t1 = anyWord('T1(?!\\d)\\w*');
const t2 = anyWord('T2(?!\\d)\\w*');
const isDerived = (header: SeriesHeader) => header.imageType.length === 0 || hasType(header, 'DERIVED');

/**
 * In the order in which they are asked: names of ADC maps hold DWI too, "T2 FLAIR" is FLAIR, T2* is no T2. A name that
 * is only a pulse sequence says least, and comes last.
 */
const rules: readonly Rule[] = [
  ['ADC', anyWord('\\w*ADC(?:DFC)?(?:MIX)?', 'ADC\\w*', 'APP\\w* DIFF\\w*', 'KADC', 'CDA')],
  ['DTI', anyWord('FA', 'COL ?FA', 'FRACT\\w* ANIS\\w*', 'TENSOR\\w*', 'TRACTO\\w*'), isDerived],
  ['PERF', anyWord('(?:REL|R|P)? ?(?:CBF|CBV|MTT|TTP|TMAX)(?: \\w*)?', 'ASL', 'P?CASL')],
  [
    'DWI',
    anyWord(
      'E?DWI\\w*',
      'DIFF?\\w*',
      'DIFU\\w*',
      '\\w*TRACEW\\w*',
      'TRACE\\w*',
      'RESOLVE\\w*',
      'EP2D\\w*DIFF\\w*',
      'ADVDIFF\\w*',
      '\\w*CALC ?BVAL\\w*',
      'FOCUS',
      'DTI\\w*',
      'DW',
      'DWIBS',
      // A lone B0 is a map of the field more often than a weighting.
      'E?B ?(?:50|[1-9]00|1[0-9]00|2000)(?: \\d+)*T?',
      'B0 B ?\\d{2,4}',
      '\\d+ ?DIR\\w*',
      'ISO DWI',
    ),
  ],
  ['SWI', anyWord('E?SWI\\w*', 'SWAN', 'SW', 'SUSC\\w*', 'VEN ?BOLD', 'SWIP', 'FSBB', 'BSI')],
  [
    'T2*',
    anyWord(
      'T2W?I? ?(?:STAR|GRE|GE|FFE|FL2D)',
      'T2STAR\\w*',
      'T2 ?FL2D',
      'GRE T2\\w*',
      'HEMO\\w*',
      'FFE T2\\w*',
      'FL2D\\w* T2\\w*',
      'E?MERGE',
      'MEDIC',
      'F ?MRI',
      'BOLD',
      'RESTING',
      'T2 \\w+ (?:GRE|FFE|HEMO\\w*)',
      'T2S',
    ),
  ],
  [
    'MRCP',
    anyWord(
      'S?MRCP\\w*',
      'HASTE THICK',
      'RADIAL THICK',
      'THICK (?:SLAB|RADIAL)\\w*',
      'CHOLANGIO\\w*',
      'COLANGIO\\w*',
      'CPRM',
      'BILI IRM',
    ),
  ],
  [
    'MRA',
    anyWord(
      'TOF\\w*',
      'INFLOW',
      'MR[AV]',
      'CE ?MR[AV]',
      'ARM',
      'PC ANGIO\\w*',
      'ANGIO\\w*',
      '[23]D ?PC',
      'PCA',
      'TWIST',
      'TRICKS',
      'VENOGR\\w*',
    ),
  ],
  ['PERF', anyWord('PERF\\w*', 'DSC', 'DCE', 'DYNASUSC')],
  [
    'T1',
    anyWord('(?:IN|OUT|OPP)\\w*(?: OF)? ?PHASE\\w*', 'DIXON', 'DUAL ECHO', 'IP OP', 'OOP', 'IN ?PHASE'),
    (_, text) => !t2.test(text) && /\bDIXON\b.*\b(IN|OUT|OPP|F|W)\b|PHASE|DUAL ECHO|IP OP|OOP/.test(text),
  ],
  ['T1', t1, (_, text) => flair.test(text)],
  ['FLAIR', anyWord('(?:T2)?\\w*FLAIR\\w*', 'DARK ?FLUID', 'TIRM\\w* .*DARK\\w*')],
  ['STIR', anyWord('STIR\\w*', 'TIRM\\w*', 'SHORT TI')],
  ['PD', anyWord('PDW?I?', 'DP', 'PROTON\\w*', 'DENS\\w* ?(?:DE )?PROT\\w*', 'IW')],
  ['T2', t2],
  ['T1', t1],
  [
    'T1',
    anyWord(
      '(?:ME|MOCO ?MEM?|MOCO|ME ?M)?P ?2? ?RAGE\\w*',
      'MP2?RAGE\\w*',
      'MEMPRAGE\\w*',
      'MOCO\\w*RAGE\\w*',
      'F?SPGR',
      'BRAVO',
      'TFE',
      'E?VIBE\\w*',
      'LAVA\\w*',
      '(?:E ?)?THRIVE\\w*',
      'FLASH\\w*',
      'QUICK 3DS?',
      'DISCO',
      'STARVIBE',
      'TIGRE',
    ),
  ],
  [
    'T2',
    anyWord(
      'HASTE\\w*',
      'SS ?F?T?SE',
      'SSH',
      'FASE',
      'SPACE',
      'CUBE',
      'VISTA',
      'CISS',
      'FIESTA\\w*',
      'TRUE? ?FI\\w*',
      'B ?TFE',
      'BFFE',
      'DRIVE',
      'FRFSE',
      'BLADE',
      'PROPELLER',
      'MYELO\\w*',
    ),
  ],
];

const flair = anyWord('\\w*FLAIR\\w*', 'DARK ?FLUID');

/** What the names of a series say of its weighting: its description, then its protocol, then its pulse sequence. */
export function weightingInWords(header: SeriesHeader): Facet<Weighting> | undefined {
  // The asterisk is lost where words are taken apart.
  if (/T2W?\s?\*/i.test(header.written) && !/ADC|DWI|SWI|PERF|DSC/.test(header.description))
    return known('T2*', 'text', 0.85);
  for (const [text, confidence] of sourcesOf(header)) {
    const rule = rules.find(([, words, and]) => words.test(text) && (and?.(header, text) ?? true));
    if (rule) return known(rule[0], 'text', confidence);
  }
  return undefined;
}

function sourcesOf({
  description,
  protocol,
  sequence,
}: SeriesHeader): readonly (readonly [text: string, confidence: number])[] {
  return [
    [description, 0.85],
    // One protocol covers several sequences: it says less.
    [protocol === description ? '' : protocol, 0.7],
    [sequence, 0.6],
  ];
}
