import { item } from '../dicom/datasetParts.ts';
import type { DicomDataset } from '../dicom/dicomJson.ts';
import { addendumText, canonicalSection } from './canonicalText.ts';
import { type Code, codeItem, codes } from './codes.ts';
import { type SectionName, type SignedText, sectionNames } from './report.ts';
import { personName } from './signerPersonName.ts';

const sectionCodes: Readonly<Record<SectionName, readonly [container: Code, text: Code]>> = {
  clinicalInformation: [codes.history, codes.history],
  technique: [codes.procedureDescriptions, codes.procedureDescription],
  comparison: [codes.priorProcedureDescriptions, codes.previousFinding],
  findings: [codes.findings, codes.finding],
  impression: [codes.impressions, codes.impression],
};

/** The content tree under the root: language and observer first, then a container for every section that says something. */
export function reportContent(texts: readonly [SignedText, ...SignedText[]]): readonly DicomDataset[] {
  const [final, ...addenda] = texts;
  const signer = (texts.at(-1) ?? final).signer;
  return [
    contentItem('HAS CONCEPT MOD', 'CODE', codes.language, { ConceptCodeSequence: [codeItem(codes.english)] }),
    contentItem('HAS OBS CONTEXT', 'CODE', codes.observerType, { ConceptCodeSequence: [codeItem(codes.person)] }),
    contentItem('HAS OBS CONTEXT', 'PNAME', codes.personObserverName, { PersonName: [personName(signer)] }),
    ...sectionNames.flatMap((name) => {
      const [container, text] = sectionCodes[name];
      // With how it was examined stands what of it was not there to be read: a clinician sees one after the other.
      const limits = name === 'technique' ? limitationText(final) : [];
      return section(container, [[text, canonicalSection(final.sections[name])], ...limits]);
    }),
    ...addenda.flatMap((addendum) =>
      section(codes.addendum, [[codes.impression, addendumText(addendum.sections)], ...limitationText(addendum)]),
    ),
  ];
}

type NamedText = readonly [name: Code, text: string];

/** CID 7002 has no element of its own for it; it describes what was done. */
function limitationText({ limitations = [] }: SignedText): readonly NamedText[] {
  return limitations.length === 0 ? [] : [[codes.procedureDescription, limitations.map(canonicalSection).join('\n')]];
}

/** A container with its texts that say something; none without. */
function section(container: Code, texts: readonly NamedText[]): readonly DicomDataset[] {
  const said = texts.filter(([, text]) => text !== '');
  if (said.length === 0) return [];
  return [
    contentItem('CONTAINS', 'CONTAINER', container, {
      ContinuityOfContent: ['SEPARATE'],
      ContentSequence: said.map(([name, text]) =>
        // PS3.5 section 6.1.3: in DICOM a new line is CR LF.
        contentItem('CONTAINS', 'TEXT', name, { TextValue: [text.replaceAll('\n', '\r\n')] }),
      ),
    }),
  ];
}

function contentItem(
  relationship: 'CONTAINS' | 'HAS CONCEPT MOD' | 'HAS OBS CONTEXT',
  valueType: 'CONTAINER' | 'TEXT' | 'CODE' | 'PNAME',
  name: Code,
  value: Parameters<typeof item>[0],
): DicomDataset {
  return item({
    RelationshipType: [relationship],
    ValueType: [valueType],
    ConceptNameCodeSequence: [codeItem(name)],
    ...value,
  });
}
