import type { Keyword } from '#shared/dicom/attributes.ts';
import { type LabelledHeader, readHeaderLine } from '#tests/fixtures/seriesHeaders.ts';

/** One study of a site: its series, and the parts of the body it shows. */
export interface SiteStudy {
  readonly site: string;
  readonly headers: readonly LabelledHeader[];
  readonly parts: readonly string[];
  /** What all its series share. */
  readonly more: { readonly [Name in Keyword]?: readonly unknown[] };
}

/** Reads a file of `sites/`: studies begin with "=", their series follow one a line. */
export function readSiteFile(text: string): readonly SiteStudy[] {
  const studies: (Omit<SiteStudy, 'headers'> & { readonly headers: LabelledHeader[] })[] = [];
  for (const line of text.split('\n')) {
    if (line.trim() === '' || line.startsWith('#')) continue;
    if (line.startsWith('=')) studies.push({ ...readStudyLine(line), headers: [] });
    else {
      const study = studies.at(-1);
      if (!study) throw new Error('A series before the first study.');
      study.headers.push(readHeaderLine(line, study.more));
    }
  }
  return studies;
}

function readStudyLine(line: string) {
  const [maker = '', words = '', description = '', part = '', truth = ''] = line
    .slice(1)
    .split('|')
    .map((cell) => cell.trim());
  const written = (value: string) => (value === '' ? [] : [value]);
  return {
    site: `${maker === '' ? 'no maker' : maker}, ${words}`,
    parts: truth
      .replace(/^parts=/, '')
      .split(' ')
      .filter((name) => name !== ''),
    more: { Manufacturer: written(maker), StudyDescription: written(description), BodyPartExamined: written(part) },
  };
}
