import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type FirstSight, firstSightOf, isRight } from './firstSight.ts';
import { type LeftOut, leaveOut, methods, renameOut } from './leaveOneOut.ts';
import type { RealHang } from './sharedStudies.ts';
import { boundsOf, shownShare, sumOf, wilsonOf } from './shares.ts';
import { type KeyedStudy, readStudyFile } from './studyFile.ts';

type Say = (text: string) => void;

export function readStudies(name: 'open' | 'heldOut'): readonly KeyedStudy[] {
  return readStudyFile(readFileSync(join(import.meta.dirname, 'studies', `${name}.txt`), 'utf8'));
}

/** Whole studies of the open sites, and of the held-out ones where that is asked for. */
export function reportStudies(say: Say, isHeldOutShown: boolean): void {
  const open = readStudies('open');
  const heldOut = readStudies('heldOut');
  reportFirstSight(say, 'open sites', open);
  if (isHeldOutShown) reportFirstSight(say, 'HELD-OUT sites', heldOut);
  if (isHeldOutShown) reportFirstSight(say, 'all', [...open, ...heldOut]);
  reportMethods(
    say,
    'One site left out, open sites',
    open.map((study) => leaveOut(study, open)),
  );
  if (isHeldOutShown)
    reportMethods(
      say,
      'One site left out, HELD-OUT sites, shown at the open ones',
      heldOut.map((study) => leaveOut(study, open)),
    );
  reportMethods(
    say,
    'Shown once, then named as every other site would, open sites',
    open.map((study) => renameOut(study, open)),
  );
  if (isHeldOutShown)
    reportMethods(
      say,
      'Shown once, then named as the open sites would, HELD-OUT sites',
      heldOut.map((study) => renameOut(study, open)),
    );
}

function reportFirstSight(say: Say, title: string, studies: readonly KeyedStudy[]): void {
  const sights = studies.map(firstSightOf);
  const right = sights.filter(isRight);
  const protocols = sights.filter(({ isProtocolRight }) => isProtocolRight).length;
  say(`\n${'='.repeat(8)} Right at first sight, 0 clicks: ${title}, ${studies.length} studies`);
  for (const kind of new Set(studies.map((study) => study.kind))) {
    const of = sights.filter(({ study }) => study.kind === kind);
    say(`  ${kind.padEnd(16)}${of.filter(isRight).length}/${of.length}`);
  }
  for (const sight of sights.filter((each) => !isRight(each))) say(`  NOT ${notRight(sight)}`);
  say(
    `GOAL right stage ${shownShare({ right: right.length, wrong: 0, of: sights.length }, wilsonOf(right.length, sights.length)).trim()} of 90 · right protocol ${protocols}/${sights.length}`,
  );
}

function notRight({ study, protocol, stage, isProtocolRight, missing }: FirstSight): string {
  const wrong = isProtocolRight ? '' : ` (wanted ${study.protocols.join(' or ')})`;
  return `${study.kind}, ${study.site}: ${protocol}${wrong}, "${stage}"${missing.length > 0 ? `, not seen: ${missing.join(' ')}` : ''}`;
}

function reportMethods(say: Say, title: string, trials: readonly LeftOut[]): void {
  say(`\n${'='.repeat(8)} ${title}: right box (95 of 100 draws of the ${trials.length} studies)`);
  say(
    '  0 demonstrations: anywhere at first sight; after one: exactly where it was shown. Names: the same; words: most in common.',
  );
  for (const method of methods) {
    const tallies = trials.map((trial) => trial.tallies[method]);
    const sum = sumOf(tallies);
    if (sum.of > 0) say(`  ${method.padEnd(28)}${shownShare(sum, boundsOf(tallies))}`);
  }
}

/** Real studies: there are few, most of one series, so they show that real headers hang, not how often. */
export function reportReal(say: Say, hangs: readonly RealHang[]): void {
  say(
    `\n${'='.repeat(8)} Real studies at first sight: ${hangs.filter(({ isRight }) => isRight).length}/${hangs.length}`,
  );
  for (const { study, protocol, stage, isRight } of hangs)
    say(`  ${isRight ? 'ok ' : 'NOT'} ${study.padEnd(42)}${protocol}, "${stage}"`);
}
