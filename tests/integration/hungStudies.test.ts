import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { systemClock, systemFiles, systemRandom } from '#electron/base/world.ts';
import { startParser } from '#electron/parser/index.ts';
import { startPractice, wholeBody } from '#electron/practice/index.ts';
import { HangOrders, StudyIndex } from '#electron/services/prefetch/index.ts';
import { deskToHang } from '#renderer/session/deskToHang.ts';
import { studyOnDesk } from '#renderer/session/studyOnDesk.ts';
import { compareText } from '#shared/base/compareText.ts';
import type { StudySnapshot } from '#shared/contract/studies.ts';
import { type DicomDataset, textOf, textsOf } from '#shared/dicom/dicomJson.ts';
import type { StudyRef } from '#shared/dicom/frameKey.ts';
import type { SeriesInstanceUID } from '#shared/dicom/uids.ts';
import { hang } from '#shared/hanging/hang.ts';
import type { StudyToHang } from '#shared/hanging/hanging.ts';
import { loadOrderOf } from '#shared/hanging/loadOrder.ts';
import { shippedProtocols } from '#shared/hanging/shippedProtocols.ts';
import type { SeriesHeaders } from '#shared/hanging/studyToHang.ts';
import { bringPatients } from '#tests/fixtures/drawnPatients.ts';
import { sharedData } from '#tests/fixtures/sharedData.ts';
import { type PriorHeaders, studyOfHeaders } from '#tests/fixtures/studyOfHeaders.ts';
import { describeHanging } from '../hanging/describeHanging.ts';

// How whole studies hang from their headers: every patient of the practice archive, every real study of the shared data.
// What is right was judged by eye; `-u` writes the golden files anew, to be read before they are kept.

const golden = join(import.meta.dirname, '../hanging/golden');

interface HeldStudy {
  readonly name: string;
  readonly series: readonly SeriesHeaders[];
}

/** The series of a study, and of each what it is called. */
function hungText({ name, series }: HeldStudy, priors: readonly HeldStudy[], screens: number): string {
  const headers = priors.map((prior): PriorHeaders => {
    const first = firstOf(prior);
    const listed = { modalities: textsOf(first, 'Modality'), studyDescription: textOf(first, 'StudyDescription') };
    return { study: refOf(prior), date: textOf(first, 'StudyDate'), listed, series: prior.series, hasReport: false };
  });
  const study = studyOfHeaders({
    study: refOf({ name, series }),
    date: textOf(firstOf({ name, series }), 'StudyDate'),
    series,
    priors: headers,
    screens,
  });
  const hanging = hang(study, shippedProtocols);
  const all = [...study.series, ...study.priors.flatMap((prior) => prior.series ?? [])];
  let text = describeHanging(hanging, (id) => {
    const facets = all.find((each) => each.id === id)?.facets;
    return `${facets?.modality.value ?? ''} "${facets?.description.value ?? ''}" ×${facets?.count.value ?? 0}`;
  });
  // Names of display sets and studies are made of UIDs.
  for (const { id } of all) text = text.replaceAll(`${id} `, '');
  for (const [index, { id }] of study.priors.entries()) text = text.replaceAll(id, priors[index]?.name ?? '');
  return `= ${name}${screens > 1 ? ', two screens' : ''}\n${text}`;
}

/** By name and date; an earlier study of the same name is called so, for its date moves with the day. */
function inOrder(studies: readonly HeldStudy[]): readonly HeldStudy[] {
  const keyOf = (study: HeldStudy) => `${study.name} ${textOf(firstOf(study), 'StudyDate') ?? ''}`;
  const sorted = studies.toSorted((one, other) => compareText(keyOf(one), keyOf(other)));
  return sorted.map((study, index) =>
    sorted[index + 1]?.name === study.name ? { ...study, name: `${study.name}, the earlier one` } : study,
  );
}

function firstOf({ series }: HeldStudy): DicomDataset {
  return series[0]?.instances[0] ?? {};
}

function refOf(study: HeldStudy): StudyRef {
  return {
    archiveId: 'test' as StudyRef['archiveId'],
    studyInstanceUID: (textOf(firstOf(study), 'StudyInstanceUID') ?? '') as StudyRef['studyInstanceUID'],
  };
}

function bySeries(instances: readonly DicomDataset[]): readonly SeriesHeaders[] {
  const found = new Map<string, DicomDataset[]>();
  for (const dataset of instances) {
    const uid = textOf(dataset, 'SeriesInstanceUID') ?? '';
    found.set(uid, [...(found.get(uid) ?? []), dataset]);
  }
  return [...found].map(([seriesInstanceUID, members]) => ({ seriesInstanceUID, instances: members }));
}

function priorsOf(study: HeldStudy, studies: readonly HeldStudy[]): readonly HeldStudy[] {
  const dateOf = (each: HeldStudy) => textOf(firstOf(each), 'StudyDate') ?? '';
  const patient = (each: HeldStudy) => textOf(firstOf(each), 'PatientID');
  return studies.filter((each) => patient(each) === patient(study) && dateOf(each) < dateOf(study));
}

type OrderedWords = Pick<StudySnapshot['item'], 'studyDescription' | 'indication'>;

function lineOf(study: HeldStudy, words: OrderedWords): StudySnapshot['item'] {
  const first = firstOf(study);
  return {
    study: refOf(study),
    modalities: textsOf(first, 'Modality'),
    studyDescription: textOf(first, 'StudyDescription'),
    studyDate: textOf(first, 'StudyDate'),
    report: 'none',
    ...words,
  } as StudySnapshot['item'];
}

