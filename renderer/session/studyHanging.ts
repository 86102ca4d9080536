import { studyKey } from '#shared/dicom/frameKey.ts';
import type { Hanging, HungStage, StudyToHang } from '#shared/hanging/hanging.ts';
import type { Protocol } from '#shared/hanging/protocol.ts';
import { type Arrangement, type BoxContent, renamedContent, setIdsOf } from './arrangement.ts';
import type { HangingMeans } from './hangingMeans.ts';
import { HangNote } from './hangNote.ts';
import type { ToldBeside } from './hungAs.ts';
import { arrangementOfStage, type StageOnDesk, type StageParts } from './hungStage.ts';
import type { HungByProtocol, HungPlace, ReadingState, ReadingStore, RehangReason } from './readingState.ts';
import { type Filled, filledWith, standsBeside, toldBeside } from './standBeside.ts';
import { inOpenWindows } from './windowBoxes.ts';

interface Desk extends Omit<StageParts, 'windows'> {
  readonly store: ReadingStore;
  /** Whether a display set is of an earlier study. */
  readonly isPrior: (setId: string) => boolean;
  /** What the engine is told of the desk, for so many screens. */
  readonly toHang: (screens: number, means: HangingMeans) => StudyToHang | undefined;
  /** Hangs a whole arrangement, so that it can be taken back. */
  readonly put: (hung: StageOnDesk & { readonly place: HungPlace }, label: string) => void;
  /** Puts back what is swapped while a key is held, before what hangs is looked at. */
  readonly atRest: () => void;
  /** What a display set is called now that was called so once. */
  readonly nameNow: (setId: string) => string;
  /** Has an earlier study brought to the desk, for a box that waits for it. */
  readonly askPrior: (key: string) => void;
}

/**
 * The study as a protocol hangs it: which, at which of its stages, and what the reader has made of it. What comes late
 * fills boxes that wait for it, and moves nothing that is looked at: that is offered, and done when the reader asks.
 */
export class StudyHanging {
  readonly note = new HangNote();
  readonly #desk: Desk;
  #means: HangingMeans;
  /** The protocol that the reader chose, whatever the ranking says: by its id, for its text may be changed since. */
  #chosen: string | undefined;
  /** What each stage showed when it was left, by its place in the protocol. */
  readonly #left = new Map<number, StageOnDesk>();
  /** A protocol that was made from what hangs: that it would hang the study is nothing new. */
  #settledFor: string | undefined;
  /** Earlier studies that were asked for once: one that the reader has put away does not come back by itself. */
  readonly #asked = new Set<string>();
  readonly #takesIn = new Set<() => void>();

  constructor(desk: Desk, means: HangingMeans) {
    this.#desk = desk;
    this.#means = means;
  }

  /** How the study hangs, and why; undefined where no protocol hangs it. */
  get now(): HungByProtocol | undefined {
    return this.#state.byProtocol;
  }

  /** What the engine is told of the study and its priors, for the windows that are open; undefined where none is here. */
  get study(): StudyToHang | undefined {
    return this.#desk.toHang(this.#screens, this.#means);
  }

