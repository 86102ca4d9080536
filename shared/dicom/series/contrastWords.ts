import { anyWord } from './words.ts';

/**
 * What a name says of an agent. Only what can mean nothing else counts: "post fossa", "post surg" and "w C-spine" name no
 * agent, and no list of what may follow "post" is ever complete. So a bare "post", "pre" or "without" says something
 * only at the end of a name, before an agent, or before a word of technique.
 */
type Injection = 'with' | 'without' | 'both';

/** How an agent is written where it follows another word. */
const agent =
  '(?: (?:(?:PRODUIT|PDT|MEDIO|MEIO|MEZZO)(?: D[EI])?|IV|I V|CON|CONTR(?:AST\\w*)?|CONTRAST\\w*|KONTRAS\\w*|ENH\\w*|MDC|CM|KM|GAD\\w*|GD|INJ\\w*|CE|C(?! ?(?:SPINE|SP|COLLAR|ARM))|CIV|CTE|PDC))';

/** One that stands for itself. */
const plainAgent = '(?:(?:I V |IV )?(?:CONTRAST\\w*|KONTRAST\\w*|KM|CM|GAD\\w*|GD|MDC|PDC|AGENT))';

/** Words of how an image was taken: no object of "post". Hours, days and weeks after something are no agent either. */
const technique =
  '(?:O?AX(?:IAL\\w*)?|O?SAG(?:ITTAL\\w*)?|O?COR(?:ONAL)?|TRA|TRV|TRANSVERS\\w*|T[12](?!\\d)\\w*|PDW?|FLAIR|STIR|TIRM|DIXON|VIBE|LAVA|E?THRIVE|BRAVO|F?SPGR|MPRAGE|MPR|MIP|SPACE|CUBE|[TF]SE|GRE|TFE|FFE|FS|FAT ?SAT\\w*|SPAIR|SPIR|[234]D|DYN\\w*|BH|\\d+(?! ?(?:ST|ND|RD|TH|H|HRS?|HOURS?|D|DAYS?|W|WKS?|WEEKS?|MO|MONTHS?|Y|YRS?|YEARS?|TAGE?|WOCHEN?|MONATE?|STD|JAHRE?)(?![A-Z]))(?:MM|S|SECS?|MINS?)?)';
const closed = `(?=$| ${technique}(?![A-Z0-9]))`;
const notOfTechnique = '(?! (?:FS|FAT|SAT|GAP|MAR|EPI|ECG|EKG|GAT\\w*|TRIG\\w*|BH|MOTION|\\d))';

const withWord = '(?:W|WITH|MIT|AVEC|CON|COM|MET|MED)';
const withoutWord = '(?:W O|WO|WITHOUT|OHNE|SANS|SIN|SEM|SENZA|ZONDER|UTAN|UDEN)';
const and = '(?: (?:AND|OR|Y|E|ET|UND|U|EN|OCH|OG|\\+))?';

/** Two acquisitions under one name, or neither of them. */
const bothWords = anyWord(
  `${withWord}${agent}*${and} ${withoutWord}`,
  `${withoutWord}${agent}*${and} ${withWord}(?=${agent}|$| ${technique}(?![A-Z0-9]))`,
  `(?:M|MIT)${and} (?:O|OHNE) ${plainAgent}`,
  `(?:O|OHNE)${and} (?:M|MIT) ${plainAgent}`,
  `(?:V|VOR|BEFORE|AVANT|ANTES|PRIMA)${and} (?:N|NACH|AFTER|APRES|DESPUES|DEPOIS|DOPO)(?: D[EI]L?)? ${plainAgent}`,
);

/** Words of "without" in the languages of the sites. Some of them stand for other things where no agent follows. */
const without = anyWord(
  'NONCON\\w*',
  // Dutch, Polish, the Nordic languages, Romanian, Indonesian, Russian.
  `(?:ZONDER|VOOR|BEZ|PRZED|UTAN|INNAN|UDEN|UTEN|ILMAN|FARA|TANPA|SEBELUM|KEIN\\w*|NOT|БЕЗ)${agent}+`,
  `(?:BEFORE|AVANT|VOR|PRIMA|ANTES|PRIOR TO|ANTE|PRAE?|MINUS)(?: (?:DE|DEL|LA|L))*${agent}+`,
  // "o.KM", "v.KM", "min KM"; "5 min KM" is five minutes after it.
  `(?:O|V|Ø) ?${plainAgent}`,
  `(?<!(?:^| )\\d{1,2} )MIN ${plainAgent}`,
  '(?:KONTRAST|KM|IV) ONCESI',
  `(?:NON|NO|SIN|SEM|S)${agent}+`,
  'NC(?:CT|E|ECT)?',
  'PLAIN',
  `(?:W O|WO|WITHOUT|OHNE|SANS|SENZA)${agent}+`,
  `(?:W O|WO|WITHOUT|OHNE|SANS|SENZA)${notOfTechnique}${closed}`,
  `(?:I V |IV )?(?:CONTRAST|KONTRAST|KM|GAD\\w*|GD)(?: WAS| IS| WURDE)? (?:NOT|NICHT|NONE|NIL|NEIN|REFUS\\w*|DECLINED|WITHHELD|OMITTED|VERWEIGERT|ABGELEHNT)(?: GIVEN| GEGEBEN| ADMINISTERED)?`,
  'UNENH\\w*',
  // Of kidneys and valves: one's own.
  'NATI[VF][EOA]?(?! (?:KIDNEYS?|RENAL|HIPS?|KNEES?|VALVES?|AORT\\w*|CORONAR\\w*|VESSELS?|LIVER|HEART|LUNGS?|GRAFT|FISTULA))',
  `PRE${agent}+`,
  `PRE(?! ?SCAN| ?SAT)${closed}`,
  'PRE(?= (?:AND )?(?:\\+ )?POST(?![A-Z0-9]))',
  'PRE(?:CON\\w*|GAD\\w*|GD|KM)',
  'SIMPLE',
  '(?:FASE )?BASALE|FASE BASAL',
  'DIRETTA',
  'KONTRAST?S[IU]?Z',
);

