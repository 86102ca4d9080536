import { type CodedName, type ContentTree, walkContent } from './contentTree.ts';
import type { InstanceReference } from './references.ts';

/** A key object selection (PS3.3 A.35.4, TID 2010): which images somebody pointed out, and why. */
export interface KeyObject {
  readonly title: string;
  /** Why its images are not to be read, where that is what it says. */
  readonly rejection: RejectionReason | undefined;
  /** Whether its images are to be looked at: it neither takes them back nor lists whatever there is. */
  readonly pointsOut: boolean;
  readonly description: string;
  readonly images: readonly InstanceReference[];
}

/** Titles that reject (PS3.16 CID 7010). What was made under a wrong worklist entry may be another patient's. */
const rejections = {
  '113038': 'wrongPatient',
  '113037': 'safety',
  '113001': 'quality',
  '113039': 'expired',
} as const;
export type RejectionReason = (typeof rejections)[keyof typeof rejections];
/** The worst first. */
export const rejectionReasons: readonly RejectionReason[] = ['wrongPatient', 'safety', 'quality', 'expired'];
/**
 * Titles that point nothing out (PS3.16 CID 7010): manifests and complete contents, signed or not, name all that there is;
 * a quality issue is no finding.
 */
const plainLists: ReadonlySet<string> = new Set(['113010', '113030', '113031', '113032', '113033', '113034', '113035']);
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
  const rejection = rejectionOf(root.name);
  return {
    title: root.name?.meaning ?? '',
    rejection,
    pointsOut: rejection === undefined && !(root.name?.scheme === 'DCM' && plainLists.has(root.name.value)),
    description: described?.text ?? '',
    images,
  };
}

function rejectionOf(title: CodedName | undefined): RejectionReason | undefined {
  return title?.scheme === 'DCM' ? (rejections as Readonly<Record<string, RejectionReason>>)[title.value] : undefined;
}
