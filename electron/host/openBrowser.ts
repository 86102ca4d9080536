import { spawn } from 'node:child_process';
import { join } from 'node:path';
import type { World } from '#electron/base/world.ts';

const doorstepName = 'durbeen-open.html';
const doorstepLivesMs = 30_000;

/** Everything an attribute or a script could end on is escaped; a link of ours has none of it. */
const escaped = (link: string) => link.replace(/[^\w:/.#-]/g, (character) => encodeURIComponent(character));

const doorstep = (link: string) =>
  `<!doctype html><meta charset="utf-8"><meta name="referrer" content="no-referrer"><title>Durbeen</title>` +
  `<meta http-equiv="refresh" content="0; url=${escaped(link)}">` +
  `<p>Opening <a href="${escaped(link)}">Durbeen</a> …</p>`;

/**
 * Opens the browser without the code on any command line, which every user of the computer can read: the browser is
 * given a file that only this person may read and that leads on. It lies in the home folder, because a sandboxed
 * browser (Snap, Flatpak) reads no hidden folder, and is gone after 30 s.
 */
export async function openBrowser(
  link: string,
  { world, home, platform }: { world: Pick<World, 'files' | 'clock'>; home: string; platform: string },
): Promise<void> {
  const file = join(home, doorstepName);
  try {
    await world.files.rm(file, { force: true });
    await world.files.writeFile(file, doorstep(link), { mode: 0o600, flag: 'wx' });
  } catch {
    // The link is on the terminal too; a home folder that cannot be written to is not worth more words here.
    return;
  }
  world.clock.after(doorstepLivesMs, () => void world.files.rm(file, { force: true }).catch(() => undefined));
  const [command, args] = openerOf(platform, file);
  const opener = spawn(command, args, { stdio: 'ignore', detached: true });
  opener.on('error', () => undefined);
  opener.unref();
}

function openerOf(platform: string, file: string): [string, string[]] {
  if (platform === 'darwin') return ['open', [file]];
  if (platform === 'win32') return ['explorer.exe', [file]];
  return ['xdg-open', [file]];
}
