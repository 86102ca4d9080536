import type { Failure } from '#shared/contract/failures.ts';
import type { StudySnapshot } from '#shared/contract/studies.ts';
import { type StudyRef, studyKey } from '#shared/dicom/frameKey.ts';
import { relevantPriors } from '#shared/worklist/relevantPriors.ts';
import type { Arrangement, BoxContent } from './arrangement.ts';
import { besideArrangement, matchedContent, withoutSets } from './besides.ts';
import { comparedSets, matchingSet } from './matchingSet.ts';
import type { ReadingState, ReadingStore } from './readingState.ts';
import { hasSet, keyOf, otherPatientOf, refreshedStudy, type StudyOnDesk, studyOnDesk } from './studyOnDesk.ts';

type Prior = StudySnapshot['priors'][number];

interface Desk {
  readonly store: ReadingStore;
  /** Puts back what is swapped while a key is held, before what hangs is looked at. */
  readonly atRest: () => void;
  /** Hangs a whole arrangement, so that it can be taken back. */
  readonly hang: (arrangement: Arrangement, active: number, label: string) => void;
  /** Display sets that have other names now. */
  readonly inherit: (heirs: ReadonlyMap<string, string>) => void;
  /** An earlier study is here, or is described anew: boxes that wait for it are filled. */
  readonly onChanged: () => void;
}

/** Earlier studies beside the one that is read: which were asked for, and what of them hangs where. */
export class PriorsBeside {
  readonly #desk: Desk;
  /** What hung before earlier studies came beside it. */
  #before: Pick<ReadingState, 'arrangement' | 'active'> | undefined;

  constructor(desk: Desk) {
    this.#desk = desk;
  }

