import { expect, test } from 'vitest';
import { chestRadiograph, chestRadiographPrior } from '#electron/practice/studies/chestRadiograph.ts';
import type { PlannedStudy } from '#electron/practice/studies/plannedStudy.ts';
import { type DicomDataset, textOf } from '#shared/dicom/dicomJson.ts';
import type { ArchiveId, StudyRef } from '#shared/dicom/frameKey.ts';
import type { StudyInstanceUID } from '#shared/dicom/uids.ts';
import { readHangingProtocol } from '#shared/hanging/exchange/readHangingProtocol.ts';
import { hang } from '#shared/hanging/hang.ts';
import type { StudyToHang } from '#shared/hanging/hanging.ts';
import { shippedProtocols } from '#shared/hanging/shippedProtocols.ts';
import type { SeriesHeaders } from '#shared/hanging/studyToHang.ts';
import { chestHangingProtocol } from '#tests/fixtures/chestHangingProtocol.ts';
import { imageDataset } from '#tests/fixtures/imageDataset.ts';
import { studyOfHeaders } from '#tests/fixtures/studyOfHeaders.ts';

const time = { nowMs: Date.UTC(2026, 10, 22, 9), offsetMinutes: 300 };

/** Headers of a practice study without its pixels: one instance a series. */
function headersOf(planned: PlannedStudy): { study: StudyRef; date: string | undefined; series: SeriesHeaders[] } {
  const { attributes, drawings } = planned;
  const series = drawings.flatMap((drawing) =>
    drawing.series.map((each): SeriesHeaders => {
      const uid = textOf(each.attributes, 'SeriesInstanceUID') ?? '';
      const pixels = imageDataset({ SOPInstanceUID: [`${uid}.1`] });
      const instance: DicomDataset = { ...pixels, ...attributes, ...each.attributes };
      return { seriesInstanceUID: uid, instances: [instance] };
    }),
  );
  const studyInstanceUID = (textOf(attributes, 'StudyInstanceUID') ?? '') as StudyInstanceUID;
  const study = { archiveId: 'practice' as ArchiveId, studyInstanceUID };
  return { study, date: textOf(attributes, 'StudyDate'), series };
}

function chest(screens: number): StudyToHang {
  const now = headersOf(chestRadiograph(time));
  const before = headersOf(chestRadiographPrior(time));
  return studyOfHeaders({
    ...now,
    screens,
    priors: [{ ...before, listed: { modalities: ['DX'] }, hasReport: true }],
  });
}

test('the example of PS3.17 section V.3 hangs the practice chest radiograph and the earlier one, over all shipped protocols', () => {
  const read = readHangingProtocol(chestHangingProtocol());
  if (!read.ok) throw new Error(read.failure.code);
  const study = chest(2);
  const hanging = hang(study, [...shippedProtocols, ...read.value.protocols]);
  expect(hanging.protocol.name).toBe('Chest X-ray');
  const shown = hanging.stages[hanging.first]?.screens.map(({ viewports }) =>
    viewports.map(({ layers }) => {
      const binding = hanging.bindings[layers[0]?.selector ?? ''];
      const of = binding?.study === study.id ? study.series : (study.priors[0]?.series ?? []);
      const view = of.find(({ id }) => id === binding?.series)?.facets.view.value;
      return `${binding?.study === study.id ? 'now' : 'before'} ${view}`;
    }),
  );
  expect(shown).toEqual([
    ['before LAT', 'before PA'],
    ['now PA', 'now LAT'],
  ]);
});

test('with one screen it leaves the study to the shipped protocols', () => {
  const read = readHangingProtocol(chestHangingProtocol());
  if (!read.ok) throw new Error(read.failure.code);
  expect(hang(chest(1), [...shippedProtocols, ...read.value.protocols]).protocol.id).toBe('builtin.cr-chest-pa');
});