/** The protocol, and the series of the study in the order in which they hang by it. */
function hungOf(study: StudyToHang) {
  const hanging = hang(study, shippedProtocols);
  const order = loadOrderOf(study, hanging).filter((step) => step.study === study.id);
  return { protocol: hanging.protocol.id, series: order.map(({ seriesInstanceUID }) => seriesInstanceUID) };
}

/** As the page hangs it, with its priors listed and not yet here. */
function ofPage(study: HeldStudy, priors: readonly HeldStudy[], words: OrderedWords) {
  const snapshot = {
    item: lineOf(study, words),
    series: study.series,
    priors: priors.map((prior) => lineOf(prior, {})),
    problems: [],
  } as unknown as StudySnapshot;
  const studyToHang = deskToHang({ snapshot, studies: [studyOnDesk(snapshot)] }, 1, () => undefined);
  return studyToHang && hungOf(studyToHang);
}

/** As the machine side plans it from the few attributes that it keeps. */
function ofMachine(study: HeldStudy, priors: readonly HeldStudy[], words: OrderedWords) {
  const index = new StudyIndex({ readSeries: () => [] });
  index.put(
    refOf(study),
    study.series.map(({ seriesInstanceUID, instances }) => ({
      seriesInstanceUID: seriesInstanceUID as SeriesInstanceUID,
      expectedFrames: instances.length,
      instances,
    })),
  );
  const rules = { protocolsInForce: () => shippedProtocols, correctionsOf: () => ({ ofScanners: [], ofSeries: [] }) };
  const orders = new HangOrders(index, rules, {
    itemOf: () => lineOf(study, words),
    priorsOf: () => priors.map((prior) => lineOf(prior, {})),
    linesOf: () => [],
  });
  return { ...hungOf(orders.toHang(refOf(study))), series: orders.of(refOf(study)) };
}

describe('practice patients', () => {
  const folders: string[] = [];
  afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true }))));

  async function practiceStudies(): Promise<readonly HeldStudy[]> {
    const folder = await mkdtemp(join(tmpdir(), 'practice-hung-'));
    folders.push(folder);
    await bringPatients(folder);
    const world = { clock: systemClock, files: systemFiles, random: systemRandom };
    const practice = await startPractice({ world, folder: join(folder, 'practice') });
    const ask = async (path: string) => {
      const request = {
        method: 'GET',
        target: `/dicomweb${path}`,
        headers: new Map<string, string>(),
        body: new Uint8Array(0),
      };
      const body = await wholeBody(await practice.handler(request));
      return JSON.parse(Buffer.from(body).toString()) as readonly DicomDataset[];
    };
    const studies: HeldStudy[] = [];
    for (const listed of await ask('/studies')) {
      const series = bySeries(await ask(`/studies/${textOf(listed, 'StudyInstanceUID') ?? ''}/metadata`));
      studies.push({
        name: `${textOf(listed, 'PatientID') ?? ''} ${textOf(listed, 'StudyDescription') ?? ''}`,
        series,
      });
    }
    await practice.close();
    return inOrder(studies);
  }

  test('hang as a reader wants them', async () => {
    const studies = await practiceStudies();
    expect(studies.length).toBeGreaterThanOrEqual(10);
    const texts = studies.flatMap((study) =>
      [1, 2].map((screens) => hungText(study, priorsOf(study, studies), screens)),
    );
    await expect(`${texts.join('\n\n')}\n`).toMatchFileSnapshot(join(golden, 'practice.txt'));
  });

  test('are fetched by the protocol and for the series that hang of them when they are opened', async () => {
    const studies = await practiceStudies();
    for (const [study, priors] of studies.map((each) => [each, priorsOf(each, studies)] as const)) {
      for (const words of [{}, { studyDescription: 'MRI lumbar spine', indication: 'Stroke?' }]) {
        const [opened, planned] = [ofPage(study, priors, words), ofMachine(study, priors, words)];
        expect([study.name, words, planned]).toEqual([study.name, words, opened]);
      }
    }
  });
});

const data = sharedData();

describe.runIf(data)('real studies', () => {
  test('hang as a reader wants them', async () => {
    const parser = startParser({ clock: systemClock });
    const held = new Map<string, DicomDataset[]>();
    const paths = (await readdir(data ?? '', { recursive: true })).filter((path) => !/\.(md|tsv)$/.test(path)).sort();
    for (const path of paths) {
      const bytes = await readFile(join(data ?? '', path)).catch(() => undefined);
      const parsed = bytes && (await parser.readFile(bytes));
      if (!parsed?.ok) continue;
      // Within a folder: some samples share identifiers with copies elsewhere.
      const key = `${path.split('/')[0] ?? ''} ${textOf(parsed.value.attributes, 'StudyInstanceUID') ?? ''}`;
      held.set(key, [...(held.get(key) ?? []), parsed.value.attributes]);
    }
    await parser.close();
    const texts = [...held].map(([key, instances]) => {
      const name = `${key.split(' ')[0] ?? ''}, ${textOf(instances[0] ?? {}, 'StudyDescription') ?? 'no description'}`;
      return hungText({ name, series: bySeries(instances) }, [], 1);
    });
    // Copies of one study with another name of the patient hang alike.
    await expect(`${[...new Set(texts)].join('\n\n')}\n`).toMatchFileSnapshot(join(golden, 'sharedData.txt'));
  });
});
