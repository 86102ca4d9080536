/** What goes wrong in a fault trial, and when: drawn from a seed, so that a failing trial can be played again. */
import type { RequestHandler } from '#electron/practice/index.ts';
import type { FastWorld } from './fastWorld.ts';
import type { FaultProxy, ProxyFaultRule } from './faultProxy.ts';
import type { Fault, FaultRule, FaultyArchive } from './faultyArchive.ts';
import { codedFrames } from './trialStudies.ts';

export interface TrialStage {
  readonly archive: FaultyArchive;
  readonly proxy: FaultProxy;
  readonly world: FastWorld;
  readonly impostor: RequestHandler;
  readonly lossy: RequestHandler;
  /** The network under the services has changed, as the watch of the computer's interfaces says it. */
  readonly networkChanged: () => void;
  /** Everything ends in order and starts again on what is on the disk. */
  readonly restart: () => Promise<void>;
}

export interface ScriptStep {
  /** Milliseconds of the wall after the step before. */
  readonly afterMs: number;
  readonly name: string;
  run(stage: TrialStage): void | Promise<void>;
}

type Draw = () => number;

const between = (draw: Draw, least: number, most: number): number => Math.round(least + draw() * (most - least));
const oneOf = <Item>(draw: Draw, items: readonly Item[]): Item => items[Math.floor(draw() * items.length)] as Item;

const frames = /\/frames\//;
const metadata = /\/metadata/;
const searches = /\/(studies|series)(\?|$)/;
const day = 86_400_000;

/** Draws the steps of one trial. */
export function drawScript(draw: Draw, stage: Pick<TrialStage, 'impostor' | 'lossy'>): readonly ScriptStep[] {
  const count = between(draw, 3, 9);
  return Array.from({ length: count }, (_, place) => {
    const afterMs = place < 2 ? 0 : between(draw, 0, 120);
    return { afterMs, ...drawStep(draw, stage) };
  });
}

function drawStep(draw: Draw, stage: Pick<TrialStage, 'impostor' | 'lossy'>): Omit<ScriptStep, 'afterMs'> {
  const kind = draw();
  if (kind < 0.5) return contentStep(draw, stage);
  if (kind < 0.75) return connectionStep(draw);
  if (kind < 0.88) return lineStep(draw);
  return computerStep(draw);
}

/** The archive says something wrong. */
function contentStep(draw: Draw, { impostor, lossy }: Pick<TrialStage, 'impostor' | 'lossy'>) {
  const when = oneOf(draw, [frames, frames, metadata, searches, undefined]);
  if (when === frames && draw() < 0.06) return wrongMagicStep(draw);
  const fault = drawFault(draw, when, impostor, lossy);
  const times = between(draw, 1, 8);
  const chance = oneOf(draw, [undefined, 0.3, 0.7]);
  const rule: FaultRule = { fault, times, ...(when ? { when } : {}), ...(chance === undefined ? {} : { chance }) };
  return {
    name: `archive ${fault.kind} ${when?.source ?? 'anything'} x${times}`,
    run: ({ archive }: TrialStage) => archive.addFault(rule),
  };
}

/** Only where a codec has a magic: overwritten pixels that were never coded cannot be told from others. */
function wrongMagicStep(draw: Draw): Omit<ScriptStep, 'afterMs'> {
  const rule: FaultRule = { fault: { kind: 'wrongMagic', index: 0 }, times: between(draw, 1, 8), when: codedFrames };
  return { name: `archive wrongMagic x${rule.times}`, run: ({ archive }) => archive.addFault(rule) };
}

