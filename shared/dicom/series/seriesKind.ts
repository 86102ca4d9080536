import { textOf } from '../dicomJson.ts';
import { type Facet, known } from './facet.ts';
import type { SeriesKind } from './seriesFacets.ts';
import { hasType, type SeriesHeader } from './seriesHeader.ts';
import { anyWord } from './words.ts';

const storage = '1.2.840.10008.5.1.4.1.1.';

/** What is no image, by its SOP class (PS3.4 B.5); the longer beginning first. */
const byClass: readonly (readonly [kind: SeriesKind, classes: readonly string[]])[] = [
  ['keyobject', ['88.59']],
  ['dose', ['88.67', '88.68', '88.74', '88.76']],
  ['report', ['88']],
  ['presentation', ['11']],
  ['segmentation', ['66.4', '66.5', '66.7']],
  ['other', ['66', '67', '9', '481.2', '481.3', '481.4', '481.5', '481.6', '481.7', '481.8', '481.9', '481.11', '68']],
  ['document', ['104']],
];

const byModality: Readonly<Record<string, SeriesKind>> = {
  SR: 'report',
  KO: 'keyobject',
  PR: 'presentation',
  SEG: 'segmentation',
  DOC: 'document',
  REG: 'other',
  RTSTRUCT: 'other',
  RTPLAN: 'other',
  RTDOSE: 'other',
  RTRECORD: 'other',
  PLAN: 'other',
  AU: 'other',
  ECG: 'other',
  HD: 'other',
  RWV: 'other',
  FID: 'other',
};

const doseReport = anyWord('DOSE', 'RDSR', 'X ?RAY RADIATION', 'RADIATION DOSE');

/** Machines that plan a scan on a picture. A "skeletal survey" and a "scanogram" of the legs are radiographs. */
const planned = new Set(['CT', 'MR', 'PT', 'NM']);

const localizer = anyWord(
  'LO[CK]ALI[SZ]\\w*',
  'LOCATORS?',
  '(?:AAHEAD |AAHEAD)?SCOUT\\w*',
  'SURVEY\\w*',
  'TOPO',
  'TOPOGRAM\\w*',
  'SURVIEW',
  'PILOTO?',
  '3 ?P(?:L|LANE) LOC\\w*',
  'PLAN ?SCAN',
  'PLANUNG',
  'SCANOGRAMM?A?',
  'UE?BERSICHT\\w*',
  'REPERAGE',
  'KILAVUZ',
  'CENTRATURA',
);

/** Short for localizer where it stands first or last; in between it is short for more. "LOC REGION" is a part of the body. */
const shortLocalizer = /^LOCS?(?! REGION)(?![A-Z0-9])|(?<![A-Z0-9])LOCS?$/;

const dosePage = anyWord(
  'DOSE (?:REPORT|INFO\\w*|SR|PAGE|RECORD|SUMMARY|SHEET)',
  '(?:PATIENT|EXAM|PATIENTEN) ?PROTO[CK]OL\\w*',
  'PROTOCOL PAGE',
  'DOSI[SX]\\w*',
  '(?:REPORTE?|INFORME|RAPPORT|RELATORIO|RESUMEN|RESUMO) (?:DE )?(?:LA )?DOS\\w*',
  'PROTOCOLO (?:DO|DEL) PACIENTE',
  'DOZ (?:RAPORU|BILGISI)',
);

const bolus = anyWord(
  'SMART ?PREP',
  'BOLUS ?TRACK\\w*',
  '(?:PRE ?)?MONITORING',
  '(?:TEST|TIMING|CARE) ?BOLUS',
  'BOLUS ?(?:TEST|TIMING)?',
  'SURE ?START',
  'TRACKER',
);

