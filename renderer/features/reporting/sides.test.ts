import { expect, it } from 'vitest';
import { clashOfSides } from './sides.ts';

it('tells the side that the impression turns round', () => {
  expect(clashOfSides('Nodule in the Right upper lobe, 8 mm.', 'Growing left upper lobe nodule.')).toEqual({
    findings: 'right upper lobe',
    impression: 'left upper lobe',
  });
  const kidneys = 'Left kidney normal. Stone in the right kidney.';
  expect(clashOfSides(kidneys, 'Stone on the right.')).toBeUndefined();
  expect(clashOfSides('Effusion on the right.', 'Left effusion.')).toEqual({ findings: 'right', impression: 'left' });
});

it('says nothing where both sides are named, or none, or the same', () => {
  for (const [findings, impression] of [
    ['Left upper lobe nodule. Right upper lobe scar.', 'Left upper lobe nodule.'],
    ['Bilateral effusions, more on the right.', 'Left effusion drained.'],
    ['Normal heart.', 'Left effusion.'],
    ['Fracture of the left radius.', 'Left radius fracture.'],
    ['', 'Right hip fracture.'],
  ] as const) {
    expect(clashOfSides(findings, impression)).toBeUndefined();
  }
});
