import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Clock } from '#electron/base/world.ts';
import type { CancelSignal } from '#shared/base/cancelSignal.ts';
import type { StudyToTry } from '#shared/contract/hanging.ts';
import type { WorklistItem } from '#shared/contract/worklist.ts';
import type { DicomDataset } from '#shared/dicom/dicomJson.ts';
import { type ArchiveId, studyKey } from '#shared/dicom/frameKey.ts';
import { readImagePatient } from '#shared/dicom/imagePatient.ts';
import { bodyPartsOf } from '#shared/dicom/series/bodyPart.ts';
import type { Corrections } from '#shared/dicom/series/corrections.ts';
import type { HangSeries, StudyFacets, StudyToHang } from '#shared/hanging/hanging.ts';
import {
  type EarlierToHang,
  type ReadToHang,
  readToHang,
  seriesOfHeaders,
  studyToHangOf,
} from '#shared/hanging/studyToHang.ts';
import type { StudyCache } from '../cache/index.ts';
import type { ReadinessBook } from '../prefetch/index.ts';
import type { Worklist } from '../worklist/index.ts';

export interface StudiesToTryParts {
  readonly clock: Pick<Clock, 'monotonicMs'>;
  readonly cache: Pick<StudyCache, 'countFrames' | 'readOneSeries'>;
  readonly worklist: Pick<Worklist, 'listOfModality' | 'itemOf' | 'priorsOf'>;
  readonly readiness: Pick<ReadinessBook, 'hasMetadata'>;
  readonly correctionsOf: (archiveId: ArchiveId) => Corrections;
  /** The profile is being closed: nothing is asked of its stores any more. */
  readonly ended: CancelSignal;
}

export interface WantedStudies {
  readonly modality: string;
  readonly bodyPart?: string | undefined;
  readonly most: number;
}

/** Nobody waits longer for examples; what was found by then is answered, and what was read is known the next time. */
const longestMs = 3_000;
/** Studies whose facets stay in memory: a few kilobytes each. */
const mostRemembered = 200;
const mostPriors = 5;

interface ReadStudy extends ReadToHang {
  /** The patients that its images name. */
  readonly patients: readonly ReturnType<typeof readImagePatient>[];
}

interface Remembered {
  /** What it was read from: series with their counts, and the corrections by which. */
  readonly of: string;
  readonly corrections: Corrections;
  readonly read: ReadStudy;
}

/**
 * Studies of this disk on which a protocol can be tried. Headers are read series by series, each in a turn of the loop of
 * its own: a study is megabytes of them, and frames are handed out in between.
 */
export class StudiesToTry {
  readonly #parts: StudiesToTryParts;
  readonly #remembered = new Map<string, Remembered>();

  constructor(parts: StudiesToTryParts) {
    this.#parts = parts;
  }

  /** See `hanging.cachedStudies`. */
  async find({ modality, bodyPart, most }: WantedStudies, signal?: CancelSignal): Promise<StudyToTry[]> {
    const { clock, worklist, readiness, ended } = this.#parts;
    const isOver = () => ended.aborted || signal?.aborted === true;
    const found: StudyToTry[] = [];
    const until = clock.monotonicMs() + longestMs;
    for (const study of worklist.listOfModality(modality)) {
      if (found.length >= most || clock.monotonicMs() > until || isOver()) break;
      if (!readiness.hasMetadata(study)) continue;
      const item = worklist.itemOf(study);
      if (!item || !mayShow(item, bodyPart)) continue;
      const read = await this.#read(item);
      if (isOver()) break;
      if (!shows(read.facets, modality, bodyPart)) continue;
      found.push({ item, toHang: await this.#toHang(item, read) });
    }
    return found;
  }

  async #toHang(item: WorklistItem, read: ReadStudy): Promise<StudyToHang> {
    const earlier: EarlierToHang[] = [];
    for (const listed of this.#parts.worklist.priorsOf(item.study)) {
      const prior = this.#mayRead(listed, earlier.length) ? await this.#read(listed) : undefined;
      earlier.push({ listed, read: prior, patients: prior?.patients });
    }
    return studyToHangOf(item, read, earlier, 1);
  }

  /** The newest few: an older one is known from the list alone, as one whose headers are not here. */
  #mayRead(prior: WorklistItem, before: number): boolean {
    return before < mostPriors && this.#parts.readiness.hasMetadata(prior.study);
  }

  async #read(item: WorklistItem): Promise<ReadStudy> {
    const { cache, correctionsOf } = this.#parts;
    const { study } = item;
    const counts = cache.countFrames(study);
    const series = counts.map((one) => [one.seriesInstanceUID, one.instances, one.expectedFrames]);
    const of = JSON.stringify([series, item.studyDescription, item.indication]);
    const corrections = correctionsOf(study.archiveId);
    const id = studyKey(study);
    const before = this.#remembered.get(id);
    if (before?.of === of && before.corrections === corrections) return before.read;
    const found: HangSeries[] = [];
    const datasets: DicomDataset[] = [];
    const patients = new Map<string, ReadStudy['patients'][number]>();
    for (const { seriesInstanceUID } of counts) {
      await nextTurn();
      if (this.#parts.ended.aborted) break;
      const instances = cache.readOneSeries(study, seriesInstanceUID);
      if (instances.length === 0) continue;
      await nextTurn();
      const headers = seriesOfHeaders(study, [{ seriesInstanceUID, instances }], corrections);
      found.push(...headers.series);
      datasets.push(...headers.datasets);
      for (const instance of instances) {
        const patient = readImagePatient(instance);
        patients.set(JSON.stringify(patient), patient);
      }
    }
    const read = { ...readToHang(item, found, datasets), patients: [...patients.values()] };
    if (!this.#parts.ended.aborted) this.#remember(id, { of, corrections, read });
    return read;
  }

  #remember(id: string, remembered: Remembered): void {
    this.#remembered.delete(id);
    this.#remembered.set(id, remembered);
    const [oldest] = this.#remembered.keys();
    if (this.#remembered.size > mostRemembered && oldest !== undefined) this.#remembered.delete(oldest);
  }
}

/** What the order names is what the study shows; what it leaves open is seen from its series. */
function mayShow({ studyDescription }: WorklistItem, bodyPart: string | undefined): boolean {
  if (bodyPart === undefined || studyDescription === undefined) return true;
  const named = bodyPartsOf([], { description: studyDescription }).value;
  return named === undefined || named.some((part) => part === bodyPart);
}

function shows(facets: StudyFacets, modality: string, bodyPart: string | undefined): boolean {
  if (facets.modality.value?.includes(modality) !== true) return false;
  return bodyPart === undefined || facets.bodyPart.value?.some((part) => part === bodyPart) === true;
}