const everyWithout = new RegExp(without.source, 'g');

/** A "no" that stands somewhere else in the name: whatever it denies, nothing is sure any more. */
const denial = anyWord(
  `(?:WITHOUT|W O|WO|OHNE|SANS|SENZA|SIN|SEM|ZONDER|BEZ|UTAN|UDEN|UTEN|FARA|TANPA|NO|NOT|NON|NICHT|NEIN|KEIN\\w*|MINUS|Ø|БЕЗ)${notOfTechnique}`,
  'REFUS\\w*',
  'DECLINED',
  'WITHHELD',
  'ALLERG\\w*',
  '[CK]ONTRAINDI\\w*',
);

const otherLetterC = '(?! (?:SPINE|SPN?|SPI\\w*|COLLAR|ARM|WS|[TL] SPINE))';

const injectedWords = anyWord(
  'C \\+(?! [TLS](?![A-Z0-9]))',
  '(?:CM|KM|GD|GAD\\w*|IV|CON(?:TRAST\\w*)?|CE) \\+',
  `\\+ C${otherLetterC}`,
  '\\+ (?:CM|KM|GD|GAD\\w*|IV|CON(?:TRAST\\w*)?|CE)',
  'GAD\\w*',
  'GD',
  // "Fossa post." is the posterior one.
  `(?<!FOSS[AE] |FOSA |ANT |STATUS |S P )POST${agent}*${closed}`,
  'POST(?:CON\\w*|GAD\\w*|GD|KM)',
  'POS CONTR\\w*',
  'CE(?:CT|MR|MRA)?(?! FAST)',
  `[CW] (?:IV )?C(?:ON)?${closed}`,
  // Of phases and tissues, not of an agent.
  '(?<!PHASE |PHASEN |LOW |HIGH |TISSUE |TRANSFER |DUAL |SOFT )CONTRAST(?:ED|E|O|ADA|ADO)?',
  // A kernel that enhances edges is no agent.
  '(?<!EDGE |LUNG |DETAIL )ENH(?:ANCED)?',
  'KM',
  '[MN]KM',
  'AVEC (?:IV|PDC|INJ\\w*)',
  'APRES (?:IV|INJ\\w*)',
  'INJECTE\\w*',
  // A joint is injected too.
  `INJ${closed}`,
  'CON (?:CTE|MDC)',
  'CIV',
  'MDC',
  'KONTRASTLI',
  'KONTRAST SONRASI',
  'IVKM(?:LI)?',
);

/** Of CT only: MR shows vessels by inflow too. */
const withInCt = anyWord('CTA', 'CTPA', 'CTV', 'ANGIO\\w*', 'AIO');

/** What is drunk is not what is injected. */
const swallowed = anyWord('ORAL\\w*', 'RECTAL', 'PER OS', 'ENTERIC');
const injected = anyWord('IV', 'I V', 'INTRAVEN\\w*', 'CIV', 'EV', 'INJ\\w*', 'KM');

/** These name a phase, and say of themselves that an agent was given; minutes and seconds alone do not. */
const phaseIsAgent = anyWord(
  'ART(?:ER\\w*)?',
  'HAP',
  'PORTAL\\w*',
  'PORTVEN\\w*',
  'PVP?',
  'VEN(?:OUS|OS[AOE]|OZ)?',
  'VEINEUX',
  'DELAY(?:ED)?',
  'EQUIL\\w*',
  'EXCR\\w*',
  'EXKR\\w*',
  'TARDI\\w*',
  'NEPHRO\\w*',
  'NEFRO\\w*',
  'HBP',
  'HEPATOBIL\\w*',
  'EPATOBIL\\w*',
  'GEC',
);

/**
 * What a normalised name says of an injection; undefined: nothing. `namesNoPhase`: an MR of vessels, of susceptibility or
 * of labelled blood, where "venous" and "arterial" name what is seen and not when.
 */
export function injectionIn(text: string, modality: string, namesNoPhase: boolean): Injection | undefined {
  if (bothWords.test(text)) return 'both';
  // What says "without contrast" holds the word of "with" too.
  const rest = text.replace(everyWithout, ' ').replace(/\s+/g, ' ').trim();
  const isWith = saysInjected(rest, modality, namesNoPhase);
  if (without.test(text)) return isWith ? 'both' : 'without';
  if (!isWith) return undefined;
  return denial.test(rest) ? 'both' : 'with';
}

function saysInjected(text: string, modality: string, namesNoPhase: boolean): boolean {
  if (!namesNoPhase && phaseIsAgent.test(text)) return true;
  if (modality === 'CT' && withInCt.test(text)) return true;
  if (swallowed.test(text) && !injected.test(text)) return false;
  // "T1 +", of MR alone: kernels of CT are called "Bone+".
  return injectedWords.test(text) || (modality === 'MR' && /(?:^|[^+]) \+$/.test(text));
}
