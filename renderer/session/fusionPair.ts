import { fail, type Result, succeed } from '#shared/base/result.ts';
import type { DisplaySet } from '#shared/dicom/displaySets.ts';
import { volumeGridOf } from '#shared/dicom/volumeGate.ts';
import { otherPatient } from '#shared/worklist/otherPatient.ts';
import { frameNameOf } from '../imaging/plane/shownPlane.ts';
import { noMovement, type RigidTransform } from '../imaging/registration/rigidTransform.ts';
import { type Arrangement, arrangementOf } from './arrangement.ts';
import { type FrameLink, linkBetween, transformForPoint } from './frameLinks.ts';

/** Why one series is not laid over another; a code with its sentence in `together.json` under `fusionRefused`. */
export type FusionRefusal =
  | 'noSeries'
  | 'noFrameOfReference'
  | 'severalFramesOfReference'
  | 'otherPatient'
  | 'otherFrameOfReference';

export interface FusionPlace {
  /** From the frame of reference below to the one above. */
  readonly toOver: RigidTransform;
  /** Where the two were aligned by their pixels: the scanner did not say that they belong together. */
  readonly link: FrameLink | undefined;
}

/** Whether one series may be laid over another: in one frame of reference (Q8), or across a registration. */
export function fusionPlace(
  set: DisplaySet | undefined,
  over: DisplaySet | undefined,
  links: readonly FrameLink[],
): Result<FusionPlace, FusionRefusal> {
  if (!set || !over) return fail('noSeries');
  if (set.framesOfReference > 1 || over.framesOfReference > 1) return fail('severalFramesOfReference');
  if (areOfTwoPatients(set, over)) return fail('otherPatient');
  const [own, other] = [frameNameOf(set), frameNameOf(over)];
  if (!own || !other) return fail('noFrameOfReference');
  if (own === other) return succeed({ toOver: noMovement, link: undefined });
  const toOver = transformForPoint(links, own, other);
  return toOver ? succeed({ toOver, link: linkBetween(links, own, other) }) : fail('otherFrameOfReference');
}

/** By what their images say; a frame of reference that two bodies have been given joins nothing (T22). */
function areOfTwoPatients(one: DisplaySet, other: DisplaySet): boolean {
  const [patients, others] = [one, other].map(({ frames }) => [...new Set(frames.map(({ image }) => image.patient))]);
  return (patients ?? []).some((patient) => {
    const named = { patientName: patient?.name, patientId: patient?.patientId, issuerOfPatientId: patient?.issuer };
    return (others ?? []).some((each) => otherPatient(named, each) !== undefined);
  });
}

export interface FusionPair {
  readonly under: DisplaySet;
  readonly over: DisplaySet;
}

/** CT for the anatomy, MR where there is none. */
const underneath = ['CT', 'MR'];
/** Fewer slices are a localiser, or a sample. */
const fewestSlices = 8;

/**
 * A PET and the series of its frame of reference that it is best laid over: of several CT the one whose slices lie most
 * like the PET's own, which is the one that was made for it.
 */
export function fusionPairOf(sets: readonly DisplaySet[], preferred?: string): FusionPair | undefined {
  const volumes = sets.filter((set) => set.frames.length >= fewestSlices);
  const over = firstOf(volumes, preferred, ({ modality }) => modality === 'PT');
  if (!over) return undefined;
  const fitting = volumes.filter((set) => underneath.includes(set.modality) && fusionPlace(set, over, []).ok);
  const byLikeness = [...fitting].sort(
    (a, b) =>
      underneath.indexOf(a.modality) - underneath.indexOf(b.modality) ||
      Math.abs(a.frames.length - over.frames.length) - Math.abs(b.frames.length - over.frames.length),
  );
  const candidates = byLikeness.filter((set) => volumeGridOf(set).ok);
  const under = firstOf(candidates, preferred, () => true);
  return under && volumeGridOf(over).ok ? { under, over } : undefined;
}

/** The anatomy, the uptake, and one over the other in two planes. */
export function fusionArrangement({ under, over }: FusionPair): Arrangement {
  const [setId, overSetId] = [under.id, over.id];
  return arrangementOf(2, 2, [
    { kind: 'plane', setId, plane: 'axial' },
    { kind: 'plane', setId: overSetId, plane: 'axial' },
    { kind: 'fusion', setId, overSetId, plane: 'axial' },
    { kind: 'fusion', setId, overSetId, plane: 'coronal' },
  ]);
}

/** The preferred one, if it is among those that may be; else the first of them. */
function firstOf(
  sets: readonly DisplaySet[],
  preferred: string | undefined,
  may: (set: DisplaySet) => boolean,
): DisplaySet | undefined {
  const possible = sets.filter(may);
  return possible.find(({ id }) => id === preferred) ?? possible[0];
}
