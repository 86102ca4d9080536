import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  adobeRgbColumns,
  gamma,
  iccProfile,
  matrixProfile,
  newMatrixTable,
  oldLabTable,
  parametric,
  sampled,
  sRgbColumns,
  sRgbCurve,
  sRgbLight,
} from '#tests/fixtures/iccProfiles.ts';
import { encodedLight } from './connectionSpace.ts';
import { screenColoursOf } from './screenColours.ts';

type Triple = readonly [number, number, number];

const colours: readonly Triple[] = [
  [0, 0, 0],
  [255, 255, 255],
  [128, 128, 128],
  [200, 100, 50],
  [60, 140, 90],
  [30, 60, 200],
  [17, 9, 3],
  [240, 230, 210],
];

function convert(profile: Uint8Array, list: readonly Triple[] = colours): readonly number[][] | 'broken' {
  const apply = screenColoursOf(profile);
  if (apply === 'broken') return 'broken';
  const rgb = Uint8Array.from(list.flat());
  apply(rgb, 0, list.length);
  return list.map((_, at) => [...rgb.subarray(at * 3, at * 3 + 3)]);
}

/** Adobe RGB (1998) to sRGB by the published product of the two spaces' matrices, both under D65: no profile in it. */
function screenOfAdobe([red, green, blue]: Triple): number[] {
  const [r, g, b] = [red, green, blue].map((level) => (level / 255) ** 2.199_218_75) as unknown as Triple;
  return [1.398_283_2 * r - 0.398_283_1 * g, g, -0.042_938_1 * g + 1.042_938_1 * b].map((light) =>
    Math.round(encodedLight(light) * 255),
  );
}

const within = (found: readonly number[][] | 'broken', expected: readonly (readonly number[])[], most: number) => {
  expect(found).not.toBe('broken');
  const differences = (found as number[][]).flatMap((rgb, at) =>
    rgb.map((v, axis) => Math.abs(v - (expected[at]?.[axis] ?? 0))),
  );
  expect(Math.max(...differences)).toBeLessThanOrEqual(most);
};

describe('PX9: colours are converted to those of screens by the profile that the image brought', () => {
  test('the profile of screens leaves every level as it is, bit for bit, however its curve is written', () => {
    for (const curve of [sRgbCurve(), sampled(sRgbLight, 1024)]) {
      expect(convert(matrixProfile(sRgbColumns, curve))).toEqual(colours.map((rgb) => [...rgb]));
    }
  });

  test('Adobe RGB (1998): to within 1 of its published matrix', () => {
    within(convert(matrixProfile(adobeRgbColumns, gamma(2.199_218_75))), colours.map(screenOfAdobe), 1);
    // And it does something: its green is stronger than a screen's.
    expect(screenOfAdobe([60, 140, 90])).toEqual([0, 141, 86]);
  });

  test('gamma 1.8 with the primaries of screens: light alone is changed, the same for each colour', () => {
    const expected = (level: number) => Math.round(encodedLight((level / 255) ** 1.8) * 255);
    const found = convert(matrixProfile(sRgbColumns, gamma(1.8)));
    within(
      found,
      colours.map((rgb) => rgb.map((level) => Math.round(encodedLight((level / 255) ** (461 / 256)) * 255))),
      1,
    );
    expect((found as number[][])[2]?.[0]).toBe(expected(128));
  });

  test('parametric curves of every kind that mean a power of 2.2 are one curve', () => {
    const g = 2.199_218_75;
    const kinds = [
      parametric(0, g),
      parametric(1, g, 1, 0),
      parametric(2, g, 1, 0, 0),
      parametric(3, g, 1, 0, 0, 0),
      parametric(4, g, 1, 0, 0, 0, 0, 0),
    ];
    for (const curve of kinds) within(convert(matrixProfile(adobeRgbColumns, curve)), colours.map(screenOfAdobe), 1);
  });

  test('a table to L*a*b* (mft2): a grey of lightness 50 is level 119 of a screen, and white is white', () => {
    const profile = iccProfile({
      space: 'Lab ',
      tags: { A2B0: oldLabTable(9, ([r, g, b]) => [((r + g + b) / 3) * 100, 0, 0]) },
    });
    // L* 50 is light 0.1842, sRGB level 118.9; L* 20 is 0.0299, level 48.
    const greys: readonly Triple[] = [
      [0, 0, 0],
      [51, 51, 51],
      [128, 128, 128],
      [255, 255, 255],
    ];
    within(
      convert(profile, greys),
      [
        [0, 0, 0],
        [48, 48, 48],
        [119, 119, 119],
        [255, 255, 255],
      ],
      1,
    );
  });

  test('a table of version 4 (mAB) of curves and a matrix answers as the matrix profile does', () => {
    const profile = iccProfile({
      tags: {
        A2B0: newMatrixTable(
          sampled((v) => v ** 2.199_218_75, 1024),
          adobeRgbColumns,
        ),
      },
    });
    // Between the corners of the grid every colour is a mix: the edge of what a screen can show is off by a few levels.
    const inside = colours.filter((rgb) => screenOfAdobe(rgb).every((level) => level > 8));
    within(convert(profile, inside), inside.map(screenOfAdobe), 3);
  });

  const real = '/usr/share/color/icc/ghostscript';
  test('profiles as programs ship them, where this computer has them', (context) => {
    let adobe: Uint8Array;
    let screen: Uint8Array;
    try {
      adobe = readFileSync(`${real}/a98.icc`);
      screen = readFileSync(`${real}/srgb.icc`);
    } catch {
      return context.skip();
    }
    within(convert(adobe), colours.map(screenOfAdobe), 2);
    expect(convert(screen)).toEqual(colours.map((rgb) => [...rgb]));
  });
});

