/** What a site asks of a monitor. The numbers stand in `resources/displays/policy.json`, not in code. */
export interface DisplayPolicy {
  readonly check: {
    /** So long a full check counts. */
    readonly fullDays: number;
    readonly dailyHours: number;
    /** Without the daily look the monitor is for review only; otherwise it is only asked for. */
    readonly dailyRequired: boolean;
    readonly luminanceDays: number;
  };
  readonly diagnostic: {
    readonly megapixels: number;
    readonly bits: number;
    readonly pitchMm: number;
    /** cd/m², room light included; so is the next. */
    readonly minimumLuminance: number;
    readonly maximumLuminance: number;
    readonly luminanceRatio: number;
    readonly gsdfErrorPercent: number;
  };
  readonly mammography: {
    /** A site turns it on for itself, knowing what it asks of a monitor. */
    readonly allowed: boolean;
    readonly modalities: readonly string[];
    readonly megapixels: number;
    readonly pitchMm: number;
    readonly maximumLuminance: number;
  };
  /** What a remote-limited monitor may be used for without a flag. */
  readonly remoteModalities: readonly string[];
  /** Radiographs: below so many megapixels of image area the reader is told to look at them 1:1. */
  readonly projection: { readonly modalities: readonly string[]; readonly imageMegapixels: number };
  readonly targets: TargetPolicy;
}

export type CheckKind = 'full' | 'daily';
export const targetZones = ['dark', 'middle', 'bright'] as const;
export type TargetZone = (typeof targetZones)[number];

export interface TargetPolicy {
  /** How many targets of each zone are hidden, and how often there is none. */
  readonly full: Readonly<Record<TargetZone | 'none', number>>;
  readonly daily: Readonly<Record<TargetZone | 'none', number>>;
  /** Misses allowed in each zone. */
  readonly missesAllowed: Readonly<Record<CheckKind, number>>;
  /** Grey levels (0 to 255) of the ground, and how far the target stands off it. */
  readonly zones: Readonly<Record<TargetZone, { readonly from: number; readonly to: number; readonly step: number }>>;
}
