import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { systemClock } from '#electron/base/world.ts';
import { startParser } from '#electron/parser/index.ts';
import { type DicomDataset, textOf } from '#shared/dicom/dicomJson.ts';
import { splitIntoDisplaySets } from '#shared/dicom/displaySets.ts';
import { readContentTree, walkContent } from '#shared/dicom/documents/contentTree.ts';
import { cutWalls, wallsOf } from '#shared/dicom/documents/contourWalls.ts';
import { placesOf } from '#shared/dicom/documents/imagePlaces.ts';
import { readKeyObject } from '#shared/dicom/documents/keyObject.ts';
import { originOf } from '#shared/dicom/documents/origin.ts';
import { readPresentationState, stateFor } from '#shared/dicom/documents/presentationState.ts';
import { readSegmentation } from '#shared/dicom/documents/segmentation.ts';
import { findSegmentFrames } from '#shared/dicom/documents/segmentFrames.ts';
import { readStructureSet } from '#shared/dicom/documents/structureSet.ts';
import { documentKindOf } from '#shared/dicom/documents/studyDocuments.ts';
import type { ImageDescription } from '#shared/dicom/imageDescription.ts';
import { readImageDescription } from '#shared/dicom/readImageDescription.ts';
import { classifySeries } from '#shared/dicom/series/classifySeries.ts';
import { sharedData } from '../fixtures/sharedData.ts';

const data = sharedData();
const parser = startParser({ clock: systemClock });
afterAll(() => parser.close());

async function datasetIn(path: string): Promise<DicomDataset> {
  const parsed = await parser.readFile(readFileSync(join(data ?? '', path)));
  if (!parsed.ok) throw new Error(parsed.failure.code);
  return parsed.value.attributes;
}

/** The images of a folder with their attributes; what is no image or cannot be read is left out. */
async function imagesIn(folder: string) {
  const datasets = new Map<string, DicomDataset>();
  const series = new Map<string, ImageDescription[]>();
  for (const name of readdirSync(join(data ?? '', folder), { recursive: true }).map(String)) {
    if (!name.endsWith('.dcm')) continue;
    const parsed = await parser.readFile(readFileSync(join(data ?? '', folder, name)));
    const image = parsed.ok ? readImageDescription(parsed.value.attributes) : undefined;
    if (!parsed.ok || !image?.ok) continue;
    datasets.set(image.value.sopInstanceUID, parsed.value.attributes);
    series.set(image.value.seriesInstanceUID, [...(series.get(image.value.seriesInstanceUID) ?? []), image.value]);
  }
  return { datasets, sets: [...series.values()].flatMap((images) => splitIntoDisplaySets(images)) };
}

/** What each display set of a folder is, in the parts that are known. */
async function factsOf(folder: string): Promise<readonly string[]> {
  const { datasets, sets } = await imagesIn(folder);
  const lines = sets.map((set) => {
    const dataset = datasets.get(set.frames[0]?.image.sopInstanceUID ?? '');
    if (!dataset) return '';
    const { kind, plane, weighting, contrast, kernel, view, laterality } = classifySeries(set, dataset);
    const known = [
      kind.value === 'image' ? undefined : kind.value,
      ...[plane, weighting, contrast, kernel, view, laterality].map(({ value }) => value),
    ];
    return `${textOf(dataset, 'SeriesDescription') ?? ''}: ${known.filter((part) => part !== undefined).join(' ')}`;
  });
  return [...new Set(lines)].sort();
}

const expected: readonly (readonly [folder: string, facts: readonly string[]])[] = [
  [
    'mr-brain-multiseries',
    ['AX FSE T2: AX T2', 'Perfusion_Weighted: AX PERF', 'mocoMEMPRAGE_220FOV RMS: SAG T1', 'relCBF: AX PERF'],
  ],
  ['ct-abdomen', [': AX sharp']],
  ['ct-gantry-tilt-variable-spacing', [': AX soft']],
  ['pet-wb', ['PET WB_0: AX']],
  ['cr-dx', [': ', ': AP R']],
  ['mg', [': MLO L', 'MAMMOSCREENING 1E LEZING: MLO R']],
  ['enhanced', [': AX post', ': T1', 'Sagittal,1 stack,1 dimension,temporal position,ext loc ref: SAG T1 R']],
  ['transfer-syntaxes', [': capture', 'HELICAL CHEST: AX soft']],
  ['synthetic-edits', [': AX post soft', ': AX sharp']],
  ['us-colour', [': ', ': R']],
  ['xa-multiframe', [': ']],
];

describe.skipIf(!data)('what real series are', () => {
  test.each(expected)('%s', async (folder, facts) => {
    expect(await factsOf(folder)).toEqual(facts);
  });
});

