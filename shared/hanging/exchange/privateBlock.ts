import type { DicomDataset } from '../../dicom/dicomJson.ts';
import type { Protocol } from '../protocol.ts';

/** PS3.5 section 7.8.1: who reserved the block. The number is of the form of what is in it. */
const creator = 'DURBEEN HANGING 1';
const group = '0073';
/** How `standardPart` writes; another number was written by another Durbeen. */
const mapping = 1;

/** The whole protocol, beside what DICOM can say of it. */
export function privateBlock(protocol: Protocol): DicomDataset {
  return {
    [`${group}0010`]: { vr: 'LO', Value: [creator] },
    [`${group}1001`]: { vr: 'US', Value: [mapping] },
    [`${group}1002`]: { vr: 'UT', Value: [JSON.stringify(protocol)] },
  };
}

/** Text of a private block, `otherMapping` of another Durbeen's, `unreadable`, or undefined: there is none. */
export function readPrivateBlock(
  dataset: DicomDataset,
): { readonly text: string } | 'otherMapping' | 'unreadable' | undefined {
  const reserved = Object.entries(dataset).find(
    ([tag, element]) => tag.startsWith(`${group}00`) && tag.slice(6) >= '10' && element.Value?.[0] === creator,
  );
  if (!reserved) return undefined;
  const block = reserved[0].slice(6);
  const number = dataset[`${group}${block}01`];
  const text = dataset[`${group}${block}02`];
  if (number?.vr !== 'US' || text?.vr !== 'UT') return 'unreadable';
  if (number.Value?.[0] !== mapping) return 'otherMapping';
  const written = text.Value?.[0];
  return typeof written === 'string' ? { text: written } : 'unreadable';
}
