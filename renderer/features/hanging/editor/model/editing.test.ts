import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Protocol, protocolSchema } from '#shared/hanging/protocol.ts';
import {
  boxAdded,
  boxBeside,
  boxChanged,
  boxMoved,
  boxOf,
  boxRemoved,
  boxSpanned,
  kindChanged,
  kindOf,
  layerChanged,
  lookChanged,
  overlayChanged,
  primaryChanged,
} from './editBoxes.ts';
import { boxesLinked, linkedWith } from './editLinks.ts';
import { priorAdded, priorRemoved, studyRuleAdded, studyRuleRemoved } from './editMatch.ts';
import {
  fallbackChanged,
  selectorAdded,
  selectorRemoved,
  seriesRuleChanged,
  unusedSelectors,
} from './editSelectors.ts';
import { gridChanged, screenAdded, screenRemoved, stageCopied, stageRemoved, withPlaces } from './editStages.ts';
import { edited, isUnsaved, keptNow, redone, startEditing, undone } from './history.ts';
import { freshId, freshKey } from './names.ts';
import { overlaps, placeOf } from './places.ts';

const isImage = { facet: 'kind', op: 'eq', value: 'image', required: true } as const;

/** CT of the chest: lung beside the earlier one, then lung, mediastinum and a coronal plane. */
const chest: Protocol = {
  schemaVersion: 1,
  id: 'user.ct-chest',
  name: 'CT chest',
  level: 'user',
  version: 1,
  enabled: true,
  tags: [],
  match: {
    study: [{ facet: 'modality', op: 'in', value: ['CT'], required: true, weight: 20 }],
    requires: ['lung'],
  },
  priors: [{ id: 'p1', relation: 'mostRecent', modalities: ['CT'], bodyPart: 'overlap', optional: true }],
  selectors: {
    soft: { label: 'Soft tissue', fallback: ['lung'], rules: [isImage] },
    lung: { label: 'Lung', fallback: ['soft'], rules: [isImage, { facet: 'kernel', op: 'eq', value: 'sharp' }] },
    lungP: { from: 'p1', mirrorOf: 'lung', rules: [isImage] },
  },
  stages: [
    {
      name: 'Lung: now and before',
      enabledIf: { bound: ['lung', 'lungP'] },
      screens: [
        {
          role: 'primary',
          grid: { rows: 1, cols: 2 },
          viewports: [
            { id: 'a', primary: true, layers: [{ selector: 'lung' }] },
            { id: 'b', layers: [{ selector: 'lungP' }], initial: { at: 'matchPrior' } },
          ],
        },
      ],
      sync: [{ kind: 'scroll', by: 'position', viewports: ['a', 'b'] }],
    },
    {
      name: 'Lung and mediastinum',
      screens: [
        {
          role: 'primary',
          grid: { rows: 2, cols: 2 },
          viewports: [
            { id: 'a', at: [0, 0, 2, 1], primary: true, layers: [{ selector: 'lung' }] },
            { id: 'b', at: [0, 1], layers: [{ selector: 'soft' }] },
            { id: 'c', at: [1, 1], layers: [{ selector: 'lung' }], type: 'mpr', plane: 'COR' },
          ],
        },
      ],
    },
  ],
};
const second = (id: string) => ({ stage: 1, screen: 0, id });

describe('series that are wanted', () => {
  test('what is taken away is named nowhere any more; its boxes stay', () => {
    const without = selectorRemoved(chest, 'lung');
    expect(JSON.stringify(without)).not.toContain('"lung"');
    expect(without.stages[1]?.screens[0]?.viewports.map(({ id }) => id)).toEqual(['a', 'b', 'c']);
    expect(without.stages[0]?.enabledIf?.bound).toEqual(['lungP']);
    expect(without.match.requires).toBeUndefined();
    expect(protocolSchema.safeParse(without).success).toBe(true);
  });

  test('a new one has a key of its own, and is unused until a box shows it', () => {
    const [added, key] = selectorAdded(chest, 'lung', { rules: [isImage] });
    expect(key).toBe('lung2');
    expect(unusedSelectors(chest)).toEqual([]);
    expect(unusedSelectors(added)).toEqual(['lung2']);
    expect(unusedSelectors(layerChanged(added, second('b'), key))).toEqual([]);
  });

  test('takes no place of its own as what it falls back on', () => {
    expect(fallbackChanged(chest, 'soft', ['soft', 'nothing']).selectors['soft']?.fallback).toBeUndefined();
    expect(fallbackChanged(chest, 'soft', ['lungP']).selectors['soft']?.fallback).toEqual(['lungP']);
  });

  test('a rule that no longer names a value has none', () => {
    const changed = seriesRuleChanged(chest, 'lung', 1, { facet: 'kernel', op: 'exists', value: undefined });
    expect(changed.selectors['lung']?.rules[1]).toEqual({ facet: 'kernel', op: 'exists' });
  });
});

