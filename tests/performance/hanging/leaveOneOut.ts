import { type BoxState, boxesOf, demonstrate, nothingShown, rightBoxes } from './demonstration.ts';
import { hangByName, hangByWords, learnNames } from './nameMatching.ts';
import { ohifDefault } from './ohifDefault.ts';
import type { Tally } from './shares.ts';
import { type KeyedStudy, keyOf } from './studyFile.ts';

/** How many demonstrations a trial has seen, or what else hangs. */
export const methods = [
  'Durbeen, 0 demonstrations',
  'Durbeen, 1 demonstration',
  'Durbeen, 2 demonstrations',
  'names, 1 demonstration',
  'names, 2 demonstrations',
  'names of all other sites',
  'words of all other sites',
  'OHIF default (one box)',
] as const;
export type Method = (typeof methods)[number];

/** One study that was left out: each method's boxes, over all demonstrations that other sites could give. */
export interface LeftOut {
  readonly study: KeyedStudy;
  readonly tallies: Readonly<Record<Method, Tally>>;
}

/** `shown` are the studies of other sites that may be demonstrated; of the same kind are taken. */
export function leaveOut(study: KeyedStudy, shown: readonly KeyedStudy[]): LeftOut {
  const others = shown.filter(({ kind, site }) => kind === study.kind && site !== study.site);
  const pairs = others.flatMap((first) =>
    others.filter((second) => second !== first).map((second) => [first, second] as const),
  );
  const demonstrated = (studies: readonly KeyedStudy[]) =>
    rightBoxes(
      study,
      studies.reduce((before, each) => demonstrate(each, before), nothingShown),
    );
  return {
    study,
    tallies: {
      'Durbeen, 0 demonstrations': tallyOf(rightBoxes(study, nothingShown)),
      'Durbeen, 1 demonstration': tallyOf(others.flatMap((one) => demonstrated([one]))),
      'Durbeen, 2 demonstrations': tallyOf(pairs.flatMap((pair) => demonstrated(pair))),
      'names, 1 demonstration': tallyOf(others.flatMap((one) => boxesByName(study, [one]))),
      'names, 2 demonstrations': tallyOf(pairs.flatMap((pair) => boxesByName(study, pair))),
      'names of all other sites': tallyOf(boxesByName(study, others)),
      'words of all other sites': tallyOf(boxesByName(study, others, hangByWords)),
      'OHIF default (one box)': tallyOf(boxesOfOhif(study)),
    },
  };
}

function boxesByName(study: KeyedStudy, shown: readonly KeyedStudy[], hangNamed = hangByName): readonly BoxState[] {
  const key = keyOf(study);
  const hung = hangNamed(study, learnNames(shown));
  const known = new Set(shown.flatMap((each) => boxesOf(each)));
  return boxesOf(study)
    .filter((box) => known.has(box))
    .map((box) => {
      const series = hung.get(box);
      return { box, state: series === undefined ? 'empty' : key.get(series) === box ? 'right' : 'wrong' };
    });
}

/** One box: it is right where it shows any series that is wanted, which is more than can be asked of it. */
function boxesOfOhif(study: KeyedStudy): readonly BoxState[] {
  const box = keyOf(study).get(ohifDefault(study) ?? '');
  return boxesOf(study).map((each, index) => ({
    box: each,
    state: each === box ? 'right' : index === 0 ? 'wrong' : 'empty',
  }));
}

function tallyOf(boxes: readonly BoxState[]): Tally {
  return {
    right: boxes.filter(({ state }) => state === 'right').length,
    wrong: boxes.filter(({ state }) => state === 'wrong').length,
    of: boxes.length,
  };
}

/** The same study with the names that another site gives its series; what has no counterpart there has no name. */
export function renamedAs(study: KeyedStudy, other: KeyedStudy): KeyedStudy {
  const unnamed = other.series.filter(({ box }) => box === undefined);
  let next = 0;
  return {
    ...study,
    site: `${study.site} named as ${other.site}`,
    description: other.description,
    bodyPart: other.bodyPart,
    priors: [],
    series: study.series.map((series) => {
      const counterpart =
        series.box === undefined ? unnamed[next++] : other.series.find(({ box }) => box === series.box);
      return { ...series, description: counterpart?.description ?? '', protocol: counterpart?.protocol ?? '' };
    }),
  };
}

/** A study is demonstrated as its own site names it, and hung as every other site of its kind would name it. */
export function renameOut(study: KeyedStudy, shown: readonly KeyedStudy[]): LeftOut {
  const others = shown.filter(({ kind, site }) => kind === study.kind && site !== study.site);
  const renamed = others.map((other) => renamedAs(study, other));
  const after = demonstrate(study, nothingShown);
  const all = (boxes: (each: KeyedStudy) => readonly BoxState[]) => tallyOf(renamed.flatMap(boxes));
  const none: Tally = { right: 0, wrong: 0, of: 0 };
  return {
    study,
    tallies: {
      'Durbeen, 0 demonstrations': all((each) => rightBoxes(each, nothingShown)),
      'Durbeen, 1 demonstration': all((each) => rightBoxes(each, after)),
      'Durbeen, 2 demonstrations': none,
      'names, 1 demonstration': all((each) => boxesByName(each, [study])),
      'names, 2 demonstrations': none,
      'names of all other sites': none,
      'words of all other sites': all((each) => boxesByName(each, [study], hangByWords)),
      'OHIF default (one box)': all(boxesOfOhif),
    },
  };
}
