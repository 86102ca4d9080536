import { expect, it } from 'vitest';
import type { WorklistItem } from '#shared/contract/worklist.ts';
import type { DisplaySet, FrameOfImage } from '#shared/dicom/displaySets.ts';
import type { ImagePatient } from '#shared/dicom/imagePatient.ts';
import { otherPatientsIn, patientBeside, patientLaidOver, patientOnScreen } from './patientOnScreen.ts';

const named = (alphabetic: string) => ({ alphabetic, ideographic: '', phonetic: '' });
const alpha: ImagePatient = { name: named('Alpha Anna'), patientId: 'A-1' };
const beta: ImagePatient = { name: named('Beta Boris'), patientId: 'B-2' };
const study = { patientName: named('ALPHA ANNA'), patientId: 'A-1' };
const frameOf = (patient: ImagePatient | undefined) => ({ image: { patient } }) as FrameOfImage;
const frames = [frameOf(alpha), frameOf(alpha), frameOf(beta), frameOf(undefined)];
const set = { frames } as unknown as DisplaySet;
const drawnAt = (index: number) => ({
  set,
  asked: index,
  cover: undefined,
  drawn: { index, imageId: `${index}`, item: frames[index] as FrameOfImage, fidelity: undefined },
});

it('T22 the patient is the one of the image that is drawn, scrolled to or not', () => {
  expect(patientOnScreen(study, drawnAt(1), false)).toEqual({ patient: alpha, differs: undefined });
  expect(patientOnScreen(study, drawnAt(2), false)).toEqual({ patient: beta, differs: 'patient' });
  // What is asked for is not what stands on the screen yet.
  expect(patientOnScreen(study, { ...drawnAt(2), asked: 0 }, false).patient).toBe(beta);
  expect(patientOnScreen(study, drawnAt(3), false)).toEqual({ patient: undefined, differs: undefined });
});

it('T22 over an image that has not come stands whom its attributes name', () => {
  const coming = { ...drawnAt(0), asked: 2, cover: { kind: 'loading' } as const };
  expect(patientOnScreen(study, coming, false)).toEqual({ patient: beta, differs: 'patient' });
});

it('T22 a plane through a set with one image of another patient says so', () => {
  expect(patientOnScreen(study, { ...drawnAt(0), drawn: undefined }, true)).toEqual({
    patient: beta,
    differs: 'patient',
  });
  const whole = { frames: frames.slice(0, 2) } as unknown as DisplaySet;
  expect(patientOnScreen(study, { ...drawnAt(0), set: whole }, true)).toEqual({ patient: alpha, differs: undefined });
});

it('T22 a series tells of each other patient once', () => {
  const twice = [...frames, frameOf(beta)];
  expect(otherPatientsIn(study, { frames: twice })).toEqual([{ patient: beta, differs: 'patient' }]);
  expect(otherPatientsIn(study, { frames: frames.slice(0, 2) })).toEqual([]);
});

it('T22 an earlier study beside is compared with the patient that is read, by the list where its images name nobody', () => {
  const item = (patientId: string) => ({ patientId, patientName: named('Alpha Anna') }) as unknown as WorklistItem;
  const [current, own, other] = [item('A-1'), item('A-1'), item('B-2')];
  const unnamed = { patient: undefined, differs: undefined };
  expect(patientBeside(current, own, unnamed)).toBe(unnamed);
  expect(patientBeside(current, other, unnamed)).toEqual({
    patient: { patientId: 'B-2', name: named('Alpha Anna') },
    differs: 'patient',
  });
  const said = { patient: beta, differs: 'patient' } as const;
  expect(patientBeside(current, own, said)).toBe(said);
});

it('T22 of a volume laid over another, one image of somebody else is enough, and so is a study of somebody else', () => {
  const item = (patientId: string, alphabetic = 'Alpha Anna') =>
    ({ patientId, patientName: named(alphabetic) }) as unknown as WorklistItem;
  const [current, other] = [item('A-1'), item('B-2', 'Beta Boris')];
  expect(patientLaidOver(current, current, { frames })).toEqual({ patient: beta, differs: 'patient' });
  expect(patientLaidOver(current, current, { frames: frames.slice(0, 2) }).differs).toBeUndefined();
  expect(patientLaidOver(current, other, { frames: [frameOf(undefined)] })).toMatchObject({ differs: 'patient' });
});
