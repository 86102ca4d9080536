import { hang } from './hang.ts';
import type { Binding, Hanging, HungStage, HungViewport, ProtocolVerdict, StudyToHang, Unbound } from './hanging.ts';
import type { Protocol } from './protocol.ts';

/** A box in which something other than what was asked for would hang. */
interface BoxInDoubt {
  /** `id` of the viewport. */
  readonly viewport: string;
  readonly selector: string;
  /** Nothing hangs in it, or what stands in for it. */
  readonly because: { readonly kind: 'empty'; readonly why: Unbound['reason'] } | { readonly kind: 'standsIn' };
}

/** What a protocol would do to one study. */
type TrialOutcome =
  /** It hangs, and each of its boxes has what it asks for. */
  | { readonly kind: 'asWanted' }
  /** It hangs, and some boxes have not; `stage`: none of its own stages can, and a kept one hangs. */
  | { readonly kind: 'differs'; readonly boxes: readonly BoxInDoubt[]; readonly isOtherStage: boolean }
  /** Another hangs: it is not for the study, or comes after that one. */
  | { readonly kind: 'doesNotHang'; readonly refused: ProtocolVerdict['refused'] };

/** One study with a protocol and without it. */
export interface Trial {
  readonly study: StudyToHang;
  readonly outcome: TrialOutcome;
  /** As the study hangs now, and as it would: the very answers of `hang`. */
  readonly now: Hanging;
  readonly then: Hanging;
  /** Whether other series, planes or boxes would hang than now when the study is opened. */
  readonly isChanged: boolean;
  /** What hangs the study now and would not any more. */
  readonly overtaken: Protocol | undefined;
}

/** What of a protocol has to hang. */
export interface WantedOfTrial {
  /** So many of its stages, from the first; the others are only kept. */
  readonly stages: number;
  /** Selectors whose boxes may stay empty: the study that they were shown on has no such series. */
  readonly optional?: readonly string[];
}

/**
 * Tries a protocol on a study, by hanging it with and without. `inForce`: every protocol in use; one of the same id is
 * replaced. `wanted`: what of it is; all, unless said.
 */
export function tryProtocol(
  study: StudyToHang,
  protocol: Protocol,
  inForce: readonly Protocol[],
  wanted: WantedOfTrial = { stages: protocol.stages.length },
): Trial {
  const now = hangingNow(study, inForce);
  const then = hang(study, [...inForce.filter(({ id }) => id !== protocol.id), protocol]);
  const hangs = then.protocol.id === protocol.id;
  const isOther = hangs && now.protocol.id !== protocol.id;
  return {
    study,
    outcome: hangs ? outcomeOf(then, wanted) : { kind: 'doesNotHang', refused: refusalOf(then, protocol) },
    now,
    then,
    isChanged: JSON.stringify(seenOf(now)) !== JSON.stringify(seenOf(then)),
    overtaken: isOther && !now.protocol.tags.includes('fallback') ? now.protocol : undefined,
  };
}

const asItHangs = new WeakMap<StudyToHang, { readonly inForce: readonly Protocol[]; readonly hanging: Hanging }>();

/** How a study hangs without what is tried; asked once while many texts of one protocol are tried on it. */
export function hangingNow(study: StudyToHang, inForce: readonly Protocol[]): Hanging {
  const before = asItHangs.get(study);
  if (before?.inForce === inForce) return before.hanging;
  const hanging = hang(study, inForce);
  asItHangs.set(study, { inForce, hanging });
  return hanging;
}

/** The stage that hangs first. */
export function firstStageOf({ stages, first }: Hanging): HungStage | undefined {
  return stages[first];
}

/** What hangs in a box, the lowest layer first. */
function bindingsOf({ bindings }: Hanging, { layers }: HungViewport): readonly (Binding | undefined)[] {
  return layers.map(({ selector }) => bindings[selector]);
}

function outcomeOf(hanging: Hanging, { stages, optional = [] }: WantedOfTrial): TrialOutcome {
  const boxes = (firstStageOf(hanging)?.screens ?? []).flatMap(({ viewports }) =>
    viewports.flatMap((viewport) => doubtsOf(hanging, viewport).filter(({ selector }) => !optional.includes(selector))),
  );
  const isOtherStage = hanging.first >= stages;
  return boxes.length === 0 && !isOtherStage ? { kind: 'asWanted' } : { kind: 'differs', boxes, isOtherStage };
}

function doubtsOf({ bindings, unbound }: Hanging, { id, layers }: HungViewport): readonly BoxInDoubt[] {
  return layers.flatMap(({ selector }): BoxInDoubt[] => {
    const binding = bindings[selector];
    const why = unbound[selector]?.reason ?? 'noneFits';
    // Headers of an earlier study that are not here yet are no fault of the protocol.
    if (!binding) return why === 'priorNotRead' ? [] : [{ viewport: id, selector, because: { kind: 'empty', why } }];
    return binding.via?.kind === 'fallback' ? [{ viewport: id, selector, because: { kind: 'standsIn' } }] : [];
  });
}

function refusalOf(then: Hanging, { id }: Protocol): ProtocolVerdict['refused'] {
  return then.considered.find(({ protocol }) => protocol.id === id)?.refused;
}

/** What hangs where; in which window and how enlarged, is left out. */
function seenOf(hanging: Hanging): unknown {
  const stage = firstStageOf(hanging);
  return stage?.screens.map(({ rows, columns, viewports }) => [
    rows,
    columns,
    viewports.map((viewport) => {
      const { at, type, plane, slab } = viewport;
      const shown = bindingsOf(hanging, viewport).map((each) => each && [each.study, each.series, each.index]);
      return [at, type, plane, slab, shown];
    }),
  ]);
}
