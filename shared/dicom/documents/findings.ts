import { type ContentItem, walkContent } from './contentTree.ts';
import { type GraphicPath, pathsOf } from './graphics.ts';
import { namesFrame } from './references.ts';

/** A figure that a report points at on an image, with the words of the item that it belongs to. */
export interface FindingOnImage {
  readonly paths: readonly GraphicPath[];
  readonly label: string;
}

const mostFindings = 2_000;

/**
 * What a report marks on a frame: spatial coordinates that were selected from it (PS3.3 C.18.6). A report's words belong
 * to the item above the coordinates: a measurement, or the finding itself.
 */
export function findingsOn(root: ContentItem, sopInstanceUID: string, frameNumber: number): readonly FindingOnImage[] {
  const found: FindingOnImage[] = [];
  for (const parent of walkContent(root)) {
    for (const item of parent.children) {
      if (item.valueType !== 'SCOORD' || !item.shape || found.length >= mostFindings) continue;
      const images = item.children.flatMap(({ references }) => references);
      if (!namesFrame(images, sopInstanceUID, frameNumber)) continue;
      const toPixel = (x: number, y: number) => ({ x: x - 0.5, y: y - 0.5 });
      const paths = pathsOf(item.shape.graphicType, item.shape.numbers, false, toPixel);
      if (paths) found.push({ paths, label: wordsOf(parent, item) });
    }
  }
  return found;
}

/** Whether a report marks anything on any image or in the patient. */
export function marksImages(root: ContentItem): boolean {
  for (const { shape } of walkContent(root)) if (shape) return true;
  return false;
}

/** What is said of a figure: by the item above it, or by its own name. */
export function wordsOf(parent: ContentItem, item: ContentItem): string {
  const name = item.name ?? parent.name;
  const value = parent.valueType === 'NUM' ? `${parent.text} ${parent.unit ?? ''}`.trim() : parent.text;
  return [name?.meaning, value].filter((part) => part !== undefined && part !== '').join(': ');
}
