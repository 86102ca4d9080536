import type { ContentItem } from '#shared/dicom/documents/contentTree.ts';

/** Entries of a report that are put on the page at once: more hold up the hands, and nobody reads them in one glance. */
export const entriesAtOnce = 400;

export interface ReportPart {
  readonly items: readonly ContentItem[];
  /** Entries that are not among them. */
  readonly left: number;
}

/** The first entries of a content tree, in the order in which they are read; what is left is counted, never forgotten. */
export function firstEntries(items: readonly ContentItem[], most: number): ReportPart {
  const budget = { room: most, left: 0 };
  return { items: items.flatMap((item) => entry(item, budget)), left: budget.left };
}

function entry(item: ContentItem, budget: { room: number; left: number }): ContentItem[] {
  if (budget.room <= 0) {
    budget.left += countEntries(item);
    return [];
  }
  budget.room -= 1;
  return [{ ...item, children: item.children.flatMap((child) => entry(child, budget)) }];
}

function countEntries({ children }: ContentItem): number {
  return children.reduce((sum, child) => sum + countEntries(child), 1);
}