  get #state(): ReadingState {
    return this.#desk.store.getState();
  }

  /** The earlier study that is compared first: the newest of the same part and kind, else the newest. */
  newest(): Prior | undefined {
    const { item, priors } = this.#state.snapshot;
    const compared = ({ modalities, bodyPart, studyDescription }: Prior) => ({
      modalities,
      bodyPart,
      studyDescription,
    });
    const known = priors.map((prior) => ({ ...compared(prior), prior }));
    return relevantPriors({ ...compared(item), prior: item }, known)[0]?.prior ?? priors[0];
  }

  /** Asks for an earlier study; it is hung as soon as it is here, unless it may be another patient's. */
  ask(study: StudyRef, hang = true): void {
    const { priorsAsked } = this.#state;
    const key = studyKey(study);
    const isIt = (asked: (typeof priorsAsked)[number]) => studyKey(asked.study) === key;
    if (priorsAsked.some(isIt)) {
      if (!hang) return;
      // It may be on its way still: then it is hung when it comes.
      this.#desk.store.setState({
        priorsAsked: priorsAsked.map((asked) => (isIt(asked) ? { ...asked, hang } : asked)),
      });
      this.#hangIfOurs(key);
      return;
    }
    this.#desk.store.setState({ priorsAsked: [...priorsAsked, { study, hang }] });
  }

  /** What the host answered of an earlier study: hung at once where that was asked, or renewed where it is here. */
  take(snapshot: StudySnapshot): void {
    const key = studyKey(snapshot.item.study);
    const { studies, priorsAsked } = this.#state;
    const asked = priorsAsked.find(({ study }) => studyKey(study) === key);
    if (!asked || studies.some((study) => study.snapshot === snapshot)) return;
    const before = studies.find((study) => keyOf(study) === key);
    if (!before) {
      this.#desk.store.setState({ studies: [...studies, studyOnDesk(snapshot)] });
      this.#desk.onChanged();
      if (asked.hang) this.#hangIfOurs(key);
      return;
    }
    const { study, heirs } = refreshedStudy(before, snapshot);
    this.#desk.store.setState({ studies: studies.map((each) => (each === before ? study : each)) });
    this.#desk.inherit(heirs);
    this.#desk.onChanged();
  }

  /** What the host said of an earlier study that was asked for: why it is not to be had; undefined: it is. */
  noteAnswer(study: StudyRef, failure: Failure | undefined): void {
    const key = studyKey(study);
    const { priorsAsked } = this.#state;
    const asked = priorsAsked.find((each) => studyKey(each.study) === key);
    if (!asked || asked.failure === failure) return;
    const { failure: _, ...rest } = asked;
    const told = failure ? { ...rest, failure } : rest;
    this.#desk.store.setState({ priorsAsked: priorsAsked.map((each) => (each === asked ? told : each)) });
  }

  /** Takes an earlier study from the desk; where nothing of it hangs any more, what hung before comes back. */
  leave(study: StudyRef): void {
    const key = studyKey(study);
    this.#desk.atRest();
    const { studies, priorsAsked, arrangement, active } = this.#state;
    const gone = studies.find((each, place) => place > 0 && keyOf(each) === key);
    const left = studies.filter((each) => each !== gone);
    const asked = priorsAsked.filter((each) => studyKey(each.study) !== key);
    const isLast = left.length === 1;
    const back = isLast && gone && this.#hangs(gone) ? this.#before : undefined;
    if (gone && this.#hangs(gone)) {
      const kept = withoutSets(arrangement, (setId) => hasSet(gone, setId));
      const next = back ?? { arrangement: kept, active };
      this.#desk.hang(next.arrangement, next.active, 'desk.changes.prior');
    }
    if (isLast) this.#before = undefined;
    this.#desk.store.setState({ studies: left, priorsAsked: asked });
  }

  /** Whether an earlier study hangs, or was asked for to hang. */
  get isBeside(): boolean {
    const { studies, priorsAsked } = this.#state;
    return priorsAsked.some(({ hang }) => hang) || studies.slice(1).some((study) => this.#hangs(study));
  }

  /** Whether there is an earlier study that is not on the desk. */
  get mayCome(): boolean {
    return this.#state.priorsAsked.length === 0 && this.newest() !== undefined;
  }

  /** The newest relevant earlier study comes to the desk, and is not hung. */
  bring(): void {
    const newest = this.mayCome ? this.newest() : undefined;
    if (newest) this.ask(newest.study, false);
  }

  /** Puts the newest relevant earlier study beside, or takes all of them away again. */
  toggleNewest(): void {
    const { priorsAsked } = this.#state;
    const newest = this.newest();
    if (this.isBeside) for (const { study } of priorsAsked) this.leave(study);
    else if (newest) this.ask(newest.study);
  }

  /** The display set of another study on the desk that is compared with this one; of the first that has one. */
  counterpartOf(setId: string): string | undefined {
    const { studies } = this.#state;
    const own = studies.find((study) => hasSet(study, setId));
    if (!own) return undefined;
    const others = own === studies[0] ? studies.slice(1) : studies.slice(0, 1);
    for (const other of others) {
      if (otherPatientOf(this.#state.snapshot.item, own === studies[0] ? other : own)) continue;
      const match = matchIn(own, other, setId);
      if (match !== undefined) return match;
    }
    return undefined;
  }

  #hangIfOurs(key: string): void {
    this.#desk.atRest();
    const { studies, snapshot, arrangement, active } = this.#state;
    const [current] = studies;
    const prior = studies.find((study, place) => place > 0 && keyOf(study) === key);
    if (!prior || !current || this.#hangs(prior) || otherPatientOf(snapshot.item, prior)) return;
    const hangsOther = studies.slice(1).some((study) => this.#hangs(study));
    const base = (hangsOther && this.#before) || { arrangement, active };
    this.#before = base;
    const matchOf = (content: BoxContent) => matchedContent(content, (setId) => matchIn(current, prior, setId));
    const beside = besideArrangement(base.arrangement, matchOf);
    const place = beside.boxes.indexOf(base.arrangement.boxes[base.active]);
    this.#desk.hang(beside, Math.max(0, place), 'desk.changes.prior');
  }

  #hangs(study: StudyOnDesk): boolean {
    return this.#state.arrangement.boxes.some(
      (content) =>
        content && (hasSet(study, content.setId) || (content.kind === 'fusion' && hasSet(study, content.overSetId))),
    );
  }
}

function matchIn(own: StudyOnDesk, other: StudyOnDesk, setId: string): string | undefined {
  const wanted = comparedSets(own).find((set) => set.setId === setId);
  return wanted && matchingSet(wanted, comparedSets(other))?.setId;
}
