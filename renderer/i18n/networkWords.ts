import type { TFunction } from 'i18next';

/** The shape of a network as far as its words need it. */
export interface NamedNetwork {
  readonly label: string;
  readonly kind?: 'wired' | 'wifi' | 'mobile' | 'tunnel' | 'other' | undefined;
  readonly addresses?: string | undefined;
}

/** A network by what it is, for the name that the computer gives it says nothing to a reader. */
export function networkWords({ kind, addresses, label }: NamedNetwork, t: TFunction): string {
  if (kind === undefined) return label;
  return [t(`link.network.${kind}`), addresses].filter(Boolean).join(' · ');
}
