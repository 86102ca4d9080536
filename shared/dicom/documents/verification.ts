import { type DicomDataset, itemsOf, textOf } from '../dicomJson.ts';
import { readableNameOf } from '../personName.ts';
import { instanceKind } from '../sopClasses.ts';

/**
 * Who stands for a structured report (PS3.3 C.17.2): the last verifying observer who is named. Undefined where nobody
 * is: the flag alone is a word that any program can write, and no other kind of object is verified by anybody.
 */
export function verifierOf(dataset: DicomDataset): string | undefined {
  if (instanceKind(textOf(dataset, 'SOPClassUID'), false) !== 'structuredReport') return undefined;
  if (textOf(dataset, 'VerificationFlag') !== 'VERIFIED') return undefined;
  const names = itemsOf(dataset, 'VerifyingObserverSequence').map((observer) =>
    readableNameOf(observer, 'VerifyingObserverName'),
  );
  const name = names.findLast((one) => one !== undefined);
  return name && (name.alphabetic || name.ideographic || name.phonetic);
}
