import type { TFunction } from 'i18next';
import type { NetworkDescription } from '#shared/contract/link.ts';

/** A network by what it is, for the name that the computer gives it says nothing to a reader. */
export function networkWords({ kind, addresses, label }: NetworkDescription, t: TFunction): string {
  if (kind === undefined) return label;
  return [t(`link.network.${kind}`), addresses].filter(Boolean).join(' · ');
}
