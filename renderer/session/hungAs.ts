import type { InitialLook, Viewport } from '#shared/hanging/protocol.ts';

type SlabOfProtocol = NonNullable<Viewport['slab']>;

/** What a reader must be told of an earlier picture beside the one that it is compared with. */
export interface ToldBeside {
  readonly facet: 'contrast' | 'phase' | 'kernel' | 'fatSat' | 'view' | 'tomo' | 'ac' | 'laterality';
  /** What the earlier picture is; undefined: nobody wrote it. */
  readonly value?: string | undefined;
  /** Of which of the two nobody wrote it; left out: it is known of both, and differs. */
  readonly unwritten?: 'current' | 'prior' | undefined;
}

/** How a protocol wants a content to be looked at when it comes first, and what must be said beside it. */
export interface HungAs {
  readonly look: InitialLook;
  readonly slab?: SlabOfProtocol | undefined;
  /** Of what lies above in colour: it may stand in, or differ, where what lies below does not. */
  readonly over?:
    | (Pick<HungAs, 'insteadOf' | 'differs'> & {
        readonly colormap?: string | undefined;
        readonly opacity?: number | undefined;
      })
    | undefined;
  /** What was wanted, in the protocol's words, where this hangs in its place. */
  readonly insteadOf?: string | undefined;
  /** Of a prior, beside what it was hung to be compared with. */
  readonly differs?: ToldBeside[] | undefined;
}

/**
 * One text for one way of looking: two boxes that a protocol wants to look alike share what the reader does to one of
 * them, and one that is to look otherwise (the same series in the window of bone) is remembered by itself.
 */
export function lookKey(hung: HungAs | undefined): string {
  if (!hung) return '';
  const { at: _, cine: __, ...look } = hung.look;
  const parts = { ...look, ...(hung.slab && { slab: hung.slab }) };
  const names = Object.keys(parts).sort() as (keyof typeof parts)[];
  return names.length === 0 ? '' : JSON.stringify(names.map((name) => [name, parts[name]]));
}
