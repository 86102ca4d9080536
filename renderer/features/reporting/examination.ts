import type { StudySnapshot } from '#shared/contract/studies.ts';
import type { WorklistItem } from '#shared/contract/worklist.ts';
import { textOf } from '#shared/dicom/dicomJson.ts';
import { isReadableText } from '#shared/dicom/readableText.ts';

/** Modalities that examine a patient (PS3.3 C.7.3.1.1.1), in the words of a report. What describes images is not here. */
const modalityWords: Readonly<Record<string, string>> = {
  CT: 'CT',
  MR: 'MRI',
  CR: 'Radiography',
  DX: 'Radiography',
  DR: 'Radiography',
  MG: 'Mammography',
  US: 'Ultrasound',
  XA: 'Angiography',
  RF: 'Fluoroscopy',
  NM: 'Nuclear medicine',
  PT: 'PET',
};

/** Terms of Body Part Examined (PS3.16 table L-1) that are no words as they stand. */
const bodyPartWords: Readonly<Record<string, string>> = {
  ABDOMENPELVIS: 'abdomen and pelvis',
  CHESTABDOMEN: 'chest and abdomen',
  CHESTABDPELVIS: 'chest, abdomen and pelvis',
  NECKCHEST: 'neck and chest',
  NECKCHESTABDOMEN: 'neck, chest and abdomen',
  NECKCHESTABDPELV: 'neck, chest, abdomen and pelvis',
  HEADNECK: 'head and neck',
  CSPINE: 'cervical spine',
  TSPINE: 'thoracic spine',
  LSPINE: 'lumbar spine',
  SSPINE: 'sacral spine',
  CTSPINE: 'cervicothoracic spine',
  TLSPINE: 'thoracolumbar spine',
  LSSPINE: 'lumbosacral spine',
  WHOLEBODY: 'whole body',
  IAC: 'internal auditory canals',
  TMJ: 'temporomandibular joint',
  SCJOINT: 'sternoclavicular joint',
  SIJOINT: 'sacroiliac joint',
  ACJOINT: 'acromioclavicular joint',
};

type Examined = Pick<WorklistItem, 'modalities' | 'bodyPart'>;

/** "CT chest": what was examined and by what. Undefined where one of the two is not said in words. */
export function examinationOf({ modalities, bodyPart }: Examined): string | undefined {
  const by = [...new Set(modalities.map((modality) => modalityWords[modality.toUpperCase()]).filter(Boolean))];
  const part = bodyPartOf(bodyPart);
  return by.length > 0 && part !== undefined ? `${by.join('/')} ${part}` : undefined;
}

/** As `examinationOf`, else the modality alone: enough to name another study by its date. */
export function nameOfExamination(item: Examined): string {
  return examinationOf(item) ?? (item.modalities.join('/') || 'study');
}

function bodyPartOf(code: string | undefined): string | undefined {
  const term = code?.trim().toUpperCase() ?? '';
  const known = bodyPartWords[term.replace(/[\s_-]/g, '')];
  if (known) return known;
  // A word of letters is a part; codes, question marks and damaged text are not put into a report.
  return /^[A-Z]{3,}(?:[\s_][A-Z]{2,})*$/.test(term) && isReadableText(term)
    ? term.replaceAll('_', ' ').toLowerCase()
    : undefined;
}

/** Whether an image names a contrast agent (0018,0010). That none names one says nothing. */
export function namesContrast(series: StudySnapshot['series']): boolean {
  return series.some(({ instances }) =>
    instances.some((instance) => {
      const agent = textOf(instance, 'ContrastBolusAgent')?.trim() ?? '';
      return agent !== '' && isReadableText(agent) && !/^(?:no|none|nil|non|not|without|w\/o|n\/?a|0)\b/i.test(agent);
    }),
  );
}
