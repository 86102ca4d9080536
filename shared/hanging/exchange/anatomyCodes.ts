import type { BodyPart } from '../../dicom/series/bodyPartWords.ts';

/** Regions of PS3.16 CID 4, 4030 and 4031: SNOMED CT first, which is written, then SRT, which older objects name. */
const regions: Readonly<Record<BodyPart, readonly [meaning: string, ...codes: string[]]>> = {
  HEAD: ['Head', '69536005', 'T-D1100', '12738006', 'T-A0100'],
  NECK: ['Neck', '45048000', 'T-D1600'],
  CSPINE: ['Cervical spine', '122494005', 'T-11501'],
  TSPINE: ['Thoracic spine', '122495006', 'T-11502'],
  LSPINE: ['Lumbar spine', '122496007', 'T-11503'],
  SPINE: ['Spine', '421060004', 'T-D04FF', 'T-11500'],
  PROSTATE: ['Prostate', '41216001', 'T-92000'],
  BREAST: ['Breast', '76752008', 'T-04000'],
  HEART: ['Heart', '80891009', 'T-32000'],
  CHEST: ['Chest', '51185008', 'T-D3000'],
  LIVER: ['Liver', '10200004', 'T-62000'],
  PELVIS: ['Pelvis', '816092008', 'T-D6000', '12921003'],
  ABDOMEN: ['Abdomen', '818981001', 'T-D4000', '113345001'],
  KNEE: ['Knee', '72696002', 'T-D9200'],
  SHOULDER: ['Shoulder', '16982005', 'T-D2220'],
  HIP: ['Hip', '29836001', 'T-D2500'],
  ANKLE: ['Ankle', '344001', 'T-D9500'],
  WRIST: ['Wrist', '8205005', 'T-D8600'],
  ELBOW: ['Elbow', '127949000', 'T-D8300'],
  ARM: ['Upper limb', '53120007', 'T-D8000'],
  LEG: ['Lower limb', '61685007', 'T-D9000'],
  WHOLEBODY: ['Entire body', '38266002', 'T-D0010'],
};

const partOfCode: ReadonlyMap<string, BodyPart> = new Map(
  Object.entries(regions).flatMap(([part, [, ...codes]]) => codes.map((code) => [code, part as BodyPart] as const)),
);

/** Body Part Examined as PS3.16 annex L writes the part; the same word but for a few. */
export function bodyPartOfCode(code: string): BodyPart | undefined {
  return partOfCode.get(code);
}

export function isBodyPart(word: string): word is BodyPart {
  return Object.hasOwn(regions, word);
}

/** Code value and meaning of a part in SNOMED CT. */
export function anatomyCodeOf(part: BodyPart): { readonly value: string; readonly meaning: string } {
  const [meaning, value = ''] = regions[part];
  return { value, meaning };
}
