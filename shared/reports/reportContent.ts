import type { DicomDataset } from '../dicom/dicomJson.ts';
import { addendumText, canonicalSection } from './canonicalText.ts';
import { type Code, codeItem, codes } from './codes.ts';
import { item } from './datasetParts.ts';
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
      const text = canonicalSection(final.sections[name]);
      return text === '' ? [] : [section(...sectionCodes[name], text)];
    }),
    ...addenda.map((addendum) => section(codes.addendum, codes.impression, addendumText(addendum.sections))),
  ];
}

function section(container: Code, name: Code, text: string): DicomDataset {
  return contentItem('CONTAINS', 'CONTAINER', container, {
    ContinuityOfContent: ['SEPARATE'],
    // PS3.5 section 6.1.3: in DICOM a new line is CR LF.
    ContentSequence: [contentItem('CONTAINS', 'TEXT', name, { TextValue: [text.replaceAll('\n', '\r\n')] })],
  });
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
