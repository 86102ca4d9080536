import type { BodyPart } from '../dicom/series/bodyPartWords.ts';
import type { Facet } from '../dicom/series/facet.ts';
import type { SeriesFacets, SeriesPlane, SeriesSide } from '../dicom/series/seriesFacets.ts';
import type { InitialLook, Level, Protocol, SeriesRule, SyncGroup, Viewport } from './protocol.ts';

/** What is known of a study as a whole; rules of a protocol's `match` ask for these by name. */
export interface StudyFacets {
  readonly modality: Facet<readonly string[]>;
  readonly bodyPart: Facet<readonly BodyPart[]>;
  /** Of the study and of what was requested. */
  readonly description: Facet<string>;
  readonly procedureCode: Facet<readonly string[]>;
  readonly laterality: Facet<SeriesSide>;
  readonly ageYears: Facet<number>;
  /** Series of images that are not left out of a hanging. */
  readonly nImageSeries: Facet<number>;
  readonly hasContrast: Facet<boolean>;
  readonly reason: Facet<string>;
  /** What was asked for, wherever it was written: `description` and `reason`. */
  readonly asked: Facet<string>;
  readonly planes: Facet<readonly SeriesPlane[]>;
}

/** What can hang by itself: a display set, known from its headers before any pixel is here. */
export interface HangSeries {
  /** Of the display set; no two of a study and its priors are alike. */
  readonly id: string;
  readonly seriesInstanceUID: string;
  readonly seriesNumber: number | undefined;
  readonly facets: SeriesFacets;
  /** Images that can hang by themselves, for selectors of level `instance`; their place in the display set. */
  readonly instances?: readonly { readonly index: number; readonly frames: number }[];
}

/** An earlier study of the same patient. */
export interface PriorToHang {
  /** `studyKey` of it. */
  readonly id: string;
  /** "YYYYMMDD"; undefined where nobody wrote one. */
  readonly date: string | undefined;
  /** TM text: which of one day is the newest. */
  readonly time?: string | undefined;
  readonly facets: StudyFacets;
  /** Undefined until its headers are here: it may be chosen, and its boxes wait for it. */
  readonly series: readonly HangSeries[] | undefined;
  readonly hasReport: boolean;
}

export interface StudyToHang {
  readonly id: string;
  /** "YYYYMMDD" */
  readonly date: string | undefined;
  /** Archive that it came from, as `match.sites` names it. */
  readonly site: string;
  readonly facets: StudyFacets;
  readonly series: readonly HangSeries[];
  readonly priors: readonly PriorToHang[];
  /** Screens that boxes may hang on, 1 or more. */
  readonly screens: number;
}

/** One rule, asked: what it wanted, what the study or series says, and where that stands. */
export interface RuleOutcome {
  readonly facet: string;
  readonly op: SeriesRule['op'];
  readonly want: unknown;
  readonly got: unknown;
  readonly source: string;
  readonly confidence: number;
  readonly conflict?: string | undefined;
  readonly pass: boolean;
  readonly required: boolean;
  readonly points: number;
  readonly why?: string | undefined;
}

/** A selector and the series that hangs for it. */
export interface Binding {
  readonly selector: string;
  /** `current` or the id of the wanted prior. */
  readonly from: string;
  /** `id` of the study that the series is of. */
  readonly study: string;
  readonly series: string;
  /** Of level `instance`: place of the image in the display set. */
  readonly index?: number;
  readonly score: number;
  readonly rules: readonly RuleOutcome[];
  /** Taken in place of what was asked for. */
  readonly via?:
    | { readonly kind: 'fallback'; readonly selector: string }
    | { readonly kind: 'mirror'; readonly selector: string; readonly alike: readonly string[] };
  /** What a reader must be told beside the image: a prior of another contrast or phase than what it hangs beside. */
  readonly differs?: readonly ('contrast' | 'phase' | 'kernel' | 'fatSat' | 'view' | 'tomo' | 'ac')[];
  /** What is written of one of the two pictures only, so that nobody knows whether they differ in it. */
  readonly unwritten?: readonly Unwritten[];
}

