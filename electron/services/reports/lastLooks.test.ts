import { describe, expect, it } from 'vitest';
import { readPart10 } from '#electron/base/dicom/part10.ts';
import type { ImagesAtSigning } from '#shared/contract/imagesAtSigning.ts';
import type { DicomDataset } from '#shared/dicom/dicomJson.ts';
import { studyKey } from '#shared/dicom/frameKey.ts';
import { call, ReportDesk, reportedStudy as study, value } from '#tests/fixtures/reportDesk.ts';

const stage = new ReportDesk();
const here = (count: number): Omit<ImagesAtSigning, 'askedNow'> => ({
  here: count,
  expected: 140,
  unlisted: 0,
  series: [{ seriesInstanceUID: '1.1', seriesNumber: 3, description: 'lung', here: count, expected: 140 }],
});
const first = `${study.studyInstanceUID}.1.1`;
const nothingElse = { counts: {}, instances: new Set([first]) };

const preview = async (more: object = {}) => {
  const { reportId, revision } = await stage.open();
  return value(await stage.desk.reports.handlers['reports.preview']({ reportId, revision, ...more }, call));
};
const sign = async (more: object) => {
  const { reportId, revision } = await stage.open();
  return stage.desk.reports.handlers['reports.sign']({ reportId, revision, ...more }, call);
};

describe('what a report was signed without', () => {
  it('P6: stands in the text that is shown and signed, and only images that were here are its evidence', async () => {
    await stage.write();
    stage.desk.images.set(studyKey(study), here(2));
    stage.desk.toShow.set(studyKey(study), nothingElse);
    const words = 'LIMITATIONS\nSigned while 138 of 140 images were not available to the reader.\n';
    expect((await preview()).canonicalText).toContain(words);
    const [version] = value(await sign({ missingChecked: 138 })).versions;
    expect(version?.images?.limitations).toEqual(['Signed while 138 of 140 images were not available to the reader.']);
    const sent = await deliveredReport();
    expect(textsIn(sent)).toContain('Signed while 138 of 140 images were not available to the reader.');
    expect(evidenceIn(sent)).toEqual([first]);
  });

  it('P6: counts gaps of the archive and images that could not be shown, and needs the same word of the signer', async () => {
    await stage.write();
    stage.desk.images.set(studyKey(study), here(140));
    const lacking = [{ seriesInstanceUID: '1.1', seriesNumber: 3, description: 'lung', slices: 20 }];
    stage.desk.toShow.set(studyKey(study), { ...nothingElse, counts: { lacking, notShown: 1 } });
    const limitations = [
      '20 slices are missing in the study as received, series 3, lung.',
      '2 images could not be shown to the reader.',
    ];
    const shown = await preview({ notDrawn: 1 });
    expect(shown.images).toMatchObject({ lacking, notShown: 2, limitations });
    const refused = { ok: false, failure: { code: 'ImagesMissing', details: { missing: 22 } } };
    expect(await sign({ look: shown.look })).toEqual(refused);
    const [version] = value(await sign({ look: shown.look, missingChecked: 22 })).versions;
    expect(version?.images).toMatchObject({ lacking, notShown: 2, limitations });
    expect(stage.desk.auditDetails.at(-1)).toMatchObject({ slicesLacking: '3:20', imagesNotShown: 2 });
  });

  it('signs what was shown, though more has come meanwhile; not where more is lacking than was shown', async () => {
    await stage.write();
    stage.desk.images.set(studyKey(study), here(25));
    const { look } = await preview();
    stage.desk.images.set(studyKey(study), here(24));
    expect(await sign({ look, missingChecked: 115 })).toMatchObject({ failure: { details: { missing: 116 } } });
    stage.desk.images.set(studyKey(study), here(72));
    const [version] = value(await sign({ look, missingChecked: 115 })).versions;
    expect(version?.images?.here).toBe(25);
  });

  it('counts anew without asking the archive again while the look is open', async () => {
    await stage.write();
    stage.desk.images.set(studyKey(study), here(1));
    await preview();
    stage.desk.images.set(studyKey(study), here(2));
    expect((await preview({ again: true })).images?.here).toBe(2);
    expect(stage.desk.asked).toEqual([study]);
  });
});

async function deliveredReport(): Promise<DicomDataset> {
  const row = stage.desk.database.prepare('SELECT part10 FROM report_version').get() as { part10: Uint8Array };
  const file = readPart10(row.part10);
  if (!file.ok) throw new Error('not Part 10');
  return file.value.dataset;
}

function textsIn(dataset: DicomDataset): readonly string[] {
  const children = (dataset['0040A730']?.Value ?? []) as readonly DicomDataset[];
  return [...((dataset['0040A160']?.Value ?? []) as readonly string[]), ...children.flatMap(textsIn)];
}

function evidenceIn(dataset: DicomDataset): readonly unknown[] {
  const items = (parent: DicomDataset | undefined, tag: string) => (parent?.[tag]?.Value ?? []) as DicomDataset[];
  const series = items(items(dataset, '0040A375')[0], '00081115');
  return series.flatMap((one) => items(one, '00081199').map((instance) => instance['00081155']?.Value?.[0]));
}
