import { describe, expect, it } from 'vitest';
import type { DicomDataset } from '../dicom/dicomJson.ts';
import { emptySections, type SignedText } from './report.ts';
import { personName } from './signerPersonName.ts';
import { type ReportDocument, structuredReport } from './structuredReport.ts';

const signer = {
  name: 'Dr Ayesha Khan',
  qualification: 'FCPS',
  registrationNumber: '12345-P',
  organisation: 'Quetta DHQ',
};
const final: SignedText = {
  kind: 'final',
  sections: { ...emptySections, findings: 'Line one.\nLine two.', impression: 'نارمل' },
  signer,
  signedAt: Date.UTC(2026, 10, 21, 19, 30, 5),
};
const study: DicomDataset = {
  '00080020': { vr: 'DA', Value: ['20261121'] },
  '00080050': { vr: 'SH', Value: ['ACC-7'] },
  '00081030': { vr: 'LO', Value: ['CT chest'] },
  '00081190': { vr: 'UR', Value: ['http://archive/studies/1.2.3'] },
  '00100010': { vr: 'PN', Value: [{ Alphabetic: 'Ali^Muhammad', Ideographic: 'علی^محمد', Phonetic: 'अली^मुहम्मद' }] },
  '00100020': { vr: 'LO', Value: ['PK-1'] },
  '0020000D': { vr: 'UI', Value: ['1.2.3'] },
};
const report: ReportDocument = {
  studyAttributes: study,
  evidence: [
    { seriesInstanceUID: '1.2.3.1', sopClassUID: '1.2.840.10008.5.1.4.1.1.2', sopInstanceUID: '1.2.3.1.1' },
    { seriesInstanceUID: '1.2.3.1', sopClassUID: '1.2.840.10008.5.1.4.1.1.2', sopInstanceUID: '1.2.3.1.2' },
    { seriesInstanceUID: '1.2.3.2', sopClassUID: '1.2.840.10008.5.1.4.1.1.2', sopInstanceUID: '1.2.3.2.1' },
  ],
  texts: [final],
  sopInstanceUID: '2.25.10',
  seriesInstanceUID: '2.25.9',
  instanceNumber: 1,
  offsetMinutes: 300,
  softwareVersion: '0.1.0',
};

/** A short, readable form of a content tree: relationship, type, name, value. */
function outline(dataset: DicomDataset, depth = 0): string[] {
  const items = (tag: string) => (dataset[tag]?.Value ?? []) as DicomDataset[];
  const first = (tag: string) => JSON.stringify(dataset[tag]?.Value?.[0] ?? '');
  const name = items('0040A043')[0]?.['00080104']?.Value?.[0];
  const code = items('0040A168')[0]?.['00080104']?.Value?.[0];
  const value = dataset['0040A160'] ? first('0040A160') : dataset['0040A123'] ? first('0040A123') : (code ?? '');
  return [
    `${'  '.repeat(depth)}${dataset['0040A010']?.Value?.[0] ?? 'ROOT'} ${dataset['0040A040']?.Value?.[0]} ${name} ${value}`.trimEnd(),
    ...items('0040A730').flatMap((child) => outline(child, depth + 1)),
  ];
}