/** What is not known of the picture that hangs, or of the earlier one beside it, and is known of the other. */
export interface Unwritten {
  readonly facet: 'contrast' | 'phase' | 'laterality';
  readonly of: 'current' | 'prior';
}

/** A selector that nothing hangs for, and the series that came nearest. */
export interface Unbound {
  readonly selector: string;
  readonly from: string;
  readonly reason: 'noSeries' | 'noneFits' | 'taken' | 'noPrior' | 'priorNotRead' | 'nothingAlike' | 'sideUnknown';
  /** The nearest series and the rule that it failed. */
  readonly nearest?: { readonly series: string; readonly failed: RuleOutcome };
}

export interface PriorChoice {
  /** Of `PriorWanted`. */
  readonly id: string;
  readonly study: string | undefined;
  /** Days before the current study. */
  readonly ageDays: number | undefined;
  readonly rejected: readonly {
    readonly study: string;
    readonly reasons: readonly ('newer' | 'noDate' | 'modality' | 'bodyPart' | 'laterality' | 'age' | 'notChosen')[];
  }[];
}

/** One box of a stage as it hangs. */
export interface HungViewport {
  readonly id: string;
  /** Row, column, rows, columns: always filled. */
  readonly at: readonly [number, number, number, number];
  readonly type: NonNullable<Viewport['type']>;
  readonly plane?: SeriesPlane;
  readonly slab?: NonNullable<Viewport['slab']>;
  readonly initial: InitialLook;
  readonly primary: boolean;
  /** Selectors of its layers, the lowest first; look them up in `bindings` and `unbound`. */
  readonly layers: readonly {
    readonly selector: string;
    readonly label: string;
    readonly colormap?: string | undefined;
    readonly opacity?: number | undefined;
  }[];
}

export interface HungScreen {
  readonly role: 'primary' | 'secondary' | 'any';
  readonly rows: number;
  readonly columns: number;
  readonly viewports: readonly HungViewport[];
}

export interface HungStage {
  /** Place in the protocol. */
  readonly index: number;
  readonly name: string;
  /** Why it cannot hang now; undefined: it can. */
  readonly disabled:
    | { readonly kind: 'selector'; readonly selector: string }
    | { readonly kind: 'bound'; readonly bound: number; readonly wanted: number }
    | { readonly kind: 'screens'; readonly wanted: number }
    /** It would show what an earlier one shows; `stage`: place of that in the protocol. */
    | { readonly kind: 'same'; readonly stage: number }
    | undefined;
  readonly screens: readonly HungScreen[];
  readonly sync: readonly SyncGroup[];
}

/** What was thought of one protocol. */
export interface ProtocolVerdict {
  readonly protocol: Protocol;
  readonly rules: readonly RuleOutcome[];
  /** Why it is not for this study; undefined: it is. */
  readonly refused:
    | { readonly kind: 'rule'; readonly rule: RuleOutcome }
    /** `tooMuch`: it, and those before it, ask more than there is time for while a study opens. */
    | { readonly kind: 'site' | 'screens' | 'disabled' | 'noStage' | 'tooMuch' }
    | { readonly kind: 'prior'; readonly prior: string }
    | { readonly kind: 'requires'; readonly selector: string }
    | undefined;
  /** What it was ranked by, in this order. */
  readonly rank: {
    readonly isFallback: boolean;
    readonly level: Level;
    readonly score: number;
    readonly earliestStage: number;
    readonly specificity: number;
    readonly priorsFound: number;
    readonly coverage: number;
  };
}

/** How a study hangs, and why. */
export interface Hanging {
  readonly protocol: Protocol;
  readonly stages: readonly HungStage[];
  /** Place in `stages` of the one that hangs first. */
  readonly first: number;
  readonly bindings: Readonly<Record<string, Binding>>;
  readonly unbound: Readonly<Record<string, Unbound>>;
  readonly priors: readonly PriorChoice[];
  /** Every protocol that was asked: the winner, those it beat in their order, then the refused. */
  readonly considered: readonly ProtocolVerdict[];
}
