import { randomStream } from './paint/random.ts';
import { paintTube, type Slice, type Tube } from './paint/slice.ts';

/** The nodule of the right upper lobe: patient coordinates of its centre, mm. */
export const noduleCentre = [-72, 8, 195] as const;

/** Paints a solid nodule with short spicules; grows with `diameterMm`, about one centre. */
export function nodulePainter(seed: string, diameterMm: number): (slice: Slice) => void {
  const stream = randomStream(`${seed} nodule`);
  const radius = diameterMm / 2;
  const [x, y, z] = noduleCentre;
  const tubes: Tube[] = [{ from: [x, y, z], to: [x, y, z], radius: radius * 0.9 }];
  for (let lobule = 0; lobule < 7; lobule++) {
    const at = around(stream, radius * 0.5);
    const centre = [x + at[0], y + at[1], z + at[2]] as const;
    tubes.push({ from: centre, to: centre, radius: radius * stream.between(0.42, 0.56) });
  }
  for (let spicule = 0; spicule < 14; spicule++) {
    const at = around(stream, radius * stream.between(1.3, 1.75));
    tubes.push({ from: [x, y, z], to: [x + at[0], y + at[1], z + at[2]], radius: radius * 0.16, endRadius: 0.25 });
  }
  return (slice) => {
    for (const tube of tubes) paintTube(slice, tube, 38);
  };
}

function around(stream: { gaussian(): number }, length: number): readonly [number, number, number] {
  const [a, b, c] = [stream.gaussian(), stream.gaussian(), stream.gaussian()];
  const scale = length / (Math.hypot(a, b, c) || 1);
  return [a * scale, b * scale, c * scale];
}
