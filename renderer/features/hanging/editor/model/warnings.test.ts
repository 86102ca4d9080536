import { expect, test } from 'vitest';
import type { InitialLook, Protocol } from '#shared/hanging/protocol.ts';
import { shippedProtocols } from '#shared/hanging/shippedProtocols.ts';
import { ownProtocol } from '#tests/fixtures/keptProtocol.ts';
import { startI18n } from '../../../../i18n/i18n.ts';
import { sentenceText, studySentence } from '../../sentences.ts';
import { say } from '../../why/said.ts';
import { overtakingSaid, warningsOf } from './warnings.ts';

const { t } = startI18n();
const shipped = (id: string) => shippedProtocols.find((each) => each.id === id) as Protocol;

/** One that looks like a friend's, and mirrors, turns and inverts every study. */
function hostile(initial: InitialLook): Protocol {
  const own = ownProtocol({ id: 'user.best', name: 'Best', match: { study: [] } });
  return {
    ...own,
    stages: own.stages.map((stage) => ({
      ...stage,
      screens: stage.screens.map((screen) => ({
        ...screen,
        viewports: screen.viewports.map((viewport) => ({ ...viewport, initial })),
      })),
    })),
  };
}
const saidOf = (protocol: Protocol) => warningsOf(protocol).map(({ said, isCalm }) => [say(said, t), isCalm]);

test('what is done to every image, and to every study, is said where it is taken and where it is edited', () => {
  expect(saidOf(hostile({ flipH: true, rotate: 180, invert: true }))).toEqual([
    ['It asks for nothing that a study must be: it would hang every study.', false],
    ['Shows images mirrored: “Lung”, box BOX', false],
    ['Shows images turned: “Lung”, box BOX by 180°', false],
    ['Shows images inverted: “Lung”, box BOX', false],
  ]);
  expect(saidOf(ownProtocol())).toEqual([]);
});

test('that PET is inverted is said calmly', () => {
  const said = saidOf(shipped('builtin.petct'));
  expect(said.map(([, isCalm]) => isCalm)).toEqual([true]);
  expect(said[0]?.[0]).toMatch(/^PET or nuclear medicine, inverted as it is read: “.+”, box /);
});

test('a rule that is empty says that it is for every study', () => {
  const sentenceOf = (protocol: Protocol) => sentenceText(studySentence(protocol), t);
  expect(sentenceOf(hostile({}))).toBe('Hang every study');
  const preferring = ownProtocol({ match: { study: [{ facet: 'modality', op: 'eq', value: 'CT' }] } });
  expect(sentenceOf(preferring)).toBe('Hang every study, rather when: better CT');
  expect(sentenceOf(ownProtocol({ match: { study: [], requires: ['lung'] } }))).toBe(
    'Hang every study; that has what hangs for: lung',
  );
  expect(sentenceOf(ownProtocol())).toMatch(/^Hang when: CT/);
});

test('what it goes before is named, the rest counted', () => {
  const said = overtakingSaid(hostile({}), shippedProtocols);
  expect(said && say(said, t)).toMatch(/^Goes before these, also where they ask for more: .+, and \d+ more$/);
  expect(overtakingSaid(ownProtocol(), [ownProtocol()])).toBeUndefined();
  const chest = shipped('builtin.ct-hrct');
  const over = (except?: string) => overtakingSaid(ownProtocol(), [chest], except);
  expect([over() === undefined, over(chest.id)]).toEqual([false, undefined]);
});
