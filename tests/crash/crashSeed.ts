/** Of the killed fetches: the same in every run, or what CRASH_SEED says. Other seeds by the hundred: `npm run soak`. */
export const crashSeed = Number(process.env['CRASH_SEED'] ?? 1);
