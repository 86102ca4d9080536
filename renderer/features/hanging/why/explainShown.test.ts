import { expect, test } from 'vitest';
import { hang } from '#shared/hanging/hang.ts';
import { meansOf, protocolOf, stageOf } from '#tests/fixtures/hangingMeans.ts';
import {
  anyCtProtocol,
  brainBefore,
  chestBefore,
  chestNow,
  chestProtocol,
  headProtocol,
  studyOfLines,
} from '#tests/fixtures/hungStudies.ts';
import { slicesOfCt, snapshotOf } from '#tests/fixtures/readingSnapshot.ts';
import { startI18n } from '../../../i18n/i18n.ts';
import { openReadingSession } from '../../../session/readingSession.ts';
import type { HungStudy } from './explainBox.ts';
import { explainWhy, type ShownInBox } from './explainWhy.ts';
import { say } from './said.ts';

const t = startI18n().t;
const study = studyOfLines(chestNow, [chestBefore, brainBefore]);
const hanging = hang(study, [chestProtocol, anyCtProtocol, headProtocol]);
const whole: HungStudy = { hanging, study, stage: hanging.first };

/** What the first part says: how the box came to show what it shows. */
function told(hung: HungStudy, box: ShownInBox): readonly string[] {
  const lines = explainWhy(hung, box)[0]?.lines ?? [];
  return lines.map(({ said, mark }) => `${mark ?? '-'} ~ ${say(said, t)}`);
}

test('what hangs there since before the best was here was put there by nobody, and what would hang anew is said as that', () => {
  const box = { viewport: 'lungBox', shown: ['now|now.2'], isByProtocol: true };
  expect(told(whole, box).slice(0, 2)).toEqual([
    'doubt ~ series 2 “Thorax 5.0 B31f” hangs here since before what is here now. Hung anew, the box would show something else.',
    '- ~ Now it would show series 3 “Lung 1.0 B70f”, the best of those that fit (17.2 points).',
  ]);
  expect(explainWhy(whole, box)[0]?.lines[0]?.acts).toEqual([{ kind: 'rehang' }]);
  const prior = { viewport: 'lungPriorBox', shown: ['before|before.9'], isByProtocol: true };
  expect(told(whole, prior).slice(0, 2)).toEqual([
    'doubt ~ a series that is no longer here hangs here since before what is here now. Hung anew, the box would show something else.',
    '- ~ Now it would show series 1 “Chest LUNG”.',
  ]);
});

test('an earlier picture is told beside what stands there, and not beside what would', () => {
  const box = {
    ...{ viewport: 'lungPriorBox', shown: ['before|before.1'], isByProtocol: true, beside: ['now|now.2'] },
    told: [
      { facet: 'kernel', value: 'sharp' },
      { facet: 'contrast', unwritten: 'prior' },
      { facet: 'laterality', unwritten: 'current', value: 'L' },
    ] as const,
  };
  expect(told(whole, box).slice(0, 6)).toEqual([
    '- ~ It shows series 1 “Chest LUNG”.',
    '- ~ Taken because it is most like what hangs for “Lung, axial”: alike in plane, kernel and what it is made for.',
    'doubt ~ There hangs series 2 “Thorax 5.0 B31f” now. Hung anew, series 3 “Lung 1.0 B70f” would.',
    'doubt ~ It differs from what it is compared with: kernel.',
    'doubt ~ Of it nobody wrote: contrast.',
    'doubt ~ Of what it is compared with nobody wrote: side.',
  ]);
});

test('a box that is kept empty beside what may not stand there says so, and what would hang', () => {
  const lines = told(whole, { viewport: 'lungPriorBox', shown: [] });
  expect(lines.slice(0, 2)).toEqual([
    'doubt ~ Not hung: it may not stand beside what hangs now.',
    '- ~ Now it would show series 1 “Chest LUNG”.',
  ]);
});

test('a series that comes late and would hang instead is not said to hang, nor what hangs to be the reader’s', () => {
  const largest = { label: 'Chest', rules: [{ facet: 'count', op: 'max', weight: 5 } as const] };
  const means = meansOf([protocolOf({ largest }, [stageOf('One', ['largest'])])]);
  const small = slicesOfCt('1.2.3.1', 6, { SeriesDescription: ['Small'], SeriesNumber: [1] });
  const large = slicesOfCt('1.2.3.2', 12, { SeriesDescription: ['Large'], SeriesNumber: [2] });
  const session = openReadingSession(snapshotOf([small]), { means });
  session.refresh(snapshotOf([small, large]));
  const [content] = session.state.arrangement.boxes;
  const now = session.protocol?.study;
  const late = session.state.byProtocol;
  if (!content || !now || !late) throw new Error('the study hangs');
  const shown = [content.setId];
  const box = { viewport: 'largest', shown, isByProtocol: content.hung !== undefined };
  expect(told({ hanging: late.hanging, study: now, stage: 0 }, box).slice(0, 2)).toEqual([
    'doubt ~ series 1 “Small” hangs here since before what is here now. Hung anew, the box would show something else.',
    expect.stringContaining('Now it would show series 2 “Large”, the best of those that fit'),
  ]);
});
