// `npm run build`: everything that Electron and the packaged app run. Plain Node needs the page only and runs the rest
// from source; `npm start` builds what it needs by itself.
import { buildMode, electronModes, pageModes } from './building.ts';

for (const mode of [...pageModes, ...electronModes]) {
  const started = performance.now();
  await buildMode(mode);
  console.log(`built ${mode} in ${((performance.now() - started) / 1000).toFixed(1)} s`);
}
