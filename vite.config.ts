import { copyFileSync } from 'node:fs';
import { builtinModules, createRequire } from 'node:module';
import react from '@vitejs/plugin-react';
import { defineConfig, type UserConfig } from 'vite';

// One config, five modes: the page (renderer), and what Electron and the packaged app run (host, parser, shell, preload).
// Plain Node runs host and parser from source, without a build.
const root = import.meta.dirname;
const nodeBuiltins = [...builtinModules, ...builtinModules.map((name) => `node:${name}`)];

const codec = (path: string) => `@cornerstonejs/dicom-image-loader > @cornerstonejs/${path}`;
const ofVtk = (name: string) => `@cornerstonejs/core > @kitware/vtk.js > ${name}`;

const renderer: UserConfig = {
  root: `${root}/renderer/app`,
  base: './',
  plugins: [react()],
  resolve: {
    // vtk.js's XML reader pulls in xmlbuilder2, which extends Node's events and dies in a page; we read no XML with it.
    alias: { xmlbuilder2: `${root}/renderer/imaging/engine/withoutXml.ts` },
  },
  optimizeDeps: {
    include: [
      'dicom-parser',
      '@kitware/vtk.js/Common/DataModel/PiecewiseFunction',
      codec('codec-libjpeg-turbo-8bit/decodewasmjs'),
      codec('codec-charls/decodewasmjs'),
      codec('codec-openjpeg/decodewasmjs'),
      codec('codec-openjph/wasmjs'),
      // The same again, for the worker of ours that asks for them itself.
      '@cornerstonejs/codec-openjpeg/decodewasmjs',
      '@cornerstonejs/codec-openjph/wasmjs',
      ofVtk('fast-deep-equal'),
      ofVtk('seedrandom'),
      ofVtk('globalthis'),
      ofVtk('spark-md5'),
    ],
  },
  worker: { format: 'es' },
  build: {
    outDir: `${root}/dist/renderer`,
    emptyOutDir: true,
    target: 'esnext',
    // 0: no wasm in data: URLs, or the Content-Security-Policy stops it.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 8000,
  },
};

const forNode = (entries: Record<string, string>, format: 'es' | 'cjs', external: string[]): UserConfig => ({
  root,
  build: {
    outDir: `${root}/dist/${Object.keys(entries)[0] ?? ''}`,
    emptyOutDir: true,
    target: 'node22',
    minify: false,
    sourcemap: true,
    ssr: true,
    rolldownOptions: {
      input: entries,
      external: [...nodeBuiltins, 'electron', ...external],
      // All beside one another: parts find one another by `import.meta.url`.
      output: {
        format,
        chunkFileNames: '[name]-[hash].js',
        entryFileNames: format === 'cjs' ? '[name].cjs' : '[name].js',
      },
    },
  },
  ssr: { noExternal: true, external: [...external, 'electron'] },
});

/** The one codec that has no single-file build: its wasm lies beside what decodes with it. */
const withOpenJph = (config: UserConfig): UserConfig => ({
  ...config,
  plugins: [
    {
      name: 'durbeen:openjph',
      // The codecs are Emscripten's CommonJS, which names the folder it lies in; a module has no such word.
      renderChunk: (code) => `const __dirname = import.meta.dirname;\n${code}`,
      // Copied, not emitted: a build for Node emits no assets.
      writeBundle({ dir }) {
        const path = createRequire(import.meta.url).resolve('@cornerstonejs/codec-openjph/wasm');
        copyFileSync(path, `${dir}/openjphjs.wasm`);
      },
    },
  ],
});

export default defineConfig(({ mode }): UserConfig => {
  switch (mode) {
    case 'host':
      return withOpenJph(
        forNode(
          {
            host: `${root}/electron/host/startUtility.ts`,
            drawWorker: `${root}/electron/practice/drawing/drawWorker.ts`,
          },
          'es',
          ['better-sqlite3'],
        ),
      );
    case 'parser':
      return withOpenJph(forNode({ parser: `${root}/electron/parser/startParser.ts` }, 'es', []));
    case 'shell':
      return forNode({ shell: `${root}/electron/shell/main.ts` }, 'es', []);
    case 'preload':
      return forNode({ preload: `${root}/electron/shell/preload.ts` }, 'cjs', []);
    default:
      return renderer;
  }
});
