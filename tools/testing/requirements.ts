import { existsSync } from 'node:fs';
import { findChromium } from '../../tests/fixtures/chromium.ts';
import { has, run } from './run.ts';

/** What the tests want from the system beside npm, and the Debian packages that bring it. */
const wanted = [
  {
    what: 'Orthanc, a real archive',
    present: () => existsSync('/usr/sbin/Orthanc') || has('Orthanc'),
    packages: ['orthanc', 'orthanc-dicomweb'],
  },
  { what: 'DCMTK, to read our reports', present: () => has('dsrdump'), packages: ['dcmtk'] },
  { what: 'dicom3tools, to validate our objects', present: () => has('dciodvfy'), packages: ['dicom3tools'] },
];

/** Finds or brings what the tests need and says in a line each what it did. False when no browser can be had. */
export async function meetRequirements(): Promise<boolean> {
  const missing = wanted.filter((each) => !each.present());
  const packages = [...missing.flatMap((each) => each.packages), ...(findChromium() === undefined ? ['chromium'] : [])];
  if (packages.length > 0 && canInstallDebianPackages()) await installDebianPackages(packages);
  if (findChromium() === undefined) {
    console.log('requirements: no Chromium, Chrome or Edge here; asking Playwright to download its own');
    await run('npx', ['playwright', 'install', 'chromium']);
  }
  for (const each of wanted) {
    if (!each.present())
      console.log(`requirements: CANNOT RUN here: tests that need ${each.what} (Debian: ${each.packages.join(' ')})`);
  }
  const chromium = findChromium();
  console.log(
    chromium === undefined
      ? 'requirements: CANNOT RUN here: browser tests, no Chromium could be had'
      : `requirements: browser tests use ${chromium}`,
  );
  return chromium !== undefined;
}

function canInstallDebianPackages(): boolean {
  return process.platform === 'linux' && process.getuid?.() === 0 && has('apt-get');
}

async function installDebianPackages(packages: readonly string[]): Promise<void> {
  console.log(`requirements: installing the Debian packages ${packages.join(' ')}`);
  const quiet = { DEBIAN_FRONTEND: 'noninteractive' };
  // A package's own service must not start: the tests start what they need, on ports of their own.
  const noServices = ['-o', 'Dpkg::Options::=--force-confold', '-o', 'DPkg::Lock::Timeout=600'];
  await run('apt-get', ['-qq', 'update'], quiet);
  const code = await run('apt-get', ['-qq', '-y', ...noServices, 'install', '--no-install-recommends', ...packages], {
    ...quiet,
    RUNLEVEL: '1',
  });
  if (code !== 0) console.log(`requirements: apt-get ended with ${code}`);
}
