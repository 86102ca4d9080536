export type BodyRegion =
  | 'head'
  | 'neck'
  | 'chest'
  | 'breast'
  | 'abdomen'
  | 'pelvis'
  | 'spine'
  | 'arm'
  | 'leg'
  | 'heart';

/**
 * Words of Body Part Examined (PS3.16 annex L) and of study descriptions, lower case. Whole words only: "chestnut"
 * is no chest. Compound regions name each part.
 */
const words: Readonly<Record<BodyRegion, readonly string[]>> = {
  head: [
    'head',
    'brain',
    'skull',
    'sinus',
    'sinuses',
    'orbit',
    'orbits',
    'face',
    'headneck',
    'iac',
    'pituitary',
    'cranium',
    'ncct',
  ],
  neck: ['neck', 'headneck', 'thyroid', 'larynx', 'carotid', 'carotids'],
  chest: [
    'chest',
    'thorax',
    'lung',
    'lungs',
    'cxr',
    'rib',
    'ribs',
    'sternum',
    'mediastinum',
    'hrct',
    'ctpa',
    'chestabdomen',
    'chestabdpelvis',
    'cap',
  ],
  breast: ['breast', 'mammo', 'mammography', 'mammogram'],
  abdomen: [
    'abdomen',
    'abd',
    'abdo',
    'liver',
    'kidney',
    'kidneys',
    'kub',
    'pancreas',
    'spleen',
    'biliary',
    'gallbladder',
    'mrcp',
    'urogram',
    'abdomenpelvis',
    'abdopelvis',
    'chestabdomen',
    'chestabdpelvis',
    'cap',
    'renal',
  ],
  pelvis: [
    'pelvis',
    'hip',
    'hips',
    'prostate',
    'bladder',
    'uterus',
    'sacrum',
    'abdomenpelvis',
    'abdopelvis',
    'chestabdpelvis',
    'cap',
    'obstetric',
    'kub',
  ],
  spine: [
    'spine',
    'cspine',
    'tspine',
    'lspine',
    'ctspine',
    'tlspine',
    'lsspine',
    'cervical',
    'thoracic',
    'lumbar',
    'lumbosacral',
    'sspine',
  ],
  arm: [
    'shoulder',
    'humerus',
    'elbow',
    'forearm',
    'wrist',
    'hand',
    'finger',
    'clavicle',
    'scapula',
    'arm',
    'radius',
    'ulna',
    'thumb',
  ],
  leg: ['knee', 'femur', 'tibia', 'fibula', 'ankle', 'foot', 'leg', 'calcaneus', 'toe', 'thigh', 'calf', 'patella'],
  heart: ['heart', 'cardiac', 'coronary', 'coronaries', 'echo', 'aorta'],
};

const regionsOfWord = new Map<string, BodyRegion[]>();
for (const [region, list] of Object.entries(words) as [BodyRegion, readonly string[]][]) {
  for (const word of list) regionsOfWord.set(word, [...(regionsOfWord.get(word) ?? []), region]);
}

/** The regions a study shows, from Body Part Examined and its description; empty when neither says. */
export function bodyRegionsOf(study: {
  readonly bodyPart: string | undefined;
  readonly studyDescription: string | undefined;
}): ReadonlySet<BodyRegion> {
  const found = new Set<BodyRegion>();
  for (const word of `${study.bodyPart ?? ''} ${study.studyDescription ?? ''}`.toLowerCase().split(/[^a-z]+/)) {
    for (const region of regionsOfWord.get(word) ?? []) found.add(region);
  }
  return found;
}
