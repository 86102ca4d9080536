import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { Files, World } from '#electron/base/world.ts';
import { practiceVersion } from '../attributes/practiceUids.ts';
import type { DrawingTime } from '../studies/plannedStudy.ts';
import { planPracticeStudies } from '../studies/practiceStudies.ts';
import { type DrawnFolder, manifestName } from './drawnFolder.ts';
import { type DrawStep, type StepResult, stepsOf } from './drawStep.ts';
import { drawSteps } from './drawSteps.ts';

export interface DrawingOptions {
  readonly world: Pick<World, 'clock' | 'files' | 'random'>;
  /** The user's cache folder for practice; drawn studies lie in a folder of their own in it. */
  readonly folder: string;
  readonly onProgress?: ((share: number) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly workerFile?: URL | undefined;
}

const drawnPrefix = 'drawn-';

/**
 * The folder of the drawn studies, drawing them first where this version has not been drawn yet.
 * Written beside, then renamed: a folder under its final name is whole, whatever was killed before.
 */
export async function drawPracticeStudies(options: DrawingOptions): Promise<string> {
  const { folder, world } = options;
  const final = join(folder, `${drawnPrefix}${practiceVersion}`);
  await world.files.mkdir(folder, { recursive: true });
  if (await isWhole(world.files, final)) {
    options.onProgress?.(1);
    return final;
  }
  await removeOthers(world.files, folder);
  const unfinished = join(folder, `${drawnPrefix}${practiceVersion}.${world.random.uuid()}.unfinished`);
  await world.files.mkdir(unfinished, { recursive: true });
  await drawInto(unfinished, options);
  await world.files.rename(unfinished, final);
  return final;
}

async function isWhole(files: Files, folder: string): Promise<boolean> {
  return files.stat(join(folder, manifestName)).then(
    () => true,
    () => false,
  );
}

/** What earlier versions drew, and what was left half-drawn. Received studies stay. */
async function removeOthers(files: Files, folder: string): Promise<void> {
  for (const name of await files.readdir(folder)) {
    if (name.startsWith(drawnPrefix)) await files.rm(join(folder, name), { recursive: true, force: true });
  }
}

async function drawInto(folder: string, options: DrawingOptions): Promise<void> {
  const { clock, files } = options.world;
  const nowMs = clock.now();
  const time: DrawingTime = { nowMs, offsetMinutes: clock.offsetMinutes(nowMs) };
  const plan = planPracticeStudies(time);
  const steps = stepsOf(plan);
  const total = steps.reduce((sum, step) => sum + step.cost, 0);
  const results = new Map<string, StepResult[]>();
  const manifest: DrawnFolder = { version: practiceVersion, series: [] };
  let done = 0;
  const onStep = async (step: DrawStep, result: StepResult) => {
    const name = `${step.study}/${step.drawing}`;
    const gathered = results.get(name) ?? [];
    results.set(name, gathered);
    gathered[step.index] = result;
    const drawing = plan[step.study]?.drawings[step.drawing];
    done += step.cost;
    options.onProgress?.(Math.min(0.99, done / total));
    if (!drawing || Object.keys(gathered).length < drawing.count) return;
    results.delete(name);
    for (const [at, series] of drawing.series.entries()) {
      const shared = { ...plan[step.study]?.attributes, ...series.attributes };
      const instances = gathered.map((one) => one[at]).filter((one) => one !== undefined);
      const file = createHash('sha256').update(`${name}/${series.key}`).digest('hex').slice(0, 16);
      const described = instances.map(({ attributes, frames }) => ({
        attributes,
        sizes: frames.map((frame) => frame.length),
      }));
      await files.writeFile(join(folder, `${file}.frames`), Buffer.concat(instances.flatMap(({ frames }) => frames)));
      manifest.series.push({ file, syntax: series.syntax, shared, instances: described });
    }
  };
  await drawSteps({ time, steps, onStep, signal: options.signal, workerFile: options.workerFile });
  manifest.series.sort((left, right) => (left.file < right.file ? -1 : 1));
  await files.writeFile(join(folder, manifestName), JSON.stringify(manifest));
  options.onProgress?.(1);
}
