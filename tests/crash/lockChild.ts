/** Takes the lock of the profile given as its argument, says so, and holds it until it is killed. */
import { writeSync } from 'node:fs';
import { lockProfile } from '#electron/base/database/profileLock.ts';

const lock = lockProfile(process.argv[2] ?? '');
writeSync(1, lock.ok ? 'held\n' : `${lock.failure.code}\n`);
if (lock.ok) setInterval(() => undefined, 60_000);
