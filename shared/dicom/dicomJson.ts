import { fail, type Result, succeed } from '../base/result.ts';
import { type Keyword, tagOf } from './attributes.ts';

/** One attribute of the DICOM JSON model (PS3.18 annex F.2). */
export interface DicomElement {
  readonly vr: string;
  readonly Value?: readonly unknown[];
  readonly BulkDataURI?: string;
  readonly InlineBinary?: string;
}

/** A data set in the DICOM JSON model: tag (eight hexadecimal digits) → element. Has no prototype. */
export type DicomDataset = { readonly [tag: string]: DicomElement };

const tagPattern = /^[0-9A-F]{8}$/;
const maxDepth = 32;
const maxElements = 1_000_000;

/**
 * Reads an untrusted value as one data set of the DICOM JSON model.
 * Keys that are not tags are refused, so that `__proto__` never becomes a property (F11).
 * What is nested deeper than 32 is left out: nothing is read there, and one deep report must not hide the objects beside it.
 * Values keep their JSON form; null stays null, because its place in a multi-valued attribute counts.
 */
export function readDicomJson(value: unknown): Result<DicomDataset, { readonly reason: string }> {
  const budget = { left: maxElements };
  try {
    return succeed(readDataset(value, 0, budget));
  } catch (error) {
    if (error instanceof NotDicomJson) return fail({ reason: error.message });
    throw error;
  }
}

class NotDicomJson extends Error {}

function readDataset(value: unknown, depth: number, budget: { left: number }): DicomDataset {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new NotDicomJson('not an object');
  const dataset = Object.create(null) as { [tag: string]: DicomElement };
  for (const [key, element] of Object.entries(value)) {
    budget.left -= 1;
    if (budget.left < 0) throw new NotDicomJson('more than a million attributes');
    const tag = key.toUpperCase();
    if (!tagPattern.test(tag)) throw new NotDicomJson('a key that is not a tag');
    dataset[tag] = readElement(element, depth, budget);
  }
  return dataset;
}

function readElement(value: unknown, depth: number, budget: { left: number }): DicomElement {
  if (typeof value !== 'object' || value === null) throw new NotDicomJson('an attribute that is not an object');
  const { vr, Value, BulkDataURI, InlineBinary } = value as Record<string, unknown>;
  const element: { vr: string; Value?: unknown[]; BulkDataURI?: string; InlineBinary?: string } = {
    vr: typeof vr === 'string' ? vr : 'UN',
  };
  if (Array.isArray(Value)) {
    budget.left -= Value.length;
    if (budget.left < 0) throw new NotDicomJson('more than a million values');
    if (element.vr !== 'SQ') element.Value = Value;
    else if (depth < maxDepth) element.Value = Value.map((item) => readDataset(item ?? {}, depth + 1, budget));
  }
  if (typeof BulkDataURI === 'string') element.BulkDataURI = BulkDataURI;
  if (typeof InlineBinary === 'string') element.InlineBinary = InlineBinary;
  return element;
}

/** The values of an attribute, empty when it is absent or empty. */
export function valuesOf(dataset: DicomDataset, keyword: Keyword): readonly unknown[] {
  return dataset[tagOf(keyword)]?.Value ?? [];
}

/** The first value as text, trimmed; undefined when absent, empty or not text. Not for names: see personName. */
export function textOf(dataset: DicomDataset, keyword: Keyword): string | undefined {
  return textsOf(dataset, keyword)[0];
}

export function textsOf(dataset: DicomDataset, keyword: Keyword): readonly string[] {
  return valuesOf(dataset, keyword)
    .filter((value) => typeof value === 'string' || typeof value === 'number')
    .map((value) => String(value).trim())
    .filter((value) => value !== '');
}

/** The first value as a finite number; DS and IS may arrive as text or number, "1e999" is not a number (F13). */
export function numberOf(dataset: DicomDataset, keyword: Keyword): number | undefined {
  const first = valuesOf(dataset, keyword)[0];
  return toFiniteNumber(first);
}

/** All values as finite numbers, or undefined if the attribute is absent or any value is not one. */
export function numbersOf(dataset: DicomDataset, keyword: Keyword): readonly number[] | undefined {
  const values = valuesOf(dataset, keyword);
  if (values.length === 0) return undefined;
  const numbers: number[] = [];
  for (const value of values) {
    const number = toFiniteNumber(value);
    if (number === undefined) return undefined;
    numbers.push(number);
  }
  return numbers;
}

/** The items of a sequence; empty when absent. */
export function itemsOf(dataset: DicomDataset, keyword: Keyword): readonly DicomDataset[] {
  const element = dataset[tagOf(keyword)];
  return element?.vr === 'SQ' ? ((element.Value ?? []) as readonly DicomDataset[]) : [];
}

function toFiniteNumber(value: unknown): number | undefined {
  if (typeof value === 'string' && value.trim() === '') return undefined;
  if (typeof value !== 'number' && typeof value !== 'string') return undefined;
  const number = Number(value);
  return Number.isFinite(number) ? number : undefined;
}
