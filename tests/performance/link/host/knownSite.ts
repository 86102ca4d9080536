import { cp, mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import type { Bench } from '../bench.ts';
import { withoutLimit } from '../lines/profiles.ts';
import { type HostProcess, type HostProcessOptions, startHostProcess } from './hostProcess.ts';
import { settled } from './settled.ts';

export interface KnownSite {
  readonly url: string;
  /** Names the archive behind the address, which may be another one later. */
  readonly name: string;
  /** The site allows compressing for the line, and previews. Yes unless told. */
  readonly allows?: boolean;
  readonly environment?: HostProcessOptions['environment'];
}

/** A new archive is looked into only after a while: the worklist comes first. */
const quietUntilProbedMs = 26_000;

/**
 * A host that knows the site and holds none of its images, as on any day but the first: what the archive can do was
 * found out before, on a line without limit, and each call starts from a copy of that. The line is left without limit.
 */
export async function startAtKnownSite(bench: Bench, site: KnownSite): Promise<HostProcess> {
  const { line, cleanUp, folder } = bench;
  await line.change(withoutLimit);
  const environment = site.environment && { environment: site.environment };
  const template = await (bench.sites.get(site.name) ?? getToKnow(bench, site));
  const copy = await mkdtemp(join(folder, 'host-'));
  await cp(template, copy, { recursive: true });
  const host = await startHostProcess(line, cleanUp, { folder: copy, ...environment });
  await host.ask('prepare', { url: site.url });
  await settled(host);
  await host.ask('forgetTraffic', null);
  return host;
}

function getToKnow(bench: Bench, { url, name, allows = true, environment }: KnownSite): Promise<string> {
  const known = (async () => {
    const folder = await mkdtemp(join(bench.folder, 'site-'));
    const host = await startHostProcess(bench.line, bench.cleanUp, { folder, ...(environment && { environment }) });
    try {
      await host.ask('prepare', { url, allows });
      await settled(host, quietUntilProbedMs);
    } finally {
      await host.stop();
    }
    return folder;
  })();
  bench.sites.set(name, known);
  return known;
}