  /** Decides, and hangs the first stage; nothing to take back. `isKept`: what lay on the desk before stays. */
  begin(isKept: HungPlace | boolean = false): void {
    const hanging = this.#decide();
    const stage = hanging?.stages[hanging.first];
    if (!hanging || !stage) return;
    const place = typeof isKept === 'object' ? isKept : undefined;
    const isSame = place?.protocolId === hanging.protocol.id;
    const at = isSame && hanging.stages[place.stage] ? place.stage : hanging.first;
    this.#left.clear();
    // A desk that was kept before there were protocols was hung by hand.
    this.#keep({ hanging, stage: at, isPinned: isSame ? place.isPinned : isKept !== false, offer: undefined });
    const kept = hanging.stages[at];
    if (isKept !== false && kept) this.#fill(kept);
    else if (isKept === false) {
      const hung = this.#boxesOf(hanging, stage);
      const { arrangement } = this.#state;
      this.#desk.store.setState({ ...hung, arrangement: inOpenWindows(hung.arrangement, arrangement) });
      this.note.hung(this.#state);
    }
    this.#askPriors();
  }

  /** Other protocols or other words on series: what hangs stays, and what would change is offered. */
  takeMeans(means: HangingMeans): void {
    const before = this.#means;
    if (means === before) return;
    this.#means = means;
    this.reconsider(isByTheSame(before.protocols, means.protocols) ? 'putRight' : 'protocols');
  }

  /** What hangs is kept as a protocol: the desk stays as it is, and hanging it anew by that one is not offered. */
  settleFor(protocolId: string): void {
    this.#settledFor = protocolId;
  }

  /** Stages that have something to show on these screens, by their places in the protocol. */
  get stages(): readonly HungStage[] {
    return this.now?.hanging.stages.filter(({ disabled }) => !disabled) ?? [];
  }

  /** The next (+1) or previous (-1) stage, round and round; each comes back as it was left. */
  step(direction: 1 | -1): void {
    const { now, stages } = this;
    if (!now || stages.length === 0) return;
    const at = stages.findIndex(({ index }) => index === now.stage);
    const { length } = stages;
    const next = stages[(at + direction + length) % length] ?? stages[0];
    if (next && next.index !== now.stage) this.showStage(next.index);
  }

  /** Hangs a stage by its place in the protocol, as it was left. */
  showStage(index: number): void {
    const { now } = this;
    const stage = now?.hanging.stages[index];
    if (!now || !stage) return;
    this.#desk.atRest();
    this.#left.set(now.stage, { arrangement: this.#state.arrangement, active: this.#state.active });
    const fresh = this.#boxesOf(now.hanging, stage);
    const left = this.#left.get(index);
    const filled = left && this.#filled(left.arrangement, fresh.arrangement, now.hanging);
    const hung = left && filled ? { ...left, arrangement: filled.arrangement } : fresh;
    const offer = filled?.isHeld ? 'beside' : now.offer;
    this.#put(hung, { ...now, stage: index, offer }, 'hanging.desk.changes.stage');
    this.#askPriors();
  }

  /**
   * What must be told of the earlier picture in a box beside what it is compared with, as both stand now; undefined where
   * the other does not stand.
   */
  toldBeside(box: number): readonly ToldBeside[] | undefined {
    const protocol = this.now?.hanging.protocol;
    return protocol && toldBeside(this.#state.arrangement, box, { ...this.#desk, protocol });
  }

  /** The display sets that stand now where the picture hangs that a box compares with. */
  standsBeside(box: number): readonly string[] {
    const protocol = this.now?.hanging.protocol;
    return protocol ? standsBeside(this.#state.arrangement, box, { ...this.#desk, protocol }) : [];
  }

  /** Whatever waits for the reader to take it in is taken in before the study is hung anew. Answers what stops it. */
  beforeRehang(takeIn: () => void): () => void {
    this.#takesIn.add(takeIn);
    return () => this.#takesIn.delete(takeIn);
  }

  /** Hangs anew what is here now: by the protocol that is best now, or the one that the reader chose. */
  rehang(): void {
    for (const takeIn of [...this.#takesIn]) takeIn();
    const { now } = this;
    const hanging = this.#decide();
    if (!hanging) return;
    const isSame = now?.hanging.protocol.id === hanging.protocol.id;
    const kept = isSame ? hanging.stages[now.stage] : undefined;
    this.#hangAnew(
      hanging,
      kept && !kept.disabled ? kept : hanging.stages[hanging.first],
      'hanging.desk.changes.rehang',
    );
  }

  /** Every protocol that is for this study, the best first. */
  get eligible(): readonly Protocol[] {
    const { considered = [] } = this.now?.hanging ?? {};
    return considered.filter(({ refused }) => refused === undefined).map(({ protocol }) => protocol);
  }

  /** Hangs by a protocol, whatever the ranking says. */
  hangBy(protocol: Protocol): void {
    this.#chosen = protocol.id;
    const hanging = this.#decide();
    if (!hanging) return;
    this.#hangAnew(hanging, hanging.stages[hanging.first], 'hanging.desk.changes.protocol');
    this.note.changed('protocol', this.#state);
  }

  /** The reader has hung something by hand: nothing is hung by itself over it. */
  pin(kind: string): void {
    const { now } = this;
    if (!now) return;
    if (!now.isPinned) this.#keep({ ...now, isPinned: true });
    this.note.changed(kind, this.#state);
  }

  /**
   * Series or earlier studies are here that were not, or what is hung by is another: boxes that wait are filled, and what
   * else would change is offered.
   */
  reconsider(reason: RehangReason = 'series'): void {
    const { now } = this;
    if (!now) return;
    const best = this.#decide();
    if (!best) return;
    // A newer text of it may have other stages at the same places.
    const { id, version } = now.hanging.protocol;
    const isSame = best.protocol.id === id && best.protocol.version === version;
    const hanging = isSame ? best : this.#by(now.hanging.protocol, best);
    const stage = hanging.stages[now.stage];
    const isSettled = best.protocol.id === this.#settledFor;
    const changes = (!isSame && !isSettled) || (stage !== undefined && this.#changes(now.hanging, hanging, stage));
    const isFirst = now.stage === now.hanging.first && hanging.first < now.stage;
    this.#keep({ ...now, hanging, offer: changes || isFirst ? reason : now.offer });
    if (stage) this.#fill(stage);
    this.#askPriors();
  }

  /** Puts the offer away until something else comes. */
  dismiss(): void {
    if (this.now?.offer) this.#keep({ ...this.now, offer: undefined });
  }

  /** Windows have come or gone: a stage for so many screens, unless the reader has hung by hand. True: it hangs. */
  followWindows(): boolean {
    const { now } = this;
    if (!now || now.isPinned) return false;
    const hanging = this.#decide();
    if (!hanging) return false;
    const screens = this.#screens;
    const shown = this.#primaryOf(now);
    const possible = hanging.stages.filter(({ disabled }) => !disabled);
    const full = possible.filter((stage) => stage.screens.length === screens && screens > 1);
    const candidates = full.length > 0 ? full : possible;
    const stage = candidates.find((each) => this.#shows(hanging, each, shown)) ?? candidates[0];
    this.#left.clear();
    if (!stage) return false;
    const hung = this.#boxesOf(hanging, stage);
    const { arrangement } = this.#state;
    this.#keep({ ...now, hanging, stage: stage.index });
    this.#desk.store.setState({ arrangement: inOpenWindows(hung.arrangement, arrangement), active: hung.active });
    this.#askPriors();
    return true;
  }

  /** As it stood when it was noted: undoing brings the stage back with the boxes. */
  restore({ protocolId, stage, isPinned }: HungPlace): void {
    const { now } = this;
    if (!now) return;
    const known = this.#protocols.find(({ id }) => id === protocolId);
    const isOther = known && now.hanging.protocol.id !== protocolId;
    const hanging = isOther ? this.#by(known, now.hanging) : now.hanging;
    this.#keep({ ...now, hanging, stage: hanging.stages[stage] ? stage : hanging.first, isPinned });
  }

  get #state(): ReadingState {
    return this.#desk.store.getState();
  }

  get #protocols(): readonly Protocol[] {
    const { considered = [] } = this.now?.hanging ?? {};
    return [...this.#means.protocols, ...considered.map(({ protocol }) => protocol)];
  }

  get #screens(): number {
    return 1 + (this.#state.arrangement.windows?.length ?? 0);
  }

  /** Undefined only where no study is on the desk. */
  #decide(): Hanging | undefined {
    const began = performance.now();
    const { study } = this;
    if (!study) return undefined;
    const { modality, bodyPart } = study.facets;
    this.note.kind = { modality: modality.value?.[0] ?? '', bodyPart: bodyPart.value?.[0] ?? '' };
    const best = this.#means.hang(study, this.#means.protocols);
    // One that was turned off or taken away since hangs nothing anew.
    const chosen = best.considered.find(({ protocol: { id, enabled } }) => id === this.#chosen && enabled);
    const hanging = chosen ? this.#by(chosen.protocol, best) : best;
    this.note.decidedMs = performance.now() - began;
    return hanging;
  }

  /** By one protocol, with what was thought of all of them. */
  #by(protocol: Protocol, { considered }: Hanging): Hanging {
    const { study } = this;
    if (!study) throw new Error('a study that hangs is on the desk');
    return { ...this.#means.hangWith(study, protocol), considered };
  }

  #boxesOf(hanging: Hanging, stage: HungStage): StageOnDesk {
    const windows = (this.#state.arrangement.windows ?? []).map(({ name }) => name);
    return arrangementOfStage(hanging, stage, { ...this.#desk, windows });
  }

  #keep(byProtocol: HungByProtocol): void {
    this.#desk.store.setState({ byProtocol });
  }

  #put(hung: StageOnDesk, next: HungByProtocol, label: string): void {
    const place = { protocolId: next.hanging.protocol.id, stage: next.stage, isPinned: next.isPinned };
    const before = this.now;
    // The explanation is there before the boxes are; undoing brings back the place of before.
    if (before && before.hanging !== next.hanging) this.#keep({ ...before, hanging: next.hanging });
    this.#desk.put({ ...hung, place }, label);
    if (this.now) this.#keep({ ...next });
  }

  #hangAnew(hanging: Hanging, stage: HungStage | undefined, label: string): void {
    if (!stage) return;
    this.#desk.atRest();
    this.#left.clear();
    const hung = this.#boxesOf(hanging, stage);
    this.#put(hung, { hanging, stage: stage.index, isPinned: false, offer: undefined }, label);
    this.#askPriors();
  }

  /** Whether a newer decision would put something else where something hangs already. */
  #changes(before: Hanging, now: Hanging, { screens }: HungStage): boolean {
    const selectors = screens.flatMap(({ viewports }) => viewports.flatMap(({ layers }) => layers));
    return selectors.some(({ selector }) => {
      const [old, next] = [before.bindings[selector], now.bindings[selector]];
      if (!old) return false;
      return next?.series !== this.#desk.nameNow(old.series) || next.index !== old.index;
    });
  }

  /** Boxes of this stage that wait, with what is here for them now and may stand there; nothing else moves. */
  #fill(stage: HungStage): void {
    const { now } = this;
    if (!now) return;
    const before = this.#state.arrangement;
    const fresh = this.#boxesOf(now.hanging, stage).arrangement;
    const { arrangement, isHeld } = this.#filled(before, fresh, now.hanging);
    if (arrangement !== before) this.#desk.store.setState({ arrangement });
    if (isHeld && !now.offer) this.#keep({ ...now, offer: 'beside' });
  }

  #filled(left: Arrangement, fresh: Arrangement, { protocol }: Hanging): Filled {
    const nameNow = (setId: string) => this.#desk.nameNow(setId);
    const isAsNamed = (content: BoxContent) => setIdsOf(content).every((setId) => nameNow(setId) === setId);
    const boxes = left.boxes.map((content) =>
      content && !isAsNamed(content) ? renamedContent(content, nameNow) : content,
    );
    const isSame = boxes.every((content, box) => content === left.boxes[box]);
    return filledWith(isSame ? left : { ...left, boxes }, fresh, { ...this.#desk, protocol });
  }

  #primaryOf({ hanging, stage }: HungByProtocol): string | undefined {
    const content = this.#state.arrangement.boxes[this.#state.active];
    const [setId] = setIdsOf(content);
    const primary = hanging.stages[stage]?.screens.flatMap(({ viewports }) => viewports).find((each) => each.primary);
    return setId ?? hanging.bindings[primary?.layers[0]?.selector ?? '']?.series;
  }

  #shows(hanging: Hanging, { screens }: HungStage, setId: string | undefined): boolean {
    const layers = screens.flatMap(({ viewports }) => viewports.flatMap((each) => each.layers));
    return layers.some(({ selector }) => hanging.bindings[selector]?.series === setId);
  }

  /** Earlier studies that boxes of this stage wait for, each asked for once. */
  #askPriors(): void {
    const { now } = this;
    const stage = now?.hanging.stages[now.stage];
    if (!now || !stage) return;
    const { selectors } = now.hanging.protocol;
    const wanted = stage.screens.flatMap(({ viewports }) =>
      viewports.flatMap(({ layers }) => layers.map(({ selector }) => selectors[selector]?.from)),
    );
    for (const { id, study } of now.hanging.priors) {
      if (study === undefined || !wanted.includes(id) || this.#asked.has(study)) continue;
      this.#asked.add(study);
      const isHere = this.#state.studies.some(({ snapshot }) => studyKey(snapshot.item.study) === study);
      if (!isHere) this.#desk.askPrior(study);
    }
  }
}

/** Read anew they are other objects; a change of one is another version. */
function isByTheSame(before: readonly Protocol[], now: readonly Protocol[]): boolean {
  const named = (protocols: readonly Protocol[]) =>
    JSON.stringify(protocols.map(({ id, level, version, enabled }) => [id, level, version, enabled]));
  return named(before) === named(now);
}
