import { setImmediate as nextTurn } from 'node:timers/promises';
import { numberOf, textOf } from '#shared/dicom/dicomJson.ts';
import { type ArchiveId, type StudyRef, studyKey } from '#shared/dicom/frameKey.ts';
import { type Corrections, corrected } from '#shared/dicom/series/corrections.ts';
import type { SeriesInstanceUID } from '#shared/dicom/uids.ts';
import { hang } from '#shared/hanging/hang.ts';
import type { HangSeries, StudyToHang } from '#shared/hanging/hanging.ts';
import { loadOrderOf } from '#shared/hanging/loadOrder.ts';
import { makeReady } from '#shared/hanging/makeReady.ts';
import type { Protocol } from '#shared/hanging/protocol.ts';
import { type ListedToHang, type ReadToHang, readToHang, studyToHangOf } from '#shared/hanging/studyToHang.ts';
import type { StudyIndex } from './studyIndex.ts';

/** By what studies are hung; the same objects until something of it changes. */
export interface HangRules {
  readonly protocolsInForce: () => readonly Protocol[];
  readonly correctionsOf: (archiveId: ArchiveId) => Corrections;
}

/** What the worklist knows of studies. */
interface ListOfStudies {
  readonly itemOf: (study: StudyRef) => ListedToHang | undefined;
  readonly priorsOf: (study: StudyRef) => readonly ListedToHang[];
  /** Its line and those of its priors: the same objects until one of them says something else. */
  readonly linesOf: (study: StudyRef) => readonly unknown[];
}

interface Decided {
  /** What it was decided from; the order stands while these are the same. */
  readonly from: readonly unknown[];
  readonly order: readonly SeriesInstanceUID[];
}

/** Studies whose order stays in memory: a plan is made many times before one of them is here. */
const mostRemembered = 300;
/** A long pattern is read in a millisecond, and most rules have none. */
const rulesATurn = 20;

/** In which order the series of a study are wanted, by how it will hang when it is opened (rule O2). */
export class HangOrders {
  readonly #index: Pick<StudyIndex, 'seriesOf'>;
  readonly #rules: HangRules;
  readonly #list: ListOfStudies;
  readonly #decided = new Map<string, Decided>();

  constructor(index: Pick<StudyIndex, 'seriesOf'>, rules: HangRules, list: ListOfStudies) {
    this.#index = index;
    this.#list = list;
    this.#rules = rules;
  }

  /** Reads what studies are hung by, some rules a turn: the first plan would do nothing else for as long as that takes. */
  async makeReady(): Promise<void> {
    let step = 0;
    for (const _ of makeReady(this.#rules.protocolsInForce())) {
      step += 1;
      if (step % rulesATurn === 0) await nextTurn();
    }
  }

  /** Of a study that is read by itself; empty where its headers have not been read. */
  of(study: StudyRef): readonly SeriesInstanceUID[] {
    return this.#decide(studyKey(study), [study], study, () => this.toHang(study));
  }

  /** Of an earlier study, by what of it hangs beside the one that is read: its mirrored series come first. */
  ofPrior(prior: StudyRef, current: StudyRef): readonly SeriesInstanceUID[] {
    if (this.#index.seriesOf(current).size === 0) return this.of(prior);
    return this.#decide(`${studyKey(prior)} beside ${studyKey(current)}`, [prior, current], prior, () =>
      this.#beside(current, prior),
    );
  }

  #decide(
    key: string,
    studies: readonly StudyRef[],
    wanted: StudyRef,
    toHang: () => StudyToHang,
  ): readonly SeriesInstanceUID[] {
    const series = studies.map((study) => this.#index.seriesOf(study));
    if (series.some((one) => one.size === 0)) return [];
    const protocols = this.#rules.protocolsInForce();
    const from = [
      ...series,
      protocols,
      ...studies.flatMap((study) => [this.#rules.correctionsOf(study.archiveId), ...this.#list.linesOf(study)]),
    ];
    const before = this.#decided.get(key);
    if (before?.from.length === from.length && before.from.every((one, at) => one === from[at])) return before.order;
    const study = toHang();
    const id = studyKey(wanted);
    const steps = loadOrderOf(study, hang(study, protocols)).filter((step) => step.study === id);
    const order = steps.map(({ seriesInstanceUID }) => seriesInstanceUID as SeriesInstanceUID);
    this.#decided.delete(key);
    this.#decided.set(key, { from, order });
    const [oldest] = this.#decided.keys();
    if (this.#decided.size > mostRemembered && oldest !== undefined) this.#decided.delete(oldest);
    return order;
  }

  /** What the engine is told of a study, as the desk will tell it when the study is opened; its priors as they are listed. */
  toHang(study: StudyRef): StudyToHang {
    const { listed, read } = this.#read(study);
    return studyToHangOf(
      listed,
      read,
      this.#list.priorsOf(study).map((prior) => ({ listed: prior })),
      1,
    );
  }

  #beside(current: StudyRef, prior: StudyRef): StudyToHang {
    const { listed, read } = this.#read(current);
    return studyToHangOf(listed, read, [this.#read(prior)], 1);
  }

  /** A study that no list has any more is told by its images alone. */
  #read(study: StudyRef): { readonly listed: ListedToHang; readonly read: ReadToHang } {
    const corrections = this.#rules.correctionsOf(study.archiveId);
    const heads = [...this.#index.seriesOf(study).values()].flatMap((one) => one.heads);
    const series = heads.map(({ facets, dataset }, place): HangSeries => {
      const seriesInstanceUID = textOf(dataset, 'SeriesInstanceUID') ?? '';
      return {
        id: `${studyKey(study)}|${seriesInstanceUID}|${place}`,
        seriesInstanceUID,
        seriesNumber: numberOf(dataset, 'SeriesNumber'),
        facets: corrected(facets, dataset, corrections),
      };
    });
    const datasets = heads.map(({ dataset }) => dataset);
    const [first] = datasets;
    const listed: ListedToHang = this.#list.itemOf(study) ?? {
      study,
      modalities: [],
      studyDate: first && textOf(first, 'StudyDate'),
    };
    return { listed, read: readToHang(listed, series, datasets) };
  }
}
