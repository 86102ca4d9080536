import type { CleanUp } from './cleanUp.ts';
import type { LineProfile } from './profiles.ts';
import type { Tools } from './tools.ts';

export type LineEnd = 'client' | 'server';

/** Two network namespaces and a slow line between them. */
export interface SlowLine {
  readonly name: string;
  /** The namespace of an end, as `nsenter` takes it. */
  readonly path: Readonly<Record<LineEnd, string>>;
  readonly serverAddress: string;
  readonly serverNamespace: string;
  change(profile: Partial<LineProfile>): Promise<void>;
  /** Loses every packet for so long, or until it is mended. */
  cut(milliseconds: number): Promise<void>;
  mend(): Promise<void>;
  /** What the emulator measures of itself against what was asked; throws when it is off. */
  check(seconds: number): Promise<string>;
  /** Bytes of IP packets that have come down the line so far. */
  deliveredBytes(): Promise<number>;
  takeDown(): Promise<void>;
}

export async function openLine(tools: Tools, cleanUp: CleanUp, name: string, profile: LineProfile): Promise<SlowLine> {
  await tools.link('up', name, ...settingsOf(profile));
  const takeDown = cleanUp.add(`line ${name}`, async () => {
    await tools.link('down', name);
  });
  const ask = async (what: 'ns' | 'addr', end: LineEnd) => (await tools.link(what, name, end)).trim();
  const serverNamespace = await ask('ns', 'server');
  const path = {
    server: `/run/netns/${serverNamespace}`,
    client: `/run/netns/${await ask('ns', 'client')}`,
  };
  return {
    name,
    path,
    serverNamespace,
    serverAddress: await ask('addr', 'server'),
    change: async (changed) => {
      await tools.link('set', name, ...settingsOf(changed));
    },
    cut: async (milliseconds) => {
      await tools.link('cut', name, `${milliseconds}ms`);
    },
    mend: async () => {
      await tools.link('mend', name);
    },
    check: (seconds) => tools.link('check', name, '--seconds', String(seconds)),
    async deliveredBytes() {
      const status = await tools.link('status', name);
      return Number(/down \d+ packets \(([\d.]+) MB\)/.exec(status)?.[1] ?? Number.NaN) * 1e6;
    },
    takeDown,
  };
}

/** A whole profile says all, what it leaves out too; a part changes only what it names. */
function settingsOf(changed: Partial<LineProfile>): readonly string[] {
  const isWhole = changed.downBits !== undefined && changed.roundTripMs !== undefined;
  const { downBits, upBits, roundTripMs, jitterMs, lossPercent, queueMs, seed } = {
    ...(isWhole ? { jitterMs: 0, queueMs: 300 } : {}),
    ...changed,
  };
  const settings: string[] = [];
  if (downBits !== undefined) settings.push('--rate', `${downBits}bit/${upBits ?? downBits / 2}bit`);
  if (roundTripMs !== undefined) settings.push('--rtt', `${roundTripMs}ms`);
  if (jitterMs !== undefined) settings.push('--jitter', `${jitterMs}ms`);
  if (lossPercent !== undefined) settings.push('--loss', `${lossPercent}%`);
  if (queueMs !== undefined) settings.push('--queue', `${queueMs}ms`);
  if (seed !== undefined) settings.push('--seed', String(seed));
  return settings;
}