const capture = anyWord(
  'SCREEN ?(?:SAVE\\w*|SHOTS?|CAPTURES?)',
  'SECONDARY CAPTURE',
  // GE's gated heart scans are called SnapShot.
  'SNAP ?SHOTS?(?! (?:FREEZE|PULSE|SEGMENT|BURST|PLUS|ASSIST|CINE))',
  'PHOENIX ?ZIP ?REPORT',
  'FUNCTIONAL RESULTS?',
  'CURVES?',
  'GRAPHS?',
);

const calibration = anyWord(
  '(?:ASSET |ARRAY )?CAL(?:IB\\w*)?',
  'COIL ?SENS\\w*',
  '(?:SENSE )?REF(?:ERENCE)? ?SCAN',
  'SHIM\\w*',
  '(?:GRE )?FIELD ?MAP\\w*',
  'B0 ?MAP\\w*',
  'B0(?: NS)?(?= ?$)',
  'B1 ?MAP\\w*',
  'PRE ?SCAN',
);

/** What a series is; the first that speaks wins: what it is stored as, its Image Type, its words. */
export function kindOf(header: SeriesHeader): Facet<SeriesKind> {
  return (
    documentKind(header) ??
    markedKind(header) ??
    writtenKind(header) ??
    captureKind(header) ??
    known('image', 'none', 0.9)
  );
}

function documentKind(header: SeriesHeader): Facet<SeriesKind> | undefined {
  const sopClass = textOf(header.dataset, 'SOPClassUID') ?? '';
  const suffix = sopClass.startsWith(storage) ? sopClass.slice(storage.length) : '';
  const stored = byClass.find(([, classes]) =>
    classes.some((one) => suffix === one || suffix.startsWith(`${one}.`)),
  )?.[0];
  const kind = stored ?? byModality[header.modality];
  if (!kind) return undefined;
  const source = stored ? 'SOPClassUID' : 'Modality';
  if (kind === 'report' && doseReport.test(header.description)) return known('dose', 'text', 0.9);
  return known(kind, source, 1);
}

function markedKind(header: SeriesHeader): Facet<SeriesKind> | undefined {
  if (hasType(header, 'LOCALIZER')) return known('localizer', 'ImageType', 1);
  if (hasType(header, 'DOSE_INFO', 'DOSE INFO')) return known('dose', 'ImageType', 1);
  if (hasType(header, 'SCREEN SAVE', 'SCREENSHOT')) return known('capture', 'ImageType', 1);
  return undefined;
}

function writtenKind(header: SeriesHeader): Facet<SeriesKind> | undefined {
  const isPlanned = planned.has(header.modality);
  // A protocol is named after what is scanned by it, and all of its series bear that name: only a nameless series asks it.
  const texts = [header.description === '' ? header.protocol : header.description];
  const named = (words: RegExp) => texts.some((text) => words.test(text));
  if (isPlanned && (named(localizer) || named(shortLocalizer))) return known('localizer', 'text', 0.85);
  if (named(dosePage)) return known('dose', 'text', 0.9);
  if (isPlanned && named(bolus)) return known('bolus', 'text', 0.85);
  if (named(capture)) return known('capture', 'text', 0.85);
  if (header.modality === 'MR' && named(calibration)) return known('calibration', 'text', 0.85);
  return undefined;
}

const secondaryCapture = `${storage}7`;
/** What a screen is stored by; a scanned film and a converted radiograph are stored so too, under their own modality. */
const screens = new Set(['OT', 'CT', 'MR', 'PT', 'NM', 'SC', '']);

function captureKind(header: SeriesHeader): Facet<SeriesKind> | undefined {
  const { dataset, modality } = header;
  // What a camera counted is an image, whatever class it was stored under.
  if (hasType(header, 'EMISSION', 'TRANSMISSION')) return undefined;
  const sopClass = textOf(dataset, 'SOPClassUID') ?? '';
  const isCapture = sopClass === secondaryCapture || sopClass.startsWith(`${secondaryCapture}.`);
  return isCapture && screens.has(modality) ? known('capture', 'SOPClassUID', 0.8) : undefined;
}
