// The practice archive in a process of its own, as an archive at a site is. Says on its first line what drawing cost
// and where it listens, and ends when its input does.
import { systemClock, systemFiles, systemRandom } from '#electron/base/world.ts';
import { startPractice } from '#electron/practice/index.ts';

const started = performance.now();
const before = process.cpuUsage();
const world = { clock: systemClock, files: systemFiles, random: systemRandom };
const practice = await startPractice({ world, folder: process.argv[2] ?? '' });
const { user, system } = process.cpuUsage(before);
const drawing = { wallMs: performance.now() - started, cpuMs: (user + system) / 1000 };
process.stdout.write(`${JSON.stringify({ url: practice.url, drawing })}\n`);
process.stdin.resume().once('end', () => void practice.close().then(() => process.exit(0)));
