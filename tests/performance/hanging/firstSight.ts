import { hang } from '#shared/hanging/hang.ts';
import { shippedProtocols } from '#shared/hanging/shippedProtocols.ts';
import { type KeyedStudy, keyOf, toHang } from './studyFile.ts';

/** How one study hangs without a key touched, beside what was wanted. */
export interface FirstSight {
  readonly study: KeyedStudy;
  readonly protocol: string;
  readonly stage: string;
  readonly isProtocolRight: boolean;
  /** Wanted boxes whose series is nowhere at first sight. */
  readonly missing: readonly string[];
}

/** With the shipped protocols alone, on one screen. */
export function firstSightOf(study: KeyedStudy): FirstSight {
  const hanging = hang(toHang(study), shippedProtocols);
  const key = keyOf(study);
  const stage = hanging.stages[hanging.first];
  const shown = new Set(
    stage?.screens.flatMap(({ viewports }) =>
      viewports.map(({ layers }) => key.get(hanging.bindings[layers[0]?.selector ?? '']?.series ?? '')),
    ),
  );
  return {
    study,
    protocol: hanging.protocol.id,
    stage: stage?.name ?? '',
    isProtocolRight: study.protocols.includes(hanging.protocol.id),
    missing: study.wanted.filter((box) => !shown.has(box)),
  };
}

/** The right protocol, and all that is wanted on the screen: nobody has to touch a key. */
export function isRight({ isProtocolRight, missing }: FirstSight): boolean {
  return isProtocolRight && missing.length === 0;
}
