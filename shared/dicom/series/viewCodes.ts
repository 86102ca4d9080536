import type { SeriesSide, View } from './seriesFacets.ts';

/** View codes of chest and limbs (PS3.16 CID 4010) and of the breast (CID 4014), by code value: SNOMED CT and SRT. */
export const viewOfCode: Readonly<Record<string, View>> = {
  // 399348003 is antero-posterior; read as PA it would swap the two chests.
  '399348003': 'AP',
  'R-10206': 'AP',
  '272479007': 'PA',
  '399066004': 'PA',
  '399136005': 'PA',
  'R-10214': 'PA',
  '399067008': 'LAT',
  '399173006': 'LAT',
  'R-10236': 'LAT',
  '399198007': 'LAT',
  'R-10232': 'LAT',
  '399182000': 'OBL',
  '399162004': 'CC',
  'R-10242': 'CC',
  '399368009': 'MLO',
  'R-10226': 'MLO',
  '399260004': 'ML',
  'R-10224': 'ML',
  '399352003': 'LM',
  'R-10228': 'LM',
  '399099002': 'LMO',
  'R-10230': 'LMO',
  'R-102CF': 'XCCL',
  'R-1024A': 'XCCL',
  'R-1024B': 'XCCM',
};

/** View Position (0018,5101) as machines write it. */
export const viewOfPosition: Readonly<Record<string, View>> = {
  AP: 'AP',
  PA: 'PA',
  LL: 'LAT',
  RL: 'LAT',
  LAT: 'LAT',
  LATERAL: 'LAT',
  LLD: 'DECUB',
  RLD: 'DECUB',
  LLO: 'OBL',
  RLO: 'OBL',
  OBL: 'OBL',
  CC: 'CC',
  MLO: 'MLO',
  ML: 'ML',
  LM: 'LM',
  LMO: 'LMO',
  XCCL: 'XCCL',
  XCCM: 'XCCM',
};

export const sides: Readonly<Record<string, SeriesSide>> = { L: 'L', R: 'R', B: 'B' };