describe('PX9: a profile that is broken changes no pixel', () => {
  const good = matrixProfile(adobeRgbColumns, gamma(2.2));
  test.each<[string, Uint8Array]>([
    ['empty', new Uint8Array()],
    ['text', new TextEncoder().encode('<html>not a profile</html>'.repeat(20))],
    ['cut', good.subarray(0, good.length - 30)],
    ['of CMYK', iccProfile({ colours: 'CMYK', tags: {} })],
    ['without curves', iccProfile({ tags: {} })],
    [
      'black and white exchanged',
      matrixProfile(
        sRgbColumns,
        sampled((v) => 1 - v, 16),
      ),
    ],
    ['red and blue exchanged', matrixProfile([...sRgbColumns].reverse(), sRgbCurve())],
    [
      'red and blue exchanged in a table',
      iccProfile({
        tags: {
          A2B0: newMatrixTable(
            sampled((v) => v, 64),
            [...sRgbColumns].reverse(),
          ),
        },
      }),
    ],
    [
      'everything black',
      matrixProfile(
        [
          [0, 0, 0],
          [0, 0, 0],
          [0, 0, 0],
        ],
        gamma(2.2),
      ),
    ],
    [
      'a colour of immense light',
      matrixProfile(
        [
          [900, 0, 0],
          [0.38, 0.71, 0.09],
          [0.14, 0.06, 0.71],
        ],
        gamma(1),
      ),
    ],
  ])('%s', (_, profile) => expect(convert(profile)).toBe('broken'));

  test('bytes changed anywhere: broken or applied, never thrown, never for long', () => {
    const table = iccProfile({
      space: 'Lab ',
      tags: { A2B0: oldLabTable(5, ([r, g, b]) => [((r + g + b) / 3) * 100, 0, 0]) },
    });
    for (const whole of [good, table]) {
      fc.assert(
        fc.property(fc.nat(whole.length - 1), fc.nat(255), fc.nat(whole.length), (at, value, end) => {
          const spoilt = Uint8Array.from(whole.subarray(0, Math.max(at + 1, end)));
          spoilt[at] = value;
          const found = convert(spoilt, [[10, 200, 90]]);
          return found === 'broken' || found[0]?.length === 3;
        }),
        { numRuns: 120 },
      );
    }
  });
});
