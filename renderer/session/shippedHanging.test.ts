import { describe, expect, test } from 'vitest';
import type { DicomDataset } from '#shared/dicom/dicomJson.ts';
import { shippedProtocols } from '#shared/hanging/shippedProtocols.ts';
import { meansOf } from '#tests/fixtures/hangingMeans.ts';
import { imageDataset } from '#tests/fixtures/imageDataset.ts';
import { snapshotOf } from '#tests/fixtures/readingSnapshot.ts';
import { openReadingSession, type ReadingSession } from './readingSession.ts';

type Attributes = Parameters<typeof imageDataset>[0];
let lastSeries = 0;

/** A series of so many slices, or of so many at each b-value. */
function series(
  words: string,
  more: Attributes = {},
  count = 12,
  bValues: readonly (number | undefined)[] = [undefined],
) {
  lastSeries += 1;
  const uid = `1.2.3.${lastSeries}`;
  return bValues.flatMap((bValue, pass) =>
    Array.from({ length: count }, (_, index) =>
      imageDataset({
        Modality: ['MR'],
        SeriesInstanceUID: [uid],
        SeriesNumber: [lastSeries],
        SOPInstanceUID: [`${uid}.${pass * 100 + index + 1}`],
        SeriesDescription: [words],
        StudyDescription: ['MR brain'],
        ImageType: ['ORIGINAL', 'PRIMARY'],
        ImagePositionPatient: [0, 0, index * 4],
        ImageOrientationPatient: [1, 0, 0, 0, 1, 0],
        PixelSpacing: [1, 1],
        ...(bValue === undefined ? {} : { DiffusionBValue: [bValue] }),
        ...more,
      }),
    ),
  );
}

function opened(all: readonly (readonly DicomDataset[])[], modalities: readonly string[]): ReadingSession {
  const snapshot = snapshotOf(all, { modalities: [...modalities], studyDate: '20260514' } as never);
  return openReadingSession(snapshot, { means: meansOf(shippedProtocols) });
}

const hung = (session: ReadingSession) =>
  session.state.arrangement.boxes.map((content) => {
    const named = session.setOf(content?.setId);
    return named && [named.description, named.set.apart.bValue].filter(Boolean).join(' b');
  });

describe('what shipped protocols hang first', () => {
  test('of an MR with diffusion: FLAIR, the highest b, ADC and T2 are all seen at once', () => {
    const session = opened(
      [
        series('T1 sag', { ImageOrientationPatient: [0, 1, 0, 0, 0, -1] }),
        series('T1 ax'),
        series('T2_TSE_ax'),
        series('FLAIR ax'),
        series('ep2d_diff', {}, 12, [0, 1000]),
        series('ep2d_diff_ADC'),
      ],
      ['MR'],
    );
    const shown = hung(session);
    expect(shown).toEqual(expect.arrayContaining(['FLAIR ax', 'ep2d_diff b1000', 'ep2d_diff_ADC', 'T2_TSE_ax']));
    expect(shown).not.toContain('ep2d_diff b0');
  });

  test('of a PET/CT: the anatomy, the uptake, and one over the other in one space', () => {
    const inFrame = (frame: string, modality: string): Attributes => ({
      Modality: [modality],
      FrameOfReferenceUID: [frame],
      StudyDescription: ['PET/CT chest'],
    });
    const session = opened(
      [
        series('CT of another day', inFrame('1.9', 'CT'), 60),
        series('CT low dose', inFrame('1.1', 'CT'), 14),
        series('PET AC', { ...inFrame('1.1', 'PT'), CorrectedImage: ['ATTN'] }, 12),
      ],
      ['PT', 'CT'],
    );
    const fused = session.state.arrangement.boxes.filter((content) => content?.kind === 'fusion');
    const below = fused.map((content) => session.setOf(content.setId)?.description);
    expect([fused.length > 0, new Set(below)]).toEqual([true, new Set(['CT low dose'])]);
    expect(hung(session)).toContain('PET AC');
  });

  test('is never a scout, where there is anything else; and the scout where there is nothing', () => {
    const scout = series('Scout', { Modality: ['CT'], ImageType: ['ORIGINAL', 'PRIMARY', 'LOCALIZER'] }, 2);
    const chest = series('Chest 3 mm', { Modality: ['CT'], StudyDescription: ['CT chest'] }, 40);
    expect(hung(opened([scout, chest], ['CT'])).filter(Boolean)).not.toContain('Scout');
    expect(hung(opened([scout], ['CT']))).toContain('Scout');
  });

  test('decides for a study of 60 series in a few milliseconds, once its headers are read', () => {
    const many = Array.from({ length: 60 }, (_, at) => series(`AX T2 ${at}`, {}, 4));
    const session = opened(many, ['MR']);
    session.protocol?.rehang();
    const times = Array.from({ length: 9 }, () => {
      session.protocol?.rehang();
      return session.protocol?.note.decidedMs;
    }).sort((one = 0, other = 0) => one - other);
    // The quickest of nine: what else this computer does is nobody's decision.
    expect(times[0]).toBeLessThan(20);
  });
});
