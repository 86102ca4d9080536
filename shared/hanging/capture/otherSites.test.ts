import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { studyOf } from '#tests/fixtures/hangingStudies.ts';
import type { LabelledHeader, Truth } from '#tests/fixtures/seriesHeaders.ts';
import { readSiteFile, type SiteStudy } from '#tests/performance/hanging/siteFile.ts';
import { hang, hangWith } from '../hang.ts';
import type { StudyToHang } from '../hanging.ts';
import type { Protocol } from '../protocol.ts';
import { shippedProtocols } from '../shippedProtocols.ts';
import { captureHanging } from './captureHanging.ts';

// One demonstration at one site, tried at every other: by what the series are, as people wrote it beside their headers.

const sites = ['known', 'heldOut'].flatMap((name) =>
  readSiteFile(readFileSync(new URL(`../../../tests/performance/hanging/sites/${name}.txt`, import.meta.url), 'utf8')),
);

const toHang = ({ headers, more }: SiteStudy): StudyToHang =>
  studyOf({ series: headers.map(({ line }) => line), description: String(more.StudyDescription?.[0] ?? '') });

type Wanted = Truth;
const isWanted = ({ truth }: LabelledHeader, wanted: Wanted) =>
  truth.kind === 'image' &&
  Object.entries(wanted).every(([facet, value]) => truth[facet as keyof Truth] === value) &&
  // What is a projection says so.
  truth.mip !== 'true';

function demonstrated(site: SiteStudy, boxes: readonly Wanted[]): Protocol | undefined {
  const study = toHang(site);
  const shown = boxes.map((wanted) => study.series[site.headers.findIndex((header) => isWanted(header, wanted))]);
  if (shown.some((series) => series === undefined)) return undefined;
  return captureHanging({
    study,
    layout: {
      screens: [
        {
          role: 'primary',
          rows: 1,
          columns: shown.length,
          boxes: shown.map((series, column) => ({
            at: [0, column, 1, 1],
            type: 'stack',
            layers: [{ study: study.id, series: series?.id ?? '' }],
            isActive: column === 0,
          })),
        },
      ],
      links: [],
    },
    inForce: hang(study, shippedProtocols),
    stage: 0,
    presets: [],
    names: { whole: 'w', withoutPrior: 'p', oneScreen: 'o', protocol: 'n', notFor: (name) => `not ${name}` },
    id: 'user.shown',
  }).protocol;
}

/** What hangs in each box of the demonstration at another site; undefined: the box is empty. */
function triedAt(site: SiteStudy, protocol: Protocol): readonly (LabelledHeader | undefined)[] | undefined {
  const study = toHang(site);
  const hanging = hangWith(study, protocol);
  return hanging.stages[0]?.screens[0]?.viewports.map(({ layers }) => {
    const binding = hanging.bindings[layers[0]?.selector ?? ''];
    return site.headers[study.series.findIndex(({ id }) => id === binding?.series)];
  });
}

/** Nobody wrote that it is anything else. */
const mayBe = ({ truth }: LabelledHeader, wanted: Wanted) =>
  truth.kind === 'image' &&
  Object.entries(wanted).every(([facet, value]) => [undefined, value].includes(truth[facet as keyof Truth]));

interface Tally {
  demonstrations: number;
  right: number;
  wrong: string[];
  empty: string[];
}

function tally(modality: string, part: string, boxes: readonly Wanted[]): Tally {
  const ofPart = sites.filter(
    ({ parts, headers }) => parts.includes(part) && headers.some(({ line }) => line.startsWith(modality)),
  );
  const found: Tally = { right: 0, wrong: [], empty: [], demonstrations: 0 };
  for (const shown of ofPart) {
    const protocol = demonstrated(shown, boxes);
    if (!protocol) continue;
    found.demonstrations += 1;
    for (const other of ofPart) {
      const hung = triedAt(other, protocol);
      for (const [place, wanted] of boxes.entries()) {
        const is = other.headers.filter((header) => isWanted(header, wanted));
        if (is.length === 0) continue;
        const got = hung?.[place];
        const where = `${shown.site} > ${other.site}: ${JSON.stringify(wanted)} got ${got?.line ?? (hung ? 'nothing' : 'other protocol')}`;
        if (got && mayBe(got, wanted)) found.right += 1;
        else if (got) found.wrong.push(where);
        else found.empty.push(where);
      }
    }
  }
  return found;
}

describe('one demonstration hangs the studies of other makers and languages', () => {
  test.each([
    [
      'MR',
      'HEAD',
      [
        { weighting: 'T2', plane: 'AX' },
        { weighting: 'FLAIR', plane: 'AX' },
        { weighting: 'DWI' },
        { weighting: 'ADC' },
      ],
    ],
    [
      'MR',
      'HEAD',
      [
        { weighting: 'T1', plane: 'AX', contrast: 'pre' },
        { weighting: 'T1', plane: 'AX', contrast: 'post' },
      ],
    ],
    [
      'CT',
      'CHEST',
      [
        { kernel: 'sharp', plane: 'AX' },
        { kernel: 'soft', plane: 'AX' },
      ],
    ],
    ['CT', 'ABDOMEN', [{ phase: 'arterial' }, { phase: 'portal' }]],
    ['MR', 'ABDOMEN', [{ contrast: 'pre' }, { phase: 'arterial' }, { phase: 'portal' }]],
    [
      'MR',
      'LSPINE',
      [
        { weighting: 'T2', plane: 'SAG' },
        { weighting: 'T1', plane: 'SAG' },
      ],
    ],
  ] as const)('%s of %s', (modality, part, boxes) => {
    const { right, wrong, empty, demonstrations } = tally(modality, part, boxes);
    expect(demonstrations).toBeGreaterThan(1);
    expect(wrong).toEqual([]);
    // A box of a phase that nobody wrote at the other site stays empty: it is no wrong one, and few are.
    expect(empty.length).toBeLessThanOrEqual(right / 6);
  });
});