describe.skipIf(!data)('real documents', () => {
  test('LN2 the presentation state of synthetic-edits is for its one image', async () => {
    const state = readPresentationState(await datasetIn('synthetic-edits/gsps.dcm'));
    const uid = '1.3.6.1.4.1.14519.5.2.1.6279.6001.181525227366393585535821078792';
    const applied = stateFor(state, uid, 1);
    expect(applied).toMatchObject({ inverted: false, window: { center: 40, width: 400 }, rotation: 0, flipped: false });
    expect(applied?.paths[0]?.points).toEqual([
      { x: 99.5, y: 99.5 },
      { x: 199.5, y: 149.5 },
    ]);
    expect(stateFor(state, '1.2.3', 1)).toBeUndefined();
  });

  test('the key object of synthetic-edits names three images that are in its study', async () => {
    const keys = readKeyObject(readContentTree(await datasetIn('synthetic-edits/kos.dcm')));
    expect([keys.title, keys.rejection, keys.images.length]).toEqual(['Of Interest', undefined, 3]);
  });

  test('a measurement report and a text report are read to their end', async () => {
    const measured = readContentTree(await datasetIn('non-image-and-rt/dcmqi-sr.dcm'));
    const items = [...walkContent(measured.root)];
    expect([measured.root.name?.meaning, measured.cut]).toEqual(['Imaging Measurement Report', false]);
    expect(items.filter(({ valueType }) => valueType === 'NUM').every(({ text, unit }) => text !== '' && unit)).toBe(
      true,
    );
    expect(items.some(({ text }) => text === 'User2')).toBe(true);
    const written = [...walkContent(readContentTree(await datasetIn('non-image-and-rt/test-SR.dcm')).root)];
    expect(written.map(({ text }) => text)).toEqual(expect.arrayContaining(['A mass of', 'was detected.']));
    expect(written.find(({ valueType }) => valueType === 'NUM')).toMatchObject({ text: '3', unit: 'cm' });
  });

  test('every object that is no image is told by kind', async () => {
    const kinds = await Promise.all(
      ['dcmqi-seg', 'dcmqi-sr', 'rtstruct', 'rtplan', 'dcmqi-rwvm', 'waveform_ecg', 'CT_small'].map(async (name) => [
        name,
        documentKindOf(await datasetIn(`non-image-and-rt/${name}.dcm`)),
      ]),
    );
    expect(Object.fromEntries(kinds)).toEqual({
      'dcmqi-seg': 'segmentation',
      'dcmqi-sr': 'report',
      rtstruct: 'structures',
      rtplan: 'other',
      'dcmqi-rwvm': 'other',
      waveform_ecg: 'other',
      CT_small: undefined,
    });
  });

  test('the structure set has its regions, each with its contours', async () => {
    const { label, regions } = readStructureSet(await datasetIn('non-image-and-rt/rtstruct.dcm'));
    expect([label, regions.map(({ name, contours }) => [name, contours.length])]).toEqual([
      'sep30',
      [
        ['patient', 3],
        ['Isocenter 1', 1],
        ['Isocenter 2', 1],
      ],
    ]);
  });

  test('of the structure set, planes cut the region that has several slices, and say that the points are none', async () => {
    const walls = wallsOf(readStructureSet(await datasetIn('non-image-and-rt/rtstruct.dcm')));
    expect(walls.map(({ region, walls: own }) => [region.name, own.length])).toEqual([['patient', 3]]);
    const [body] = walls;
    const [first] = body?.walls ?? [];
    if (!body || !first) throw new Error('no walls');
    // Across the middle of a slice: a closed outline is crossed as often going in as coming out.
    const cut = cutWalls({ ...body, walls: [first] }, { point: first.centre, normal: [1, 0, 0] });
    expect(cut.length).toBeGreaterThan(0);
    expect(cut.length % 2).toBe(0);
  });

  test('the 13 frames of the PET segmentation lie on the slices that they name, and on no other', async () => {
    const dataset = await datasetIn('seg/tumor_User1_Manual_Trial1.dcm');
    const segmentation = readSegmentation(dataset);
    const framesOf = segmentation && findSegmentFrames(segmentation);
    const { sets } = await imagesIn('pet-wb');
    const frames = sets.flatMap((set) => set.frames);
    const places = placesOf(frames);
    const found = frames.flatMap((item) =>
      (framesOf?.(item, places) ?? []).map((frame) => [
        frame.index,
        (frame.position?.[2] ?? 0) - (item.frame.position?.[2] ?? 9),
      ]),
    );
    expect(frames.length).toBe(299);
    expect(found.map(([index]) => index).sort((one, other) => Number(one) - Number(other))).toEqual(
      Array.from({ length: 13 }, (_, index) => index),
    );
    for (const [, away = 9] of found) expect(Math.abs(away)).toBeLessThan(0.01);
    expect(segmentation?.segments.map(({ label }) => label)).toEqual(['Neoplasm, Primary', 'Neoplasm, Secondary']);
    expect(originOf(dataset).byMachine).toBe(false);
  });
});