function drawFault(draw: Draw, when: RegExp | undefined, impostor: RequestHandler, lossy: RequestHandler): Fault {
  const anywhere: readonly Fault[] = [
    { kind: 'latency', ms: between(draw, 20, 400) },
    { kind: 'status', status: oneOf(draw, [500, 502, 404, 410]) },
    { kind: 'status', status: oneOf(draw, [429, 503]), headers: { 'retry-after': String(between(draw, 0, 5)) } },
    { kind: 'cutBody', afterBytes: between(draw, 0, 3_000) },
    { kind: 'stall', afterBytes: between(draw, 0, 3_000) },
    { kind: 'hangUp' },
    { kind: 'captivePortal' },
    { kind: 'redirect', location: 'http://127.0.0.2:9/elsewhere' },
    { kind: 'endlessBody' },
  ];
  const index = between(draw, 0, 2);
  const inFrames: readonly Fault[] = [
    { kind: 'answeredBy', handler: impostor },
    { kind: 'answeredBy', handler: lossy },
    { kind: 'otherTarget', from: /\/instances\/([\d.]+)\.\d+\/frames/, to: '/instances/$1.1/frames' },
    { kind: 'otherTarget', from: /frames\/\d+/, to: 'frames/2' },
    { kind: 'wrongTransferSyntax', uid: oneOf(draw, ['1.2.840.10008.1.2.4.81', '1.2.840.10008.1.2.4.50', '1.2.3']) },
    { kind: 'duplicateParts' },
    { kind: 'missingPart', index },
    { kind: 'truncatedPart', index, keepBytes: between(draw, 0, 900) },
    { kind: 'longerPart', index, moreBytes: between(draw, 1, 4_000) },
  ];
  const inLists: readonly Fault[] = [
    { kind: 'countLie', add: oneOf(draw, [-2, -1, 1, 5]) },
    { kind: 'shortList' },
    { kind: 'otherTarget', from: /\?.*$/, to: '' },
  ];
  if (when === frames && draw() < 0.6) return oneOf(draw, inFrames);
  if ((when === metadata || when === searches) && draw() < 0.5) return oneOf(draw, inLists);
  return oneOf(draw, anywhere);
}

/** One connection or one answer breaks. */
function connectionStep(draw: Draw) {
  const fault = oneOf<ProxyFaultRule['fault']>(draw, [
    { kind: 'reset' },
    { kind: 'reset' },
    { kind: 'halfClose' },
    { kind: 'freeze' },
    { kind: 'silence', ms: between(draw, 50, 500) },
    { kind: 'drip', bytesPerSecond: between(draw, 2_000, 40_000) },
    { kind: 'garbage', bytes: between(draw, 1, 200) },
  ]);
  const of = oneOf(draw, ['answer', 'answer', 'connection'] as const);
  const rule = { fault, of, atByte: between(draw, 0, of === 'answer' ? 4_000 : 12_000), times: between(draw, 1, 4) };
  // A garbled head is noticed; garbled bytes of a frame that keep its shape cannot be, over plain HTTP. Only heads, then.
  const placed = fault.kind === 'garbage' ? { ...rule, of: 'answer' as const, atByte: 0 } : rule;
  return {
    name: `connection ${fault.kind} at ${placed.atByte} of ${placed.of}`,
    run: ({ proxy }: TrialStage) => void proxy.addFault(placed),
  };
}

/** The line as a whole. */
function lineStep(draw: Draw): Omit<ScriptStep, 'afterMs'> {
  const ms = between(draw, 30, 400);
  const pause = () => new Promise<void>((resolve) => setTimeout(resolve, ms));
  const kind = oneOf(draw, [
    'silence',
    'cut',
    'resetAll',
    'freezeOne',
    'portal',
    'garbage',
    'mute',
    'endless',
  ] as const);
  return {
    name: `line ${kind} ${ms} ms`,
    async run({ proxy }) {
      if (kind === 'silence') proxy.silence(ms);
      else if (kind === 'resetAll') proxy.resetAll();
      else if (kind === 'freezeOne') proxy.freezeOne(0);
      else {
        await (kind === 'cut' ? proxy.cut() : proxy.impersonate(kind));
        await pause();
        await proxy.restore();
      }
    },
  };
}

/** The computer. */
function computerStep(draw: Draw): Omit<ScriptStep, 'afterMs'> {
  const jumpMs = oneOf(draw, [-3 * day, 3 * day, -3_600_000, 400 * day, 90_000]);
  const skip = between(draw, 0, 6);
  const partialBytes = between(draw, 1, 2_000);
  const code = oneOf(draw, ['ENOSPC', 'ENOSPC', 'EIO'] as const);
  const kind = oneOf(draw, ['clock', 'disk', 'disk', 'network', 'restart'] as const);
  return {
    name: kind === 'clock' ? `clock jumps ${jumpMs} ms` : kind === 'disk' ? `disk ${code} after ${skip}` : kind,
    async run({ world, networkChanged, restart }) {
      if (kind === 'clock') world.jump(jumpMs);
      else if (kind === 'network') networkChanged();
      else if (kind === 'restart') await restart();
      else world.files.failWhen({ operation: 'write', path: /packs/, code, skip, times: 3, partialBytes });
    },
  };
}
