import { expect, test } from 'vitest';
import { scannerSeriesOf } from '#shared/dicom/series/corrections.ts';
import { problemOfSaid } from '#shared/hanging/corrections.ts';
import { facetsOfLine, readHeaderLine } from '#tests/fixtures/seriesHeaders.ts';
import { startI18n } from '../../../i18n/i18n.ts';
import { say } from '../why/said.ts';
import { correctables, isCorrectable } from './correctable.ts';
import { correctionFields, reachOffered, reachSaid, wordsToKeep } from './correctionForm.ts';
import { correctionsOn } from './correctionsOn.ts';
import { namesakesIn } from './namesakesIn.ts';

const t = startI18n().t;
const scanner = { station: 'SIEMENS-1', protocol: 'Brain', description: 't2_tse_tra' };
const series = { archiveId: 'lahore', seriesInstanceUID: '1.2.3', scanner, namesakes: 0 };

function asked(line: string): Readonly<Record<string, string>> {
  const facets = facetsOfLine(readHeaderLine(line));
  return Object.fromEntries(correctionFields(facets, facets).map(({ facet, header }) => [facet, say(header, t)]));
}

test('only what makes sense for a modality is asked, with what the header says of it', () => {
  expect(asked('MR | t2_tse_tra | Brain | iop=ax; tr=4000; te=100; n=24')).toEqual({
    kind: 'Header: images to read, as nothing says otherwise',
    weighting: 'Header: T2 (the name of the series, likely)',
    bValue: 'Header: says nothing',
    fatSat: 'Header: no, as nothing says otherwise',
    plane: 'Header: axial (how the slices lie, certain)',
    contrast: 'Header: says nothing',
    phase: 'Header: says nothing',
    mip: 'Header: no, as nothing says otherwise',
    mpr: 'Header: no, as nothing says otherwise',
    ai: 'Header: no, as nothing says otherwise',
    laterality: 'Header: says nothing',
  });
  const film = asked('DX | Chest PA | | pos=PA; n=1');
  expect(film['view']).toBe('Header: PA (the view position, certain)');
  expect(Object.keys(film)).toEqual(['kind', 'view', 'ai', 'laterality']);
  expect(Object.keys(asked('CT | Lung | | iop=ax; k=B70f; n=300'))).toContain('kernel');
  expect(Object.keys(asked('US | Abdomen | | n=20'))).toEqual(['kind', 'ai', 'laterality']);
});

test('what the header says twice is said as a doubt', () => {
  expect(asked('CT | Chest pre and post | | iop=ax; n=100')['contrast']).toBe(
    'Header: not known, but also “Chest pre and post”',
  );
});

test('a word is remembered for the scanner; a side is of the patient, and is kept for the series alone', () => {
  const words = wordsToKeep(series, { weighting: 'FLAIR', laterality: 'L' }, 'scanner');
  expect(words).toEqual([
    { archiveId: 'lahore', of: { kind: 'scanner', ...scanner }, values: { weighting: 'FLAIR' } },
    { archiveId: 'lahore', of: { kind: 'series', seriesInstanceUID: '1.2.3' }, values: { laterality: 'L' } },
  ]);
  expect(words.map(problemOfSaid)).toEqual([undefined, undefined]);
});

test('for this series only, or for one without a name, nothing is remembered of the scanner', () => {
  const alone = [{ archiveId: 'lahore', of: { kind: 'series', seriesInstanceUID: '1.2.3' }, values: { plane: 'AX' } }];
  expect(wordsToKeep(series, { plane: 'AX' }, 'series')).toEqual(alone);
  expect(wordsToKeep({ ...series, scanner: undefined }, { plane: 'AX' }, 'scanner')).toEqual(alone);
  expect(wordsToKeep(series, {}, 'scanner')).toEqual([]);
});

