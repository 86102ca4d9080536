import type { TFunction } from 'i18next';
import type { Origin } from '#shared/dicom/documents/origin.ts';
import { shownText } from '#shared/dicom/shownText.ts';

/** Which program found something, and whether anybody looked at it. */
export function machineWords({ name, version, verifiedBy }: Origin, t: TFunction): string {
  const program = [name, version].filter((part) => part !== '').map(shownText);
  const words = { name: program.join(', ') || t('documents.layer.unnamed'), who: verifiedBy };
  return t(verifiedBy === undefined ? 'documents.layer.machine' : 'documents.layer.machineVerified', words);
}
