import type { Said } from './said.ts';

/** Where in a protocol a rule stands, for whoever opens the editor there. */
export type PlaceInProtocol =
  | { readonly kind: 'study'; readonly rule: number }
  | { readonly kind: 'selector'; readonly selector: string; readonly rule?: number }
  | { readonly kind: 'stage'; readonly stage: number; readonly viewport?: string }
  | { readonly kind: 'prior'; readonly prior: string };

/** What can be changed from a sentence. */
export type WhyAct =
  /** "This series is …": another value for a facet of it. */
  | { readonly kind: 'correct'; readonly setId: string; readonly facet?: string }
  /** Hang the study by this protocol instead. */
  | { readonly kind: 'hangBy'; readonly protocol: string }
  /** Put this series into the box. */
  | { readonly kind: 'put'; readonly setId: string }
  /** Hang the study anew, with what is here now. */
  | { readonly kind: 'rehang' }
  /** Put an earlier study beside, by its id. */
  | { readonly kind: 'beside'; readonly study: string }
  | { readonly kind: 'stage'; readonly stage: number }
  | { readonly kind: 'edit'; readonly protocol: string; readonly at: PlaceInProtocol };

/** One sentence of the explanation. */
export interface WhyLine {
  readonly said: Said;
  /** `pass` and `fail`: of a rule; `doubt`: something that a reader should look at. */
  readonly mark?: 'pass' | 'fail' | 'doubt';
  /** Said below it, smaller: where it comes from, how sure it is, what speaks against it. */
  readonly small?: readonly Said[];
  /** Attributes with their tags, smaller still. */
  readonly tags?: readonly string[];
  /** What a rule added. */
  readonly points?: number;
  readonly acts?: readonly WhyAct[];
  /** Stands in from the line above. */
  readonly isNested?: boolean;
}

/** A part of the explanation under a heading of its own; `folded`: only its heading is seen at first. */
export interface WhySection {
  readonly id: string;
  readonly heading: Said;
  readonly lines: readonly WhyLine[];
  readonly folded?: boolean;
}