test('what tells two series of one name apart is said of one of them alone, whatever it was to reach', () => {
  const two = { ...series, namesakes: 1 };
  for (const facet of ['contrast', 'phase', 'view', 'bValue']) {
    expect(reachOffered(series, { [facet]: null })).toEqual({ notBeyond: [], unlessSaid: 'series' });
    expect(reachOffered(two, { [facet]: null })).toEqual({ notBeyond: [facet], unlessSaid: 'series' });
  }
  const one = { kind: 'series', seriesInstanceUID: '1.2.3' };
  expect(wordsToKeep(two, { contrast: 'post', weighting: 'T1' }, 'scanner')).toEqual([
    { archiveId: 'lahore', of: { kind: 'scanner', ...scanner }, values: { weighting: 'T1' } },
    { archiveId: 'lahore', of: one, values: { contrast: 'post' } },
  ]);
  expect(wordsToKeep(series, { contrast: 'post' }, 'scanner').map(({ of }) => of.kind)).toEqual(['scanner']);
});

test('what its name alone says reaches every series of the name, unless others here have it', () => {
  expect(reachOffered(series, { weighting: 'T1' })).toEqual({ notBeyond: [], unlessSaid: 'scanner' });
  expect(reachOffered({ ...series, namesakes: 2 }, { weighting: 'T1' })).toEqual({
    notBeyond: [],
    unlessSaid: 'series',
  });
  expect(reachOffered({ ...series, scanner: undefined }, { weighting: 'T1' }).unlessSaid).toBe('series');
});

test('namesakes are other series of the study, not other images of the same', () => {
  const header = (uid: string, line: string) => ({ seriesInstanceUID: uid, instances: [readHeaderLine(line).dataset] });
  const study = [
    header('1.1', 'MR | AX T1 | Head'),
    header('1.2', 'MR | AX T1 | Head'),
    header('1.3', 'MR | AX T2 | Head'),
  ];
  const own = scannerSeriesOf(study[0]?.instances[0] ?? {});
  expect(namesakesIn(study, '1.1', own)).toBe(1);
  expect(namesakesIn(study, '1.3', scannerSeriesOf(study[2]?.instances[0] ?? {}))).toBe(0);
  expect(namesakesIn(study, '1.1', undefined)).toBe(0);
});

test('every value that can be chosen is one that is kept', () => {
  const said = correctables.flatMap(({ facet, values }) =>
    (values === 'number' ? [800, null] : [...values, null]).map((value) => ({ [facet]: value })),
  );
  const problems = said.map((values) =>
    problemOfSaid({ archiveId: 'lahore', of: { kind: 'series', seriesInstanceUID: '1.2.3' }, values }),
  );
  expect(said.length).toBeGreaterThan(60);
  expect(problems.filter((problem) => problem !== undefined)).toEqual([]);
  expect(isCorrectable('count', 'CT')).toBe(false);
  expect(isCorrectable('weighting', 'CT')).toBe(false);
  expect(isCorrectable('weighting', 'MR')).toBe(true);
});

test('for which series it holds is said by name, protocol, scanner and site', () => {
  expect(say(reachSaid({ kind: 'scanner', ...scanner }, 'Lahore'), t)).toBe(
    'every series named “t2_tse_tra” of protocol “Brain” from scanner SIEMENS-1 of Lahore',
  );
  const unnamed = { kind: 'scanner', station: '', protocol: 'Brain', description: '' } as const;
  expect(say(reachSaid(unnamed, ''), t)).toBe(
    'every series without a name of protocol “Brain” from a scanner that does not say its name',
  );
});

test('what was said of a series is what holds for it: its own, and that of its scanner at its site', () => {
  const saying = { values: { plane: 'AX' }, saidBy: 'Dr Khan', saidAt: 1 };
  const all = [
    { ...saying, id: 'own', archiveId: 'lahore', of: { kind: 'series', seriesInstanceUID: '1.2.3' } },
    { ...saying, id: 'scanner', archiveId: 'lahore', of: { kind: 'scanner', ...scanner } },
    { ...saying, id: 'otherSite', archiveId: 'quetta', of: { kind: 'scanner', ...scanner } },
    { ...saying, id: 'otherName', archiveId: 'lahore', of: { kind: 'scanner', ...scanner, description: 't1' } },
    { ...saying, id: 'other', archiveId: 'lahore', of: { kind: 'series', seriesInstanceUID: '1.2.4' } },
  ] as const;
  expect(correctionsOn(all, series).map(({ id }) => id)).toEqual(['own', 'scanner']);
  expect(correctionsOn(all, { ...series, scanner: undefined }).map(({ id }) => id)).toEqual(['own']);
});
