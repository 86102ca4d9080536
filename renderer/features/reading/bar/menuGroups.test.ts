import { expect, test } from 'vitest';
import { startI18n } from '../../../i18n/i18n.ts';
import { readingCommandCatalogue } from '../commands/catalogue.ts';
import { sectionsOf } from './commandItem.ts';
import {
  compareGroups,
  drawGroups,
  hangingGroup,
  imageGroups,
  spaceGroups,
  tools,
  windowGroups,
} from './menuGroups.ts';

const { t, exists } = startI18n();
const groups = [...drawGroups, hangingGroup, ...imageGroups, ...windowGroups, ...spaceGroups, ...compareGroups];
const listed = [...groups.flatMap(({ commands }) => commands), ...tools.map(({ command }) => command)];

test('every command that the tool bar names is one, and every heading has words', () => {
  const known = new Set(readingCommandCatalogue().map(({ id }) => id));
  expect(listed.filter((id) => !known.has(id))).toEqual([]);
  expect(groups.filter(({ heading }) => !exists(`reading.menu.${heading}`))).toEqual([]);
  expect(t('reading.menu.cine')).toBe('Cine');
});

test('planes, slab, 3-D, fusion, earlier study, links and further windows can be had by mouse', () => {
  for (const id of ['mpr', 'toolCrosshair'].map((name) => `reading.${name}`)) expect(listed).toContain(id);
  for (const name of ['fuse', 'linkHere', 'alignByImages', 'scrollTogether', 'referenceLines'])
    expect(listed).toContain(`together.${name}`);
  expect(listed).toEqual(expect.arrayContaining(['volumes.slab', 'volumes.rendering', 'displays.openWindow']));
});

test('what only some studies have is left out where nothing of it can be done; all else stands there in grey', () => {
  const off = [...spaceGroups].flatMap(({ commands }) =>
    commands.map((id) => ({
      id,
      title: id,
      place: 'reading' as const,
      keys: ['X'],
      canRun: () => false,
      run: () => {},
    })),
  );
  expect(sectionsOf(spaceGroups, off, t).map(({ id }) => id)).toEqual(['planes', 'slab', 'space3']);
  const fusible = off.map((each) => (each.id === 'together.fuse' ? { ...each, canRun: () => true } : each));
  const [fusion] = sectionsOf(spaceGroups, fusible, t).slice(-1);
  expect(fusion?.items.map(({ id, disabled }) => [id, disabled]).slice(0, 2)).toEqual([
    ['together.fuse', false],
    ['together.nextUptakeWindow', true],
  ]);
});