describe('the structured report', () => {
  it('has the tree of TID 2000: language, observer, then the sections that say something', () => {
    expect(outline(structuredReport(report))).toEqual([
      'ROOT CONTAINER Diagnostic Imaging Report',
      '  HAS CONCEPT MOD CODE Language of Content Item and Descendants English',
      '  HAS OBS CONTEXT CODE Observer Type Person',
      '  HAS OBS CONTEXT PNAME Person Observer Name {"Alphabetic":"Khan^Ayesha^^Dr^FCPS"}',
      '  CONTAINS CONTAINER Findings',
      '    CONTAINS TEXT Finding "Line one.\\r\\nLine two."',
      '  CONTAINS CONTAINER Impressions',
      '    CONTAINS TEXT Impression "نارمل"',
    ]);
  });

  it('carries patient and study unchanged, every name group, and nothing that only a search returns', () => {
    const dataset = structuredReport(report);
    expect(dataset['00100010']).toBe(study['00100010']);
    expect(dataset['00081190']).toBeUndefined();
    expect(dataset['00100040']).toEqual({ vr: 'CS' });
    expect(dataset['0040A493']).toEqual({ vr: 'CS', Value: ['VERIFIED'] });
    const verifier = dataset['0040A073']?.Value?.[0] as DicomDataset;
    expect(verifier['0040A030']).toEqual({ vr: 'DT', Value: ['20261122003005+0500'] });
  });

  it("claims no offset for the study's date and time but the study's own (PS3.3 C.12.1.1.8)", () => {
    const silent = structuredReport(report);
    expect(silent['00080201']).toBeUndefined();
    expect([silent['00080023']?.Value, silent['00080033']?.Value]).toEqual([['20261122'], ['003005']]);
    const told = (offset: string) =>
      structuredReport({ ...report, studyAttributes: { ...study, '00080201': { vr: 'SH', Value: [offset] } } });
    const kabul = told('+0430');
    expect(kabul['00080201']?.Value).toEqual(['+0430']);
    expect(kabul['00080020']?.Value).toEqual(['20261121']);
    // Its own dates are in that offset then, the moment of signing keeps the signer's.
    expect([kabul['00080023']?.Value, kabul['00080033']?.Value]).toEqual([['20261122'], ['000005']]);
    const verifier = kabul['0040A073']?.Value?.[0] as DicomDataset;
    expect(verifier['0040A030']?.Value).toEqual(['20261122003005+0500']);
    for (const nonsense of ['+0575', '+1500', 'PKT'])
      expect([nonsense, told(nonsense)['00080201'], told(nonsense)['00080033']?.Value]).toEqual([
        nonsense,
        undefined,
        ['003005'],
      ]);
  });

  it('names every instance it is about, by series', () => {
    const evidence = structuredReport(report)['0040A375']?.Value?.[0] as DicomDataset;
    const series = evidence['00081115']?.Value as DicomDataset[];
    expect(series.map((item) => [item['0020000E']?.Value?.[0], item['00081199']?.Value?.length])).toEqual([
      ['1.2.3.1', 2],
      ['1.2.3.2', 1],
    ]);
    expect(structuredReport({ ...report, evidence: [] })['0040A375']).toBeUndefined();
  });

  it('of an addendum is a new instance with the full text, the addendum and its predecessor', () => {
    const addendum: SignedText = {
      ...final,
      kind: 'addendum',
      sections: { ...emptySections, impression: 'Side corrected.' },
    };
    const dataset = structuredReport({
      ...report,
      texts: [final, addendum],
      sopInstanceUID: '2.25.11',
      instanceNumber: 2,
      predecessorUID: '2.25.10',
    });
    expect(outline(dataset).slice(-2)).toEqual([
      '  CONTAINS CONTAINER Addendum',
      '    CONTAINS TEXT Impression "Side corrected."',
    ]);
    expect(outline(dataset)).toContain('    CONTAINS TEXT Impression "نارمل"');
    expect(JSON.stringify(dataset['0040A360'])).toContain('"2.25.10"');
    expect(dataset['00200013']).toEqual({ vr: 'IS', Value: ['2'] });
  });
});

describe('a signer as PN', () => {
  it.each([
    ['Dr Ayesha Khan', 'FCPS', 'Khan^Ayesha^^Dr^FCPS'],
    ['راجیش شرما', '', 'شرما^راجیش'],
    ['Khan^Ayesha', 'FCPS', 'Khan^Ayesha'],
    ['Sukarno', '', 'Sukarno'],
    ['A=B \\ Khan', '', 'Khan^A B'],
    ['Khan=A^B\\C^^Dr^FCPS^x', '', 'Khan A^B C^^Dr^FCPS'],
    [`Khan^${'😀'.repeat(80)}`, '', `Khan^${'😀'.repeat(59)}`],
  ])('%s', (name, qualification, expected) => {
    expect(personName({ ...signer, name, qualification }).Alphabetic).toBe(expected);
  });
});
