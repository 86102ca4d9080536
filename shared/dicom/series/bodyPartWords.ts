import { anyWord } from './words.ts';

export type BodyPart =
  | 'HEAD'
  | 'NECK'
  | 'CSPINE'
  | 'TSPINE'
  | 'LSPINE'
  | 'SPINE'
  | 'PROSTATE'
  | 'BREAST'
  | 'HEART'
  | 'CHEST'
  | 'LIVER'
  | 'PELVIS'
  | 'ABDOMEN'
  | 'KNEE'
  | 'SHOULDER'
  | 'HIP'
  | 'ANKLE'
  | 'WRIST'
  | 'ELBOW'
  | 'ARM'
  | 'LEG'
  | 'WHOLEBODY';

/** One name may say several: a liver is in the abdomen, "TAP" is three. */
const vocabulary: readonly (readonly [parts: readonly BodyPart[], words: RegExp])[] = [
  [
    ['HEAD'],
    anyWord(
      'HEAD',
      'BRAIN',
      'SKULL',
      'CRANI\\w*',
      'CEREBR\\w*',
      'CEREBELL\\w*',
      'NCCT',
      'PNS',
      'SINUS\\w*',
      'ORBITS?',
      'FAC(?:E|IAL)',
      'FACE',
      'IAC',
      'TEMPORAL',
      'PITUITARY',
      'SELLA',
      'STROKE',
      'SCHADEL',
      'SCHAEDEL',
      'KOPF',
      'HIRN',
      'NNH',
      'TETE',
      'CRANE\\w*',
      'ENCEPHAL\\w*',
      'ENCEFAL\\w*',
      'CABEZA',
      'SENOS',
      'CABECA',
      'TESTA',
      'BEYIN',
      'KAFA',
      'KRANIAL',
      'KRANIYAL',
      'HIPOFIZ',
      'NEURO',
      'CCT',
      // Measured of no other part.
      '(?:ME)?MP2?RAGE',
      'RELCB[FV]',
      'ROCHER\\w*',
      'HYPOPHY\\w*',
    ),
  ],
  [
    ['NECK'],
    anyWord(
      'NECK',
      'THYROID',
      'LARYNX',
      'CAROTID\\w*',
      'HALS',
      'COU',
      'CUELLO',
      'PESCOCO',
      'COLLO',
      'BOYUN',
      'SOFT TISSUE NECK',
      'CERVICO',
    ),
  ],
  [['CSPINE'], anyWord('C ?SPINE', 'CERVICAL', 'CERVICALE', 'CSP', 'HWS', 'RACHIS CERVICAL', 'SERVIKAL')],
  [
    ['TSPINE'],
    anyWord(
      'T ?SPINE',
      'D ?SPINE',
      'DORSAL',
      'DORSALE',
      'THORACIC SPINE',
      'TSP',
      'BWS',
      'TORAKAL VERTEBRA',
      'RACHIS DORSAL',
    ),
  ],
  [['LSPINE'], anyWord('LS? ?SPINE', 'LUMB\\w*', 'LOMB\\w*', 'LSP', 'LWS', 'LOMBER', 'LSSPINE', 'L S SPINE')],
  [
    ['SPINE'],
    anyWord('SPINE', 'WHOLE SPINE', 'COLUMNA', 'COLUNA', 'COLONNA', 'RACHIS', 'WIRBELSAULE', 'VERTEBRAL?', 'OMURGA'),
  ],
  [['PROSTATE', 'PELVIS'], anyWord('PROSTAT\\w*')],
  [
    ['BREAST'],
    anyWord('BREASTS?', 'MAMM?O\\w*', 'MAMMELL\\w*', 'MAMMA\\w*', 'MAMAS?', 'SEINS?', 'BRUST', 'MEME', 'SENO', 'MAMA'),
  ],
  [
    ['HEART'],
    anyWord('HEART', 'CARDIA\\w*', 'CORONAR(?:Y|IES)', 'COEUR', 'HERZ', 'CORAZON', 'KALP', 'KORONER', 'CCTA'),
  ],
  [
    ['CHEST'],
    anyWord(
      'CHEST',
      'THORAX',
      'CXR',
      'LUNGS?',
      'HRCT',
      'CTPA',
      'THORACIC(?! SPINE)',
      'THORACO',
      'THORA\\w*(?! SPINE)',
      'RIBS?',
      'STERNUM',
      'MEDIASTIN\\w*',
      'TORAX',
      'TORACE',
      'TORACO',
      'TORACICO',
      'TORAKS',
      'TORACIC\\w*',
      'LUNGE',
      'POUMONS?',
      'PULMON\\w*',
      'AKCIGER',
      'CAP',
      'TAP',
      'PULMAO',
      'THX(?:ABD)?(?:PEL|PLV)?',
    ),
  ],
  [['LIVER', 'ABDOMEN'], anyWord('LIVER', 'HEPAT\\w*', 'LEBER', 'FOIE', 'HIGADO', 'FIGADO', 'FEGATO', 'KARACIGER')],
  [
    ['PELVIS'],
    anyWord(
      'PELVI\\w*',
      'PEL',
      'PLV',
      '(?:THX)?ABD(?:PEL|PLV)',
      'ABP',
      'SACR\\w*',
      'BLADDER',
      'UTER\\w*',
      'BECKEN',
      'BASSIN',
      'PELVIEN\\w*',
      'BACINO',
      'PELVIS',
      'PELVICO',
      'CAP',
      'TAP',
      'RECTUM',
      'RECTAL',
      'ABDOPELV\\w*',
      'KUB',
    ),
  ],
  [
    ['ABDOMEN'],
    anyWord(
      'ABD',
      'ABDO',
      '(?:THX)?ABD(?:PEL|PLV)',
      'ABP',
      'ABDOM\\w*',
      'ABDOPELV\\w*',
      'KUB',
      'CTU',
      'RENAL',
      'KIDNEYS?',
      'PANCREA\\w*',
      'SPLEEN',
      'BILIARY',
      'MRCP',
      'UROGRA\\w*',
      'CAP',
      'TAP',
      'BAUCH',
      'OBERBAUCH',
      'ADDOM\\w*',
      'BATIN',
      'UROTC',
      'UROTEM',
      'GALLBLADDER',
      'ENTEROGRA\\w*',
      'IVU',
    ),
  ],
  [['KNEE'], anyWord('KNEES?', 'KNIE', 'GENOUX?', 'RODILLA', 'JOELHO', 'GINOCCHIO', 'DIZ', 'PATELLA')],
  [
    ['SHOULDER'],
    anyWord('SHOULDERS?', 'SCHULTER', 'EPAULE', 'HOMBRO', 'OMBRO', 'SPALLA', 'OMUZ', 'CLAVICLE', 'SCAPULA'),
  ],
  [['HIP'], anyWord('HIPS?', 'HUFT\\w*', 'HANCHE', 'CADERA', 'QUADRIL', 'ANCA', 'KALCA')],
  [
    ['ANKLE'],
    anyWord(
      'ANKLES?',
      'FOOT',
      'FEET',
      'SPRUNGGELENK',
      'OSG',
      'FUSS',
      'CHEVILLE',
      'PIED',
      'TOBILLO',
      'PIE',
      'TORNOZELO',
      'CAVIGLIA',
      'PIEDE',
      'AYAK',
      'TOES?',
      'CALCANE\\w*',
      'HEEL',
    ),
  ],
  [
    ['WRIST'],
    anyWord(
      'WRISTS?',
      'HANDS?',
      'HANDGELENK',
      'POIGNET',
      'MAIN',
      'MUNECA',
      'MANO',
      'PUNHO',
      'MAO',
      'POLSO',
      'BILEK',
      'FINGERS?',
      'THUMB',
      'SCAPHOID',
    ),
  ],
  [['ELBOW'], anyWord('ELBOWS?', 'ELLENBOGEN', 'COUDE', 'CODO', 'COTOVELO', 'GOMITO', 'DIRSEK')],
  [
    ['ARM'],
    anyWord(
      'ARMS?',
      'HUMERUS',
      'FOREARM',
      'RADIUS',
      'ULNA',
      'OBERARM',
      'UNTERARM',
      'BRAS',
      'UP ?EXM',
      'UPPER EXTREMITY',
    ),
  ],
  [
    ['LEG'],
    anyWord(
      'LEGS?',
      'FEMUR',
      'TIBIA',
      'FIBULA',
      'THIGH',
      'CALF',
      'LOW ?EXM',
      'LOWER EXTREMITY',
      'OBERSCHENKEL',
      'UNTERSCHENKEL',
      'JAMBE',
      'PIERNA',
      'PERNA',
      'GAMBA',
      'BACAK',
    ),
  ],
  [
    ['WHOLEBODY'],
    anyWord(
      'WHOLE ?BODY',
      'WB',
      'TOTAL BODY',
      'TAP ?SCAN',
      'PAN ?SCAN',
      'POLYTRAUMA',
      'GANZKORPER',
      'CORPS ENTIER',
      'CUERPO (?:ENTERO|COMPLETO)',
      'CORPO INTEIRO',
      'TUM VUCUT',
      'SKULL(?: BASE)? TO (?:MID ?)?THIGHS?',
      'VERTEX TO TOE',
    ),
  ],
];

/** The parts that a normalised text names. */
export function partsIn(text: string): readonly BodyPart[] {
  const found = vocabulary.filter(([, words]) => words.test(text)).flatMap(([parts]) => parts);
  return [...new Set(found)].filter((part) => !isLessThan(part, found));
}

/** "Lumbar spine" is not every spine; "skull base to mid thigh" is no leg. */
function isLessThan(part: BodyPart, found: readonly BodyPart[]): boolean {
  if (part === 'SPINE') return found.some((other) => other === 'CSPINE' || other === 'TSPINE' || other === 'LSPINE');
  return part === 'LEG' && found.includes('WHOLEBODY');
}
