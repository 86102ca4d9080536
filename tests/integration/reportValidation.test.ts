/** What leaves is read by programs that are not ours: dciodvfy, dsrdump, dsr2xml, and the template checker where it is. */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writePart10 } from '#electron/base/dicom/part10.ts';
import type { DicomDataset } from '#shared/dicom/dicomJson.ts';
import { emptySections, type SignedText, sectionNames } from '#shared/reports/report.ts';
import { structuredReport } from '#shared/reports/structuredReport.ts';
import { ensureDebianTools } from '#tests/fixtures/debianTools.ts';
import { ayesha, studyAttributes, studyOf } from '#tests/fixtures/reportWorld.ts';

const run = promisify(execFile);
const validateSr = join(import.meta.dirname, '../../../shared/tools/validate/validate-sr');
const tools = await ensureDebianTools({ dciodvfy: 'dicom3tools', dsrdump: 'dcmtk', dsr2xml: 'dcmtk' });

const names = {
  latin: { Alphabetic: 'Khan^Ayesha' },
  urdu: { Alphabetic: 'Ali^Muhammad', Ideographic: 'علی^محمد' },
  hindi: { Alphabetic: 'Sharma^Rajesh', Ideographic: '', Phonetic: 'शर्मा^राजेश' },
  urduAlone: { Alphabetic: 'علی^محمد' },
};
const final: SignedText = {
  kind: 'final',
  sections: {
    clinicalInformation: 'Fever & cough < 3 weeks. بخار',
    technique: 'CT chest, 1.0 mm, without contrast.',
    comparison: 'None.',
    findings: 'Nodule 8 × 6 mm, right upper lobe.\nNo effusion.\n\nNo lymph nodes > 10 mm.',
    impression: '1. Nodule.\n2. दाहिने फेफड़े में गाँठ',
  },
  signer: ayesha,
  signedAt: Date.UTC(2026, 9, 1, 4, 30),
};
const addendum: SignedText = {
  ...final,
  kind: 'addendum',
  sections: { ...emptySections, impression: 'Compared with 14 May 2026: unchanged.' },
  signedAt: final.signedAt + 3_600_000,
};
const limitations = [
  'Signed while 138 of 140 images were not available to the reader.',
  '20 slices are missing in the study as received, series 3, lung.',
];
const partial: SignedText = { ...final, limitations };
const partialAddendum: SignedText = { ...addendum, limitations: limitations.slice(0, 1) };

function reportOf(name: object, texts: readonly [SignedText, ...SignedText[]]): Uint8Array {
  const study = studyOf(1);
  const instance = { seriesInstanceUID: '1.2.3.1.1', sopClassUID: '1.2.840.10008.5.1.4.1.1.2' };
  const dataset: DicomDataset = structuredReport({
    studyAttributes: studyAttributes(study, name),
    evidence: [
      { ...instance, sopInstanceUID: '1.2.3.1.1.1' },
      { ...instance, sopInstanceUID: '1.2.3.1.1.2' },
    ],
    texts,
    sopInstanceUID: `2.25.10${texts.length}`,
    seriesInstanceUID: '2.25.9',
    instanceNumber: texts.length,
    ...(texts.length > 1 && { predecessorUID: '2.25.101' }),
    offsetMinutes: 300,
    softwareVersion: '0.1.0',
  });
  return writePart10(dataset);
}

let folder = '';
const files: string[] = [];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'durbeen-sr-'));
  for (const [script, name] of Object.entries(names)) {
    for (const texts of [[final], [final, addendum]] as const) {
      const file = join(folder, `${script}-${texts.length}.dcm`);
      await writeFile(file, reportOf(name, texts));
      files.push(file);
    }
  }
  for (const texts of [[partial], [partial, partialAddendum]] as const) {
    const file = join(folder, `partial-${texts.length}.dcm`);
    await writeFile(file, reportOf(names.latin, texts));
    files.push(file);
  }
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe.runIf(tools.dciodvfy)('dciodvfy', () => {
  it('finds no error in any report, Latin, Urdu or Hindi, final or addendum', async () => {
    for (const file of files) {
      // Its exit status is unreliable, and what it finds goes to stderr: read the lines.
      const said = await run('dciodvfy', ['-new', file]).then(({ stderr }) => stderr, errorOutput);
      expect(said).toMatch(/^BasicTextSR$/m);
      expect(said.split('\n').filter((line) => /^(Error|Abort)/.test(line))).toEqual([]);
    }
  });

  it('does find one in a report that is broken on purpose', async () => {
    const broken = join(folder, 'broken.dcm');
    const { '0040A493': _flag, ...dataset } = structuredReport({
      studyAttributes: studyAttributes(studyOf(1)),
      evidence: [],
      texts: [final],
      sopInstanceUID: '2.25.1',
      seriesInstanceUID: '2.25.2',
      instanceNumber: 1,
      offsetMinutes: 0,
      softwareVersion: '0',
    });
    await writeFile(broken, writePart10(dataset));
    const said = await run('dciodvfy', ['-new', broken]).then(({ stderr }) => stderr, errorOutput);
    expect(said).toMatch(/^Error.*VerificationFlag/m);
  });
});

describe.runIf(tools.dsrdump && tools.dsr2xml)('dcmtk', () => {
  it('parses every report and finds no error', async () => {
    for (const file of files) {
      const { stdout, stderr } = await run('dsrdump', [file]);
      expect(stderr.split('\n').filter((line) => /^[EF]:/.test(line))).toEqual([]);
      expect(stdout).toContain('Diagnostic Imaging Report');
    }
  });

  it('reads the very text that was signed, and the name in its script', async () => {
    for (const file of files.filter((each) => !each.includes('partial'))) {
      const texts = await textsOf(file);
      const signed = sectionNames.map((name) => final.sections[name]);
      expect(texts).toEqual(file.endsWith('-2.dcm') ? [...signed, addendum.sections.impression] : signed);
    }
    const { stdout } = await run('dsr2xml', [join(folder, 'urduAlone-1.dcm')]);
    expect(stdout).toContain('علی');
  });

  it('P6: reads what the report was signed without, right behind how it was examined', async () => {
    const { clinicalInformation, technique } = final.sections;
    const texts = await textsOf(join(folder, 'partial-2.dcm'));
    expect(texts.slice(0, 3)).toEqual([clinicalInformation, technique, limitations.join('\n')]);
    expect(texts.slice(-2)).toEqual([addendum.sections.impression, limitations[0]]);
  });
});

// The template checker takes seconds a file: two files, one final and one addendum, tell what it has to say.
describe.runIf(existsSync(validateSr) && existsSync('/usr/share/java/pixelmed.jar'))('the template checker', () => {
  it('finds the content tree to be TID 2000', async () => {
    const { stdout } = await run(validateSr, [join(folder, 'urdu-1.dcm'), join(folder, 'partial-2.dcm')]);
    expect(stdout.split('\n').filter((line) => line.startsWith('ok'))).toHaveLength(2);
  });
});

async function textsOf(file: string): Promise<readonly string[]> {
  const { stdout } = await run('dsr2xml', ['+Wt', file]);
  const found = stdout.matchAll(/<text[ >].*?<\/concept>\s*<value>(.*?)<\/value>/gs);
  return Array.from(found, (match) => fromXml(String(match[1])));
}

function errorOutput(error: unknown): string {
  return (error as { stderr?: string }).stderr ?? '';
}

function fromXml(text: string): string {
  return text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&apos;', "'")
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
    .replaceAll('&amp;', '&')
    .replaceAll('\r\n', '\n');
}