describe('studies that it is for', () => {
  test('rules come and go', () => {
    const added = studyRuleAdded(chest, { facet: 'bodyPart', op: 'in', value: ['CHEST'], required: true });
    expect(added.match.study).toHaveLength(2);
    expect(studyRuleRemoved(added, 1)).toEqual(chest);
  });

  test('with an earlier study go the series that were wanted of it', () => {
    const { priors } = priorAdded(chest, ['CT']);
    expect(priors.map(({ id }) => id)).toEqual(['p1', 'p']);
    const without = priorRemoved(chest, 'p1');
    expect(Object.keys(without.selectors)).toEqual(['soft', 'lung']);
    expect(without.stages[0]?.screens[0]?.viewports[1]?.layers).toEqual([]);
  });
});

describe('boxes', () => {
  test('fewer columns: what reached over the edge is smaller, what lay beyond takes a free cell', () => {
    const narrow = gridChanged(chest, 1, 0, 3, 1);
    expect(narrow.stages[1]?.screens[0]?.viewports.map(({ id, at }) => [id, at])).toEqual([
      ['a', [0, 0, 2, 1]],
      ['b', [2, 0]],
    ]);
  });

  test('a link loses a box that is gone, and is none with one', () => {
    const one = gridChanged(chest, 0, 0, 1, 1);
    expect(one.stages[0]?.screens[0]?.viewports.map(({ id }) => id)).toEqual(['a']);
    expect(one.stages[0]?.sync).toBeUndefined();
  });

  test('moved onto another they change places; into the open they go there', () => {
    const swapped = boxMoved(chest, second('b'), 1, 1);
    expect(boxOf(swapped, second('b'))?.at).toEqual([1, 1]);
    expect(boxOf(swapped, second('c'))?.at).toEqual([0, 1]);
    const ontoTall = boxMoved(chest, second('c'), 1, 0);
    expect([boxOf(ontoTall, second('c'))?.at, boxOf(ontoTall, second('a'))?.at]).toEqual([
      [0, 0, 2, 1],
      [1, 1],
    ]);
  });

  test('spans what is free or empty, and never what shows something', () => {
    expect(boxOf(boxSpanned(chest, second('b'), 2, 1), second('b'))?.at).toEqual([0, 1]);
    const freed = layerChanged(chest, second('c'), undefined);
    const spanned = boxSpanned(freed, second('b'), 2, 1);
    expect(boxOf(spanned, second('b'))?.at).toEqual([0, 1, 2, 1]);
    expect(boxOf(spanned, second('c'))).toBeUndefined();
    expect(boxOf(boxSpanned(freed, second('b'), 1, 2), second('b'))?.at).toEqual([0, 1]);
  });

  test('come into a free cell, and the last is emptied, not taken', () => {
    const without = boxRemoved(chest, second('b'));
    expect(boxOf(without, second('b'))).toBeUndefined();
    expect(boxOf(boxAdded(without, 1, 0, 0, 1), second('b'))).toEqual({
      id: 'b',
      at: [0, 1],
      layers: [],
      type: 'empty',
    });
    expect(boxAdded(chest, 1, 0, 0, 0)).toBe(chest);
    const alone = boxRemoved(boxRemoved(boxRemoved(chest, second('b')), second('c')), second('a'));
    expect(alone.stages[1]?.screens[0]?.viewports).toEqual([
      { id: 'a', at: [0, 0, 2, 1], primary: true, layers: [], type: 'empty' },
    ]);
  });

  test.each(['stack', 'plane', 'slab', 'mip', 'volume3d'] as const)('is a %s, and holds what that needs', (kind) => {
    const box = boxOf(kindChanged(chest, second('b'), kind), second('b'));
    expect(box && kindOf(box)).toBe(kind);
    expect(box?.slab !== undefined).toBe(kind === 'slab' || kind === 'mip');
    expect(box?.plane !== undefined).toBe(kind === 'plane' || kind === 'slab' || kind === 'mip');
  });

  test('one is read first, and a look without words is none', () => {
    const changed = primaryChanged(chest, second('c'));
    expect(changed.stages[1]?.screens[0]?.viewports.map(({ primary }) => primary)).toEqual([
      undefined,
      undefined,
      true,
    ]);
    const inverted = lookChanged(chest, second('b'), { invert: true });
    expect(boxOf(inverted, second('b'))?.initial).toEqual({ invert: true });
    expect(boxOf(lookChanged(inverted, second('b'), { invert: undefined }), second('b'))?.initial).toBeUndefined();
  });

  test('another series over it: never the same, and it goes with the lowest', () => {
    const fused = overlayChanged(chest, second('b'), 'lung');
    expect(boxOf(fused, second('b'))?.layers).toEqual([
      { selector: 'soft' },
      { selector: 'lung', colormap: 'hotIron', opacity: 0.5 },
    ]);
    expect(boxOf(overlayChanged(chest, second('b'), 'soft'), second('b'))?.layers).toHaveLength(1);
    expect(boxOf(layerChanged(fused, second('b'), 'lung'), second('b'))?.layers).toEqual([{ selector: 'lung' }]);
  });

  test('another over it is in the colours and as opaque as the one before it', () => {
    const own = { colormap: 'pet20Step', opacity: 0.8 };
    const fused = boxChanged(chest, second('b'), (box) => ({
      ...box,
      layers: [{ selector: 'soft' }, { selector: 'pet', ...own }],
    }));
    const layers = boxOf(overlayChanged(fused, second('b'), 'lung'), second('b'))?.layers;
    expect(layers).toEqual([{ selector: 'soft' }, { selector: 'lung', ...own }]);
    const plain = boxChanged(chest, second('b'), (box) => ({
      ...box,
      layers: [{ selector: 'soft' }, { selector: 'pet' }],
    }));
    expect(boxOf(overlayChanged(plain, second('b'), 'lung'), second('b'))?.layers[1]).toEqual({ selector: 'lung' });
  });

  test('the arrows go from box to box over its whole side', () => {
    const screen = chest.stages[1]?.screens[0];
    if (!screen) throw new Error('no screen');
    expect(boxBeside(screen, 'a', 0, 1)?.id).toBe('b');
    expect(boxBeside(screen, 'b', 1, 0)?.id).toBe('c');
    expect(boxBeside(screen, 'c', 0, -1)?.id).toBe('a');
    expect(boxBeside(screen, 'a', 1, 0)).toBeUndefined();
  });
});

