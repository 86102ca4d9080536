import { setImmediate as nextTurn } from 'node:timers/promises';
import { numberOf, textOf } from '#shared/dicom/dicomJson.ts';
import { type ArchiveId, type StudyRef, studyKey } from '#shared/dicom/frameKey.ts';
import { type Corrections, corrected } from '#shared/dicom/series/corrections.ts';
import type { SeriesInstanceUID } from '#shared/dicom/uids.ts';
import { hang } from '#shared/hanging/hang.ts';
import type { HangSeries, PriorToHang, StudyToHang } from '#shared/hanging/hanging.ts';
import { loadOrderOf } from '#shared/hanging/loadOrder.ts';
import { makeReady } from '#shared/hanging/makeReady.ts';
import type { Protocol } from '#shared/hanging/protocol.ts';
import { studyFacetsOf } from '#shared/hanging/studyToHang.ts';
import type { IndexedSeries, StudyIndex } from './studyIndex.ts';

/** By what studies are hung; the same objects until something of it changes. */
export interface HangRules {
  readonly protocolsInForce: () => readonly Protocol[];
  readonly correctionsOf: (archiveId: ArchiveId) => Corrections;
}

type Series = ReadonlyMap<string, IndexedSeries>;

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
  readonly #decided = new Map<string, Decided>();

  constructor(index: Pick<StudyIndex, 'seriesOf'>, rules: HangRules) {
    this.#index = index;
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
    const series = this.#index.seriesOf(study);
    return this.#decide(studyKey(study), [series], study, () => this.#toHang(study, series));
  }

  /** Of an earlier study, by what of it hangs beside the one that is read: its mirrored series come first. */
  ofPrior(prior: StudyRef, current: StudyRef): readonly SeriesInstanceUID[] {
    const [series, own] = [this.#index.seriesOf(prior), this.#index.seriesOf(current)];
    if (own.size === 0) return this.of(prior);
    return this.#decide(`${studyKey(prior)} beside ${studyKey(current)}`, [series, own], prior, () => ({
      ...this.#toHang(current, own),
      priors: [this.#priorToHang(prior, series)],
    }));
  }

  #decide(
    key: string,
    series: readonly Series[],
    wanted: StudyRef,
    toHang: () => StudyToHang,
  ): readonly SeriesInstanceUID[] {
    if (series.some((one) => one.size === 0)) return [];
    const protocols = this.#rules.protocolsInForce();
    const from = [...series, protocols, this.#rules.correctionsOf(wanted.archiveId)];
    const before = this.#decided.get(key);
    if (before?.from.every((one, at) => one === from[at])) return before.order;
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

  #toHang(study: StudyRef, series: Series): StudyToHang {
    const { id, date, facets, hangSeries } = this.#read(study, series);
    return { id, date, site: study.archiveId, facets, series: hangSeries, priors: [], screens: 1 };
  }

  #priorToHang(study: StudyRef, series: Series): PriorToHang {
    const { id, date, facets, hangSeries } = this.#read(study, series);
    return { id, date, facets, series: hangSeries, hasReport: false };
  }

  #read(study: StudyRef, series: Series) {
    const corrections = this.#rules.correctionsOf(study.archiveId);
    const heads = [...series.values()].flatMap((one) => one.heads);
    const hangSeries = heads.map(({ facets, dataset }, place): HangSeries => {
      const seriesInstanceUID = textOf(dataset, 'SeriesInstanceUID') ?? '';
      return {
        id: `${studyKey(study)}|${seriesInstanceUID}|${place}`,
        seriesInstanceUID,
        seriesNumber: numberOf(dataset, 'SeriesNumber'),
        facets: corrected(facets, dataset, corrections),
      };
    });
    const datasets = [...series.values()].flatMap(({ heads: [first] }) => (first ? [first.dataset] : []));
    const [first] = datasets;
    const date = first && textOf(first, 'StudyDate');
    return { id: studyKey(study), date, facets: studyFacetsOf(hangSeries, datasets), hangSeries };
  }
}
