import type { Keyword } from '../attributes.ts';
import { type DicomDataset, itemsOf, numberOf, numbersOf, textOf, valuesOf } from '../dicomJson.ts';
import { personNameOf } from '../personName.ts';
import { type InstanceReference, readReferences } from './references.ts';

/** More than a person reads, and less than would hold up a page. */
export const mostItems = 5_000;
/** Deeper than any template of PS3.16 goes. */
export const deepestItem = 24;
/** Of one item; a long report in one piece has a tenth of it. */
export const longestItemText = 200_000;
const mostCoordinates = 20_000;

export interface CodedName {
  readonly value: string;
  readonly scheme: string;
  readonly meaning: string;
}

/** A figure on an image or in the patient that a content item points at (PS3.3 C.18.6 and C.18.9). */
export interface ContentShape {
  readonly graphicType: string;
  /** Columns and rows from the corner of the first pixel, or mm in the patient: two or three numbers a point. */
  readonly numbers: readonly number[];
  readonly inPatient: boolean;
  /** The frame of reference of coordinates in the patient. */
  readonly frameOfReferenceUID: string | undefined;
}

/** One item of a content tree (PS3.3 C.17.3), as text for a reader. Its strings are shown as text and as nothing else. */
export interface ContentItem {
  readonly valueType: string;
  readonly relationship: string;
  readonly name: CodedName | undefined;
  /** Value as written for a reader; empty where the item has none. */
  readonly text: string;
  /** The text goes on, and is too long to be kept. */
  readonly textCut: boolean;
  readonly unit: string | undefined;
  readonly references: readonly InstanceReference[];
  readonly shape: ContentShape | undefined;
  readonly children: readonly ContentItem[];
}

export interface ContentTree {
  readonly root: ContentItem;
  /** Something was left out: too deep, too long, or too much. */
  readonly cut: boolean;
}

/** Reads the content of a structured report or key object. Never fails: what cannot be read has no text. */
export function readContentTree(dataset: DicomDataset): ContentTree {
  const reading = { left: mostItems, cut: false };
  const root = readItem(dataset, 0, reading);
  return { root, cut: reading.cut };
}

interface Reading {
  left: number;
  cut: boolean;
}

function readItem(dataset: DicomDataset, depth: number, reading: Reading): ContentItem {
  const valueType = (textOf(dataset, 'ValueType') ?? '').toUpperCase();
  const measured = itemsOf(dataset, 'MeasuredValueSequence')[0];
  const text = textOfItem(valueType, dataset, measured);
  const textCut = text.length > longestItemText;
  reading.cut ||= textCut || (numbersOf(dataset, 'GraphicData')?.length ?? 0) > mostCoordinates;
  return {
    valueType,
    relationship: textOf(dataset, 'RelationshipType') ?? '',
    name: readCode(itemsOf(dataset, 'ConceptNameCodeSequence')[0]),
    text: textCut ? text.slice(0, longestItemText) : text,
    textCut,
    unit: measured && readCode(itemsOf(measured, 'MeasurementUnitsCodeSequence')[0])?.value,
    references: readReferences(itemsOf(dataset, 'ReferencedSOPSequence')),
    shape: shapeOf(valueType, dataset),
    children: readChildren(dataset, depth, reading),
  };
}

function readChildren(dataset: DicomDataset, depth: number, reading: Reading): readonly ContentItem[] {
  const items = itemsOf(dataset, 'ContentSequence');
  if (items.length > 0 && depth >= deepestItem) {
    reading.cut = true;
    return [];
  }
  const children: ContentItem[] = [];
  for (const item of items) {
    if (reading.left <= 0) {
      reading.cut = true;
      break;
    }
    reading.left -= 1;
    children.push(readItem(item, depth + 1, reading));
  }
  return children;
}

/** A code by its meaning; without one, by its value. */
export function readCode(item: DicomDataset | undefined): CodedName | undefined {
  if (!item) return undefined;
  const value = textOf(item, 'CodeValue') ?? '';
  const meaning = textOf(item, 'CodeMeaning') ?? value;
  return meaning === '' ? undefined : { value, scheme: textOf(item, 'CodingSchemeDesignator') ?? '', meaning };
}

const plainValues: Readonly<Record<string, Keyword>> = {
  DATETIME: 'DateTime',
  DATE: 'Date',
  TIME: 'Time',
  UIDREF: 'UID',
};

function textOfItem(valueType: string, dataset: DicomDataset, measured: DicomDataset | undefined): string {
  switch (valueType) {
    case 'TEXT':
      return wholeText(dataset);
    case 'CODE':
      return readCode(itemsOf(dataset, 'ConceptCodeSequence')[0])?.meaning ?? '';
    case 'NUM':
      return measured ? (numberOf(measured, 'NumericValue')?.toString() ?? '') : '';
    case 'PNAME': {
      const name = personNameOf(dataset, 'PersonName');
      return name ? [name.alphabetic, name.ideographic].filter((part) => part !== '').join(' · ') : '';
    }
    default: {
      const keyword = plainValues[valueType];
      return keyword === undefined ? '' : (textOf(dataset, keyword) ?? '');
    }
  }
}

/** Line ends as one sign, whichever the writer's machine had. */
function wholeText(dataset: DicomDataset): string {
  const value = valuesOf(dataset, 'TextValue')[0];
  return typeof value === 'string' ? value.replace(/\r\n?/gu, '\n').trim() : '';
}

function shapeOf(valueType: string, dataset: DicomDataset): ContentShape | undefined {
  if (valueType !== 'SCOORD' && valueType !== 'SCOORD3D') return undefined;
  const numbers = numbersOf(dataset, 'GraphicData') ?? [];
  if (numbers.length === 0 || numbers.length > mostCoordinates) return undefined;
  return {
    graphicType: textOf(dataset, 'GraphicType') ?? '',
    numbers,
    inPatient: valueType === 'SCOORD3D',
    frameOfReferenceUID: textOf(dataset, 'ReferencedFrameOfReferenceUID'),
  };
}

/** Every item of a tree, parents before children. */
export function* walkContent(item: ContentItem): Generator<ContentItem> {
  yield item;
  for (const child of item.children) yield* walkContent(child);
}
