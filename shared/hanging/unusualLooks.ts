import { selectorOf } from './bind.ts';
import type { Protocol, Viewport } from './protocol.ts';

/** What a box does to every image that it shows, and a reader may take for what the image is. */
export interface UnusualLook {
  readonly kind: 'mirrored' | 'turned' | 'inverted';
  /** Place of the stage, and the box in it. */
  readonly stage: number;
  readonly viewport: string;
  /** Of `turned`: by how much, clockwise. */
  readonly degrees?: 90 | 180 | 270;
  /** PET and nuclear medicine are read inverted: said, and no cause for alarm. */
  readonly isCustom: boolean;
}

const readInverted: readonly unknown[] = ['PT', 'NM'];

/** Everything that a protocol mirrors, turns or inverts: sides and greys that a stranger wrote into every study. */
export function unusualLooks(protocol: Protocol): readonly UnusualLook[] {
  return protocol.stages.flatMap(({ screens }, stage) =>
    screens.flatMap(({ viewports }) =>
      viewports.flatMap((viewport) => looksOf(viewport, protocol).map((look) => ({ ...look, stage }))),
    ),
  );
}

function looksOf({ id, initial, layers }: Viewport, protocol: Protocol): readonly Omit<UnusualLook, 'stage'>[] {
  const [lowest] = layers;
  if (!initial || !lowest) return [];
  const of = { viewport: id, isCustom: false };
  return [
    ...(initial.flipH ? [{ ...of, kind: 'mirrored' as const }] : []),
    ...(initial.rotate ? [{ ...of, kind: 'turned' as const, degrees: initial.rotate }] : []),
    ...(initial.invert
      ? [{ ...of, kind: 'inverted' as const, isCustom: isReadInverted(lowest.selector, protocol) }]
      : []),
  ];
}

/** Whether nothing but PET or nuclear medicine can hang by it, or by what it is to be like. */
function isReadInverted(key: string, protocol: Protocol): boolean {
  const selector = selectorOf(protocol, key);
  const asked = selector?.mirrorOf === undefined ? selector : selectorOf(protocol, selector.mirrorOf);
  return (asked?.rules ?? []).some(
    ({ facet, op, value, required }) =>
      facet === 'modality' &&
      required === true &&
      (op === 'eq' || op === 'in') &&
      [value].flat().every((each) => readInverted.includes(each)),
  );
}

/** Whether no study is refused by what it is: every one would hang by it that nothing stronger hangs. */
export function isForEveryStudy({ match }: Protocol): boolean {
  const speaksFor = match.study.some(
    ({ op, required }) => required === true && !['ne', 'notIn', 'notRegex', 'absent'].includes(op),
  );
  return !speaksFor && (match.requires ?? []).length === 0;
}
