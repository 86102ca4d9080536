import { expect, test } from 'vitest';
import { greyCurveOf, greysApart } from './greyCurve.ts';
import { jndOfLuminance, luminanceOfJnd } from './gsdf.ts';
import { judgeLuminance, measuredLevels } from './luminance.ts';

const gamma = measuredLevels.map((level) => 0.5 + 350 * (level / 255) ** 2.2);
const [from, to] = [jndOfLuminance(1), jndOfLuminance(400)];
const onCurve = measuredLevels.map((level) => luminanceOfJnd(from + ((to - from) * level) / 255));
const luminance = { levels: gamma, ambient: 0 };

test('F: greys go out as they are unless the reader asked for it on a monitor that was measured', () => {
  expect(greyCurveOf({ curveOn: true, luminance, reasons: [] })).toHaveLength(256);
  expect(greyCurveOf({ curveOn: false, luminance, reasons: [] })).toBeUndefined();
  expect(greyCurveOf({ curveOn: true, reasons: ['luminanceUnknown'] })).toBeUndefined();
});

test('F: a monitor that may be another than the one measured is not corrected', () => {
  expect(greyCurveOf({ curveOn: true, luminance, reasons: ['identityUnsure'] })).toBeUndefined();
});

test('F: the curve keeps black and white, never turns back, and brings the monitor to the GSDF with 8 bits', () => {
  const curve = greyCurveOf({ curveOn: true, luminance, reasons: [] }) ?? new Uint8Array();
  expect([curve[0], curve[255]]).toEqual([0, 255]);
  expect([...curve].every((level, at) => at === 0 || level >= (curve[at - 1] ?? 0))).toBe(true);
  // What the corrected monitor shows: between two readings by JND, as the eye counts.
  const shown = measuredLevels.map((level) => {
    const sent = (curve[level] ?? 0) / 15;
    const [low, high] = [jndOfLuminance(gamma[Math.floor(sent)] ?? 0), jndOfLuminance(gamma[Math.ceil(sent)] ?? 0)];
    return luminanceOfJnd(low + (high - low) * (sent - Math.floor(sent)));
  });
  expect(judgeLuminance(luminance)?.gsdfErrorPercent).toBeGreaterThan(15);
  expect(judgeLuminance({ levels: shown, ambient: 0 })?.gsdfErrorPercent).toBeLessThan(10);
  expect(greysApart(curve)).toBeGreaterThan(180);
});

test('F: a monitor that is on the GSDF already is corrected by next to nothing: its own curve is not doubled', () => {
  const curve = greyCurveOf({ curveOn: true, luminance: { levels: onCurve, ambient: 0 }, reasons: [] });
  expect(Math.max(...[...(curve ?? [])].map((level, at) => Math.abs(level - at)))).toBeLessThanOrEqual(1);
});
