import { endOfBlock, type HuffmanTable, stepShift, takenMask } from './huffmanTable.ts';
import type { JpegFrame, ScanComponent } from './jpegSegments.ts';

/** The units of one MCU, in order: a sample each in lossless coding, a block of 64 coefficients otherwise. */
export interface ScanPlan {
  readonly units: readonly ScanComponent[];
  readonly mcus: number;
}

/** T.81 annex A.2: a scan of one component goes unit by unit; a scan of several gives each its share of every MCU. */
export function planScan(frame: JpegFrame, scan: readonly ScanComponent[]): ScanPlan {
  const side = frame.lossless ? 1 : 8;
  const most = (of: (component: ScanComponent['component']) => number) => Math.max(...frame.components.map(of));
  const [across, down] = [most((component) => component.across), most((component) => component.down)];
  const only = scan.length === 1 ? scan[0] : undefined;
  if (only) {
    const width = Math.ceil((frame.width * only.component.across) / across);
    const height = Math.ceil((frame.height * only.component.down) / down);
    return { units: [only], mcus: Math.ceil(width / side) * Math.ceil(height / side) };
  }
  const units = scan.flatMap((each) => Array<ScanComponent>(each.component.across * each.component.down).fill(each));
  return { units, mcus: Math.ceil(frame.width / (side * across)) * Math.ceil(frame.height / (side * down)) };
}

/** Coded bytes between two markers without their stuffing (T.81 F.1.2.3), padded so that a look ahead stays inside. */
export interface CodedData {
  readonly bytes: Uint8Array;
  readonly length: number;
  /** Where the marker that ended them stands; the length of the stream when none did. */
  readonly end: number;
}

/** `into`: room for as many bytes as the stream has, and four. */
export function unstuff(stream: Uint8Array, from: number, into: Uint8Array): CodedData {
  let at = from;
  let length = 0;
  for (;;) {
    const stop = stream.indexOf(0xff, at);
    const end = stop < 0 ? stream.length : stop;
    into.set(stream.subarray(at, end), length);
    length += end - at;
    if (stop < 0 || stream[stop + 1] !== 0) return closed(into, length, end);
    into[length] = 0xff;
    length += 1;
    at = stop + 2;
  }
}

function closed(bytes: Uint8Array, length: number, end: number): CodedData {
  bytes.fill(0, length, length + 4);
  return { bytes, length, end };
}

/**
 * Walks the codes of so many MCUs; the bits that they took, undefined when a code is none or the data end before. Nothing
 * is decoded: a code's length, and how many bits follow it, is all that is asked.
 */
export function walkUnits(data: CodedData, plan: ScanPlan, mcus: number): number | undefined {
  const end = data.length * 8;
  const lossless = plan.units.every(({ coefficient }) => coefficient === undefined);
  const first = plan.units[0];
  if (lossless && first && plan.units.length === 1) return walkSamples(data.bytes, end, first.difference, mcus);
  let at = 0;
  for (let mcu = 0; mcu < mcus; mcu += 1) {
    for (const { difference, coefficient } of plan.units) {
      const entry = difference[peek(data.bytes, at)] ?? 0;
      at += entry & takenMask;
      if (entry === 0 || at > end) return undefined;
      if (!coefficient) continue;
      at = walkBlock(data.bytes, at, end, coefficient);
      if (at < 0) return undefined;
    }
  }
  return at;
}

/** The common case, and the large one: grey, lossless, millions of samples. */
function walkSamples(bytes: Uint8Array, end: number, table: HuffmanTable, samples: number): number | undefined {
  let at = 0;
  for (let sample = 0; sample < samples; sample += 1) {
    const entry = table[peek(bytes, at)] ?? 0;
    at += entry & takenMask;
    if (entry === 0 || at > end) return undefined;
  }
  return at;
}

/** The coefficients behind the first; -1 when they are none. */
function walkBlock(bytes: Uint8Array, from: number, end: number, table: HuffmanTable): number {
  let at = from;
  for (let index = 1; index < 64; ) {
    const entry = table[peek(bytes, at)] ?? 0;
    at += entry & takenMask;
    index += entry >> stepShift;
    if (entry === 0 || at > end) return -1;
    if (index > 64 && index <= endOfBlock) return -1;
  }
  return at;
}

function peek(bytes: Uint8Array, bit: number): number {
  const at = bit >> 3;
  const three = ((bytes[at] ?? 0) << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0);
  return (three >> (8 - (bit & 7))) & 0xffff;
}
