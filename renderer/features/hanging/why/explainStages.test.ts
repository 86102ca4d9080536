import { expect, test } from 'vitest';
import { hangWith } from '#shared/hanging/hang.ts';
import type { Stage } from '#shared/hanging/protocol.ts';
import { chestBefore, chestNow, chestProtocol, studyOfLines } from '#tests/fixtures/hungStudies.ts';
import { startI18n } from '../../../i18n/i18n.ts';
import { explainStages } from './explainProtocol.ts';
import { say } from './said.ts';

const t = startI18n().t;

test('a stage that would show what is seen already is passed over, counted by nobody, and says as which one', () => {
  const study = studyOfLines(chestNow, [chestBefore]);
  const [first] = chestProtocol.stages as [Stage];
  const twice = { ...chestProtocol, stages: [...chestProtocol.stages, { ...first, name: 'Once more' }] };
  const hanging = hangWith(study, twice);
  const { heading, lines } = explainStages({ hanging, study, stage: hanging.first });
  expect([say(heading, t), ...lines.map(({ said, mark }) => [mark, say(said, t)])]).toEqual([
    'Stage 1 of 2: Lung now and before',
    [undefined, 'Stage 2, “Soft tissue”, can hang too.'],
    ['fail', '“Two screens” cannot hang: it needs 2 screens.'],
    [undefined, '“Once more” is passed over: it would show what “Lung now and before” shows.'],
  ]);
});
