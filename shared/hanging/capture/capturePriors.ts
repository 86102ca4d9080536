import type { PriorChoice, PriorToHang, StudyToHang } from '../hanging.ts';
import { choosePriors, partsCompared } from '../priors.ts';
import type { PriorWanted, Protocol } from '../protocol.ts';
import type { LayoutOnScreen } from './layoutOnScreen.ts';

interface PriorsOnScreen {
  /** Wanted by the protocol: those of the one in force, and what it lacks. */
  readonly wanted: readonly PriorWanted[];
  /** Earlier studies on the screen by `id`, with the name under which each is wanted. */
  readonly ids: ReadonlyMap<string, string>;
  /** On the screen, and wanted by no rule that finds them again. */
  readonly lost: readonly string[];
}

/** How the earlier studies on the screen are found again in the next patient: newest, oldest, or so many back. */
export function capturePriors(
  layout: LayoutOnScreen,
  study: StudyToHang,
  inForce: Protocol | undefined,
  choices: readonly PriorChoice[],
): PriorsOnScreen {
  const wanted: PriorWanted[] = [...(inForce?.priors ?? [])];
  const ids = new Map<string, string>();
  const lost: string[] = [];
  for (const prior of priorsOnScreen(layout, study)) {
    const known = choices.find((choice) => choice.study === prior.id)?.id;
    const made = known === undefined ? wantedFor(prior, study, wanted) : undefined;
    if (known !== undefined) ids.set(prior.id, known);
    else if (made) {
      wanted.push(made);
      ids.set(prior.id, made.id);
    } else lost.push(prior.id);
  }
  return { wanted, ids, lost };
}

function priorsOnScreen(layout: LayoutOnScreen, study: StudyToHang): readonly PriorToHang[] {
  const shown = layout.screens.flatMap(({ boxes }) => boxes.flatMap(({ layers }) => layers.map((each) => each.study)));
  const ids = new Set(shown);
  return study.priors.filter(({ id }) => ids.has(id));
}

/** The plainest wish that chooses this very study; undefined: none does. */
function wantedFor(prior: PriorToHang, study: StudyToHang, before: readonly PriorWanted[]): PriorWanted | undefined {
  const common = {
    id: nextId(before),
    modalities: [...(prior.facets.modality.value ?? [])],
    bodyPart: partsCompared(study.facets, prior.facets) === 'apart' ? ('any' as const) : ('overlap' as const),
    optional: true,
  };
  const nth = study.priors.map((_, place): PriorWanted => ({ ...common, relation: 'nth', n: place + 1 }));
  const wishes: PriorWanted[] = [
    { ...common, relation: 'mostRecent' },
    { ...common, relation: 'oldest' },
    ...nth.slice(1, 50),
  ];
  return wishes.find((wish) => choosePriors([...before, wish], study).at(-1)?.study === prior.id);
}

function nextId(before: readonly PriorWanted[]): string {
  const taken = new Set(before.map(({ id }) => id));
  for (let number = 1; ; number += 1) if (!taken.has(`p${number}`)) return `p${number}`;
}
