import { expect, test } from 'vitest';
import { ownProtocol } from '#tests/fixtures/keptProtocol.ts';
import { freeTextsOf, namesPerson, personalWords } from './personalWords.ts';

const amina = { names: ['Khan^Amina', 'Dr. Noor'], numbers: ['MRN-0012345', 'A77'] };

test('a word of a name or number is one, whatever is written round it', () => {
  const isPersonal = personalWords([amina]);
  expect(['AMINA', 'AMINA2', 'KHAN', 'NOOR', 'MRN', 'A77', 'AMIN', 'Müller'].map(isPersonal)).toEqual([
    true,
    true,
    true,
    true,
    true,
    true,
    true,
    false,
  ]);
  expect(['T1', 'AX', 'FLAIR', 'A'].map(isPersonal)).toEqual([false, false, false, false]);
  expect(personalWords([{ names: ['Müller'], numbers: [] }])('MULLER')).toBe(true);
});

test('two words of one name or a number name somebody; one word may', () => {
  expect(namesPerson(['Noor^Amina, born 1970'], [amina])).toBe('certain');
  expect(namesPerson(['as for 0012345 MRN'], [amina])).toBe('certain');
  expect(namesPerson(['(^| )AMINA( |$)'], [amina])).toBe('possible');
  expect(namesPerson(['Long axis'], [{ names: ['Long^Jo'], numbers: ['12'] }])).toBe('possible');
  expect(namesPerson(['Chest, lung first', 'T1 12'], [amina, { names: ['Lu^Jo'], numbers: ['12'] }])).toBeUndefined();
  // Of two people, one word each.
  expect(namesPerson(['Amina Long'], [amina, { names: ['Long^Jo'], numbers: [] }])).toBe('possible');
});

test('everything that a person may have written into a protocol is among its texts', () => {
  const texts = freeTextsOf(
    ownProtocol({
      description: 'for the clinic',
      owner: 'khan',
      match: {
        study: [{ facet: 'description', op: 'regex', value: 'lung', required: true, why: 'lungs' }],
        sites: ['lahore'],
      },
    }),
  );
  expect(texts.map(({ kind, text }) => `${kind}: ${text}`)).toEqual([
    'name: CT chest, lung first',
    'description: for the clinic',
    'owner: khan',
    'tag: chest',
    'site: lahore',
    'step: Lung',
    'pattern: lung',
    'words: lungs',
  ]);
});
