import { describe, expect, test } from 'vitest';
import type { DisplaySet } from '#shared/dicom/displaySets.ts';
import { splitIntoDisplaySets } from '#shared/dicom/displaySets.ts';
import { readImageDescription } from '#shared/dicom/readImageDescription.ts';
import { imageDataset } from '#tests/fixtures/imageDataset.ts';
import { rigidAbout } from '../imaging/registration/rigidTransform.ts';
import type { FrameLink } from './frameLinks.ts';
import { fusionArrangement, fusionPairOf, fusionPlace } from './fusionPair.ts';

function setOf(
  modality: string,
  frame: string | undefined,
  count = 12,
  series = `1.2.${modality.length}.${count}`,
  patientId?: string,
): DisplaySet {
  const images = Array.from({ length: count }, (_, index) => {
    const image = readImageDescription(
      imageDataset({
        Modality: [modality],
        SeriesInstanceUID: [series],
        SOPInstanceUID: [`${series}.${modality.charCodeAt(0)}.${index + 1}`],
        ...(frame && { FrameOfReferenceUID: [frame] }),
        ImagePositionPatient: [0, 0, index * 4],
        ImageOrientationPatient: [1, 0, 0, 0, 1, 0],
        PixelSpacing: [2, 2],
      }),
    );
    if (!image.ok) throw new Error(image.failure);
    return patientId === undefined ? image.value : { ...image.value, patient: { patientId } };
  });
  return splitIntoDisplaySets(images)[0]!;
}

const registration: FrameLink = {
  from: '1.1',
  to: '2.2',
  kind: 'registration',
  transform: rigidAbout([0, 0, 0], [0, 0, 0], [0, 0, 5]),
  normal: [0, 0, 1],
  offsetMm: 5,
  degrees: 0,
};

describe('Q8: one series is laid over another', () => {
  const ct = setOf('CT', '1.1');

  test('in one frame of reference, as it lies', () => {
    const place = fusionPlace(ct, setOf('PT', '1.1'), []);
    expect(place.ok && [place.value.toOver.translation, place.value.link]).toEqual([[0, 0, 0], undefined]);
  });

  test('T22: never over another patient, whatever frame of reference the data give', () => {
    const ofPatient = (modality: string, patientId: string) => setOf(modality, '1.1', 12, undefined, patientId);
    expect(fusionPlace(ofPatient('CT', 'P1'), ofPatient('PT', 'P2'), [])).toMatchObject({ failure: 'otherPatient' });
    expect(fusionPlace(ofPatient('CT', 'P1'), ofPatient('PT', 'P1'), []).ok).toBe(true);
  });

  test('across a registration, and that is told; not across a link of two slices, and not without one', () => {
    const pet = setOf('PT', '2.2');
    const place = fusionPlace(ct, pet, [registration]);
    expect(place.ok && [place.value.toOver.translation, place.value.link?.kind]).toEqual([[0, 0, 5], 'registration']);
    expect(fusionPlace(ct, pet, [{ ...registration, kind: 'here' }])).toMatchObject({
      failure: 'otherFrameOfReference',
    });
    expect(fusionPlace(ct, pet, [])).toMatchObject({ failure: 'otherFrameOfReference' });
  });

  test('never where a series does not say in which space it lies, or says two', () => {
    expect(fusionPlace(ct, setOf('PT', undefined), [])).toMatchObject({ failure: 'noFrameOfReference' });
    const mixed = { ...setOf('PT', '1.1'), framesOfReference: 2 };
    expect(fusionPlace(ct, mixed, [])).toMatchObject({ failure: 'severalFramesOfReference' });
    expect(fusionPlace(ct, undefined, [])).toMatchObject({ failure: 'noSeries' });
  });
});

describe('what fits a PET', () => {
  const pet = setOf('PT', '1.1', 12);

  test('is the CT of its frame of reference whose slices are most like its own', () => {
    const [thin, low] = [setOf('CT', '1.1', 60, '1.5'), setOf('CT', '1.1', 13, '1.6')];
    expect(fusionPairOf([thin, setOf('CT', '9.9', 12, '1.7'), low, pet])?.under.id).toBe(low.id);
    expect(fusionPairOf([thin, low, pet], thin.id)?.under.id).toBe(thin.id);
    expect(fusionPairOf([setOf('CT', '9.9'), pet])).toBeUndefined();
    expect(fusionPairOf([thin, low])).toBeUndefined();
  });

  test('is laid below as it is asked for: anatomy, uptake, and one over the other in two planes', () => {
    const ct = setOf('CT', '1.1', 13, '1.6');
    const hung = fusionArrangement({ under: ct, over: pet });
    expect(hung.boxes.map((content) => content?.kind)).toEqual(['plane', 'plane', 'fusion', 'fusion']);
  });
});
