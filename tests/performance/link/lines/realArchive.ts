import type { CleanUp } from './cleanUp.ts';
import type { SlowLine } from './slowLine.ts';
import type { Tools } from './tools.ts';

/** Real Orthanc at the server's end of a line. */
export interface RealArchive {
  /** The DICOMweb root, as the client's end reaches it. */
  readonly url: string;
  load(...folders: readonly string[]): Promise<void>;
  takeDown(): Promise<void>;
}

export async function openArchive(
  tools: Tools,
  cleanUp: CleanUp,
  line: Pick<SlowLine, 'serverNamespace'>,
  name: string,
  folders: readonly string[],
): Promise<RealArchive> {
  // A run that was killed leaves its archive behind.
  await tools.archive('down', name).catch(() => undefined);
  await tools.archive('up', name, '--netns', line.serverNamespace);
  const takeDown = cleanUp.add(`archive ${name}`, async () => {
    await tools.archive('down', name);
  });
  const load = async (...paths: readonly string[]) => {
    await tools.archive('load', name, ...paths);
  };
  await load(...folders);
  return { url: (await tools.archive('url', name)).trim(), load, takeDown };
}
