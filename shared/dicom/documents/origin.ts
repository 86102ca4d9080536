import { type DicomDataset, itemsOf, textOf, textsOf } from '../dicomJson.ts';
import { type ContentItem, walkContent } from './contentTree.ts';
import { verifierOf } from './verification.ts';

/** Who made an object, as it says. */
export interface Origin {
  /** Found by a program: so it stays, whoever verifies it. */
  readonly byMachine: boolean;
  /** Who looked at it and stands for it, where somebody is named. */
  readonly verifiedBy: string | undefined;
  readonly name: string;
  readonly version: string;
}

/** Mammography, chest and colon CAD reports (PS3.4 B.5). */
const cadReports = /^1\.2\.840\.10008\.5\.1\.4\.1\.1\.88\.(50|65|69)$/;

const secondaryCapture = '1.2.840.10008.5.1.4.1.1.7';

/** Words of makers whose products read images by themselves; a name that only contains one of them is not meant. */
const readingMakers =
  /\b(aidoc|qure(?:\.?ai)?|lunit|annalise(?:\.?ai)?|viz(?:\.?ai)|icad|profound ?ai|oxipit|gleamer|boneview|brainomix|rapid(?:ai)?|infervision|arterys|coreline|vuno|screenpoint|transpara|therapixel|milvue|azmed|deeptek|totalsegmentator|monai|nnu-?net|deep ?learning|artificial intelligence|ai|cad)\b/i;

const algorithmName = '111001';
const algorithmVersion = '111003';
const deviceName = '121013';
const observerType = '121005';
const device = '121007';

/** From the object's own words: maker, model, software, or, of a report, its algorithm (TID 4019) and observer (TID 1004). */
export function originOf(dataset: DicomDataset, content?: ContentItem): Origin {
  const maker = [textOf(dataset, 'Manufacturer'), textOf(dataset, 'ManufacturerModelName')]
    .filter((part) => part !== undefined)
    .join(' ');
  const said = content ? saidBy(content) : undefined;
  const segments = algorithmOfSegments(dataset);
  const isDerived = isCapture(dataset) || textsOf(dataset, 'ImageType')[0] === 'DERIVED' || content !== undefined;
  const byMachine =
    cadReports.test(textOf(dataset, 'SOPClassUID') ?? '') ||
    said?.isDevice === true ||
    segments?.automatic === true ||
    (isDerived && readingMakers.test(`${maker} ${textOf(dataset, 'SeriesDescription') ?? ''}`));
  return {
    byMachine,
    verifiedBy: verifierOf(dataset),
    name: said?.name ?? segments?.name ?? (maker === '' ? '' : maker),
    version: said?.version ?? textsOf(dataset, 'SoftwareVersions').join(' '),
  };
}

/** A picture of a screen, of whatever was on it (PS3.3 A.8). */
function isCapture(dataset: DicomDataset): boolean {
  return (textOf(dataset, 'SOPClassUID') ?? '').startsWith(secondaryCapture);
}

/** What a program drew into images of its own, which would otherwise pass for the scanner's; undefined for all others. */
export function machineOfImage(dataset: DicomDataset): Origin | undefined {
  const origin = isCapture(dataset) ? originOf(dataset) : undefined;
  return origin?.byMachine ? origin : undefined;
}

function saidBy(content: ContentItem) {
  const itemOf = new Map<string, ContentItem>();
  for (const item of walkContent(content)) {
    if (item.name?.scheme === 'DCM' && !itemOf.has(item.name.value)) itemOf.set(item.name.value, item);
  }
  const isDevice = itemOf.has(algorithmName) || itemOf.get(observerType)?.text.toLowerCase() === 'device';
  return {
    isDevice: isDevice || itemOf.has(device),
    name: itemOf.get(algorithmName)?.text ?? itemOf.get(deviceName)?.text,
    version: itemOf.get(algorithmVersion)?.text,
  };
}

function algorithmOfSegments(dataset: DicomDataset) {
  const segments = itemsOf(dataset, 'SegmentSequence');
  if (segments.length === 0) return undefined;
  const name = segments.map((segment) => textOf(segment, 'SegmentAlgorithmName')).find((one) => one !== undefined);
  return { name, automatic: segments.some((segment) => textOf(segment, 'SegmentAlgorithmType') === 'AUTOMATIC') };
}
