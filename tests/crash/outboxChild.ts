/**
 * The process that is killed: signs reports and delivers them through a bad line, says each report on its output only
 * after signing has answered, and is ended at any moment. The archive is a folder, so that it outlives the kill:
 * a file there is what an archive has stored. Arguments: folder, seed, first study number.
 */
import { appendFileSync, existsSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { systemClock, systemFiles, systemRandom, type World } from '#electron/base/world.ts';
import { studyKey } from '#shared/dicom/frameKey.ts';
import { emptySections } from '#shared/reports/report.ts';
import { openReportWorld, quetta, studyAttributes, studyForReport, studyOf } from '../fixtures/reportWorld.ts';
import { createTestRandom } from '../fixtures/testRandom.ts';
import { noNetwork } from '../fixtures/testWorld.ts';
import { createUnreliableArchive, unreliable } from '../fixtures/unreliableArchive.ts';

const [folder = '', seed = '1', first = '0'] = process.argv.slice(2);
const archiveFolder = join(folder, 'archive');
const world: World = {
  // Fifty times as fast: what a person waits seconds for happens within one life of this process.
  clock: { ...systemClock, after: (delayMs, task) => systemClock.after(delayMs / 50, task) },
  files: systemFiles,
  random: systemRandom,
  network: noNetwork,
};
const desk = await openReportWorld(world, folder);
const stored = readdirSync(archiveFolder).filter((name) => name.endsWith('.dcm'));
const fraction = createTestRandom(Number(seed)).fraction;
const known = Array.from({ length: Number(first) + 200 }, (_, number) => studyOf(number));
desk.archives.set(
  quetta,
  createUnreliableArchive({
    archiveId: quetta,
    studies: known.map((study) => studyAttributes(study)),
    fraction,
    luck: unreliable,
    refusesTwice: Number(seed) % 2 === 0,
    alreadyStored: new Map(stored.map((name) => [name.slice(0, -4), readFileSync(join(archiveFolder, name))])),
    onStored: (uid, bytes) => {
      const path = join(archiveFolder, `${uid}.dcm`);
      // Stored for the first time, so far as this process was told: a second file of one UID is a doubled effect.
      appendFileSync(join(archiveFolder, 'log'), `${existsSync(path) ? 'again' : 'new'} ${uid}\n`);
      writeFileSync(`${path}.part`, bytes);
      renameSync(`${path}.part`, path);
    },
  }),
);
for (const study of known) desk.studies.set(studyKey(study), studyForReport(study));
desk.reports.start();

const call = { signal: new AbortController().signal };
for (let number = Number(first); ; number += 1) {
  const study = studyOf(number);
  const opened = await desk.reports.handlers['reports.open']({ study }, call);
  if (!opened.ok) throw new Error(opened.failure.code);
  const { reportId, revision } = opened.value;
  const text = { ...emptySections, findings: `Report ${number} فائنڈنگ`, impression: 'Normal.' };
  const saved = await desk.reports.handlers['reports.saveDraft']({ reportId, revision, text }, call);
  if (!saved.ok) throw new Error(saved.failure.code);
  process.stdout.write(`draft ${number}\n`);
  const signed = await desk.reports.handlers['reports.sign']({ reportId, revision: saved.value.revision }, call);
  if (!signed.ok) throw new Error(signed.failure.code);
  const version = signed.value.versions.at(-1);
  process.stdout.write(`signed ${number} ${version?.sopInstanceUID} ${version?.digest}\n`);
  await new Promise((done) => setTimeout(done, 3));
}