describe('links', () => {
  test('two that are linked bring theirs, and who is let go goes alone', () => {
    const linked = boxesLinked(boxesLinked(chest, 1, 'voi', ['a', 'b'], true), 1, 'voi', ['c', 'a'], true);
    const stage = linked.stages[1];
    expect(stage && linkedWith(stage, 'voi', 'b')).toEqual(['a', 'c']);
    const parted = boxesLinked(linked, 1, 'voi', ['a', 'c'], false).stages[1];
    expect(parted && linkedWith(parted, 'voi', 'c')).toEqual([]);
    expect(parted && linkedWith(parted, 'voi', 'a')).toEqual(['b']);
    expect(boxesLinked(chest, 0, 'scroll', ['a', 'b'], false).stages[0]?.sync).toBeUndefined();
  });
});

describe('steps', () => {
  test('are copied behind, and the last stays', () => {
    const copied = stageCopied(chest, 0, 'Again');
    expect(copied.stages.map(({ name }) => name)).toEqual(['Lung: now and before', 'Again', 'Lung and mediastinum']);
    expect(stageRemoved(stageRemoved(stageRemoved(copied, 0), 0), 0).stages).toHaveLength(1);
  });

  test('a second monitor brings a box that no other has, and the step waits for it', () => {
    const two = screenAdded(chest, 1);
    expect(two.stages[1]?.screens[1]?.viewports[0]?.id).toBe('d');
    expect(two.stages[1]?.enabledIf?.minScreens).toBe(2);
    expect(screenRemoved(two, 1, 1).stages[1]?.enabledIf?.minScreens).toBeUndefined();
  });
});

