import { type ContentTree, walkContent } from './contentTree.ts';
import type { InstanceReference } from './references.ts';

/** A key object selection (PS3.3 A.35.4, TID 2010): which images somebody pointed out, and why. */
export interface KeyObject {
  readonly title: string;
  /** A selection whose title rejects: poor images, or another patient's (CID 7010, 113001, 113037 to 113039). */
  readonly rejects: boolean;
  readonly description: string;
  readonly images: readonly InstanceReference[];
}

const rejections = new Set(['113001', '113037', '113038', '113039']);
const keyObjectDescription = '113012';

export function readKeyObject({ root }: ContentTree): KeyObject {
  const items = [...walkContent(root)];
  const seen = new Set<string>();
  const images = items
    .flatMap(({ valueType, references }) => (valueType === 'IMAGE' ? references : []))
    .filter(({ sopInstanceUID, frames }) => {
      const name = `${sopInstanceUID}/${frames?.join() ?? ''}`;
      return !seen.has(name) && seen.add(name);
    });
  const described = items.find(({ valueType, name }) => valueType === 'TEXT' && name?.value === keyObjectDescription);
  return {
    title: root.name?.meaning ?? '',
    rejects: root.name?.scheme === 'DCM' && rejections.has(root.name.value),
    description: described?.text ?? '',
    images,
  };
}
