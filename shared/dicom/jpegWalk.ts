import { planScan, type ScanPlan, unstuff, walkUnits } from './jpegScan.ts';
import {
  type HuffmanTables,
  type JpegFrame,
  readFrame,
  readHuffmanTables,
  readScan,
  twoBytes,
} from './jpegSegments.ts';

/** What the walk knows on its way from marker to marker. */
interface Walk {
  readonly bytes: Uint8Array;
  readonly room: Uint8Array;
  readonly tables: HuffmanTables;
  readonly scanned: Set<number>;
  frame: JpegFrame | undefined;
  /** MCUs from one restart marker to the next; 0 for none. */
  interval: number;
}

/**
 * Why the coded data of a JPEG (SOF0, SOF1, SOF3) are not exactly the image that its header promises; undefined when they
 * are. The decoders in use paint what is missing black and draw what is wrong, without a word (V2), and the last bytes
 * prove nothing: so every Huffman code is walked, sample by sample, and the codes must end where the data end. What stands
 * behind the end of the image is not looked at. About 20 ms for a mammogram.
 */
export function faultOfJpeg(bytes: Uint8Array): string | undefined {
  const walk: Walk = {
    bytes,
    room: new Uint8Array(bytes.length + 4),
    tables: { differences: [], coefficients: [], built: 0 },
    scanned: new Set(),
    frame: undefined,
    interval: 0,
  };
  let at = 2;
  for (;;) {
    if (bytes[at] !== 0xff) return 'JPEG marker missing';
    while (bytes[at + 1] === 0xff) at += 1;
    const marker = bytes[at + 1] ?? 0;
    if (marker === 0xd9) return allScanned(walk) ? undefined : 'JPEG components missing';
    const end = at + 2 + twoBytes(bytes, at + 2);
    if (end < at + 4 || end > bytes.length) return 'JPEG segment cut';
    const body = bytes.subarray(at + 4, end);
    const fault = readSegment(walk, marker, body);
    if (fault) return fault;
    at = end;
    if (marker !== 0xda) continue;
    const next = walkScan(walk, body, end);
    if (typeof next === 'string') return next;
    at = next;
  }
}

function allScanned({ frame, scanned }: Walk): boolean {
  return frame !== undefined && scanned.size === frame.components.length;
}

function readSegment(walk: Walk, marker: number, body: Uint8Array): string | undefined {
  if (marker === 0xc0 || marker === 0xc1 || marker === 0xc3) {
    // A second frame would be another image's.
    if (walk.frame) return 'JPEG with two frames';
    walk.frame = readFrame(marker, body);
    return walk.frame ? undefined : 'JPEG frame header';
  }
  if (marker === 0xc4) return readHuffmanTables(body, walk.tables) ? undefined : 'JPEG Huffman table';
  if (marker === 0xdd) walk.interval = twoBytes(body, 0);
  return undefined;
}

/** Walks one scan's data; where the next marker stands, or what is wrong with them. */
function walkScan(walk: Walk, body: Uint8Array, from: number): number | string {
  const { frame } = walk;
  const scan = frame && readScan(body, frame, walk.tables);
  if (!frame || !scan) return 'JPEG scan header';
  for (const { component } of scan) {
    if (walk.scanned.has(component.id)) return 'JPEG component twice';
    walk.scanned.add(component.id);
  }
  return walkIntervals(walk, planScan(frame, scan), from);
}

function walkIntervals(walk: Walk, plan: ScanPlan, from: number): number | string {
  let at = from;
  const size = walk.interval || plan.mcus;
  for (let done = 0, count = 0; done < plan.mcus; done += size, count += 1) {
    if (count > 0) {
      // T.81 B.2.1: restart markers are numbered round 0 to 7, so that a lost interval shows.
      while (walk.bytes[at + 1] === 0xff) at += 1;
      if (walk.bytes[at + 1] !== 0xd0 + ((count - 1) & 7)) return 'JPEG restart marker';
      at += 2;
    }
    const data = unstuff(walk.bytes, at, walk.room);
    const taken = walkUnits(data, plan, Math.min(size, plan.mcus - done));
    if (taken === undefined) return 'JPEG data cut';
    if (!isPadding(data.bytes.subarray((taken + 7) >> 3, data.length))) return 'JPEG data left over';
    at = data.end;
  }
  // Some writers close even the last interval with a restart marker.
  const closing = walk.bytes[at + 1] ?? 0;
  return walk.interval > 0 && closing >= 0xd0 && closing <= 0xd7 ? at + 2 : at;
}

/** A careless writer's last word; what is longer, or anything else, was coded. */
function isPadding(rest: Uint8Array): boolean {
  return rest.length <= 3 && (rest.every((byte) => byte === 0) || rest.every((byte) => byte === 0xff));
}