describe('the way back', () => {
  test('every step, one gesture at once, and nothing again after another edit', () => {
    let editing = startEditing(chest, undefined);
    for (const name of ['C', 'CT', 'CT l']) editing = edited(editing, { ...editing.now, name }, 'name', 'name');
    editing = edited(editing, gridChanged(editing.now, 1, 0, 3, 3), 'grid');
    expect(editing.past).toHaveLength(2);
    editing = undone(undone(editing));
    expect(editing.now).toBe(chest);
    editing = redone(editing);
    expect(editing.now.name).toBe('CT l');
    editing = edited(editing, { ...editing.now, name: 'other' }, 'name');
    expect(redone(editing)).toBe(editing);
    expect(undone(startEditing(chest, chest)).now).toBe(chest);
  });

  test('unsaved is what differs from the disk, not what was clicked', () => {
    const start = startEditing(chest, chest);
    expect(isUnsaved(start)).toBe(false);
    const changed = edited(start, { ...chest, name: 'Mine' }, 'name');
    expect(isUnsaved(changed)).toBe(true);
    expect(isUnsaved(undone(changed))).toBe(false);
    const kept = keptNow(changed, changed.now, { ...changed.now, version: 2 });
    expect(isUnsaved(kept)).toBe(false);
    expect(isUnsaved(undone(kept))).toBe(true);
  });

  test('what is written while it is being kept stays, is not kept yet, and goes on under its new name', () => {
    const sent = edited(startEditing(chest, undefined), { ...chest, name: 'Mine' }, 'name');
    const meanwhile = edited(sent, { ...sent.now, name: 'Mine, lung first' }, 'name');
    const kept = keptNow(meanwhile, sent.now, { ...sent.now, id: 'user.mine-2', version: 1 });
    expect([kept.now.name, kept.now.id, isUnsaved(kept)]).toEqual(['Mine, lung first', 'user.mine-2', true]);
    const back = undone(kept);
    expect([back.now.name, back.now.id, isUnsaved(back)]).toEqual(['Mine', 'user.mine-2', false]);
    expect(redone(back).now.name).toBe('Mine, lung first');
  });
});

test('names that are free, and that the schema takes', () => {
  expect(freshKey('T1 + C', new Set())).toBe('T1C');
  expect(freshKey('3D', new Set(['D']))).toBe('D2');
  expect(freshId('user', 'CT chest — Lunge zuerst', new Set())).toBe('user.ct-chest-lunge-zuerst');
  expect(freshId('user', '胸部', new Set(['user.protocol']))).toBe('user.protocol-2');
});

test('whatever is done to its boxes, a protocol stays one: no boxes over one another, none outside, no link to nobody', () => {
  const act = fc.oneof(
    fc.record({
      act: fc.constant('grid' as const),
      one: fc.integer({ min: 1, max: 8 }),
      other: fc.integer({ min: 1, max: 8 }),
    }),
    fc.record({
      act: fc.constantFrom('move' as const, 'span' as const, 'add' as const),
      one: fc.nat(7),
      other: fc.nat(7),
    }),
    fc.record({
      act: fc.constantFrom('remove' as const, 'empty' as const, 'link' as const),
      one: fc.nat(7),
      other: fc.nat(7),
    }),
  );
  fc.assert(
    fc.property(fc.array(act, { maxLength: 30 }), (acts) => {
      let protocol = withPlaces(chest);
      for (const { act: name, one, other } of acts) {
        const boxes = protocol.stages[1]?.screens[0]?.viewports ?? [];
        const id = boxes[one % boxes.length]?.id ?? '';
        const otherId = boxes[other % boxes.length]?.id ?? '';
        if (name === 'grid') protocol = gridChanged(protocol, 1, 0, one, other);
        if (name === 'move') protocol = boxMoved(protocol, second(id), one, other);
        if (name === 'span') protocol = boxSpanned(protocol, second(id), one, other);
        if (name === 'add') protocol = boxAdded(protocol, 1, 0, one, other);
        if (name === 'remove') protocol = boxRemoved(protocol, second(id));
        if (name === 'empty') protocol = layerChanged(protocol, second(id), undefined);
        if (name === 'link' && id !== otherId)
          protocol = boxesLinked(protocol, 1, 'scroll', [id, otherId], one % 2 === 0);
        expectSound(protocol);
      }
    }),
    { numRuns: 300 },
  );
});

function expectSound(protocol: Protocol): void {
  expect(protocolSchema.safeParse(protocol).error).toBeUndefined();
  for (const { screens, sync = [] } of protocol.stages) {
    const ids = screens.flatMap(({ viewports }) => viewports.map(({ id }) => id));
    expect(new Set(ids).size).toBe(ids.length);
    expect(sync.flatMap(({ viewports }) => viewports).filter((id) => !ids.includes(id))).toEqual([]);
    for (const { grid, viewports } of screens) {
      const places = viewports.flatMap((box) => {
        const place = placeOf(box);
        return place ? [place] : [];
      });
      expect(places).toHaveLength(viewports.length);
      expect(
        places.filter(([row, column, rows, columns]) => row + rows > grid.rows || column + columns > grid.cols),
      ).toEqual([]);
      for (const [at, place] of places.entries())
        expect(places.slice(at + 1).filter((other) => overlaps(place, other))).toEqual([]);
    }
  }
}
