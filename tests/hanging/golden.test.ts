import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { hang } from '#shared/hanging/hang.ts';
import { shippedProtocols } from '#shared/hanging/shippedProtocols.ts';
import { studyOf } from '#tests/fixtures/hangingStudies.ts';
import { boxesOf, describeHanging } from './describeHanging.ts';
import { type HangingCase, readCases } from './readCases.ts';

// What hangs and why, of studies in the styles of many sites. What is to hang stands in cases/, by hand; the reasons stand
// in golden/, written anew by `npx vitest run --project unit tests/hanging -u` and to be read by eye before they are kept.

const folder = join(import.meta.dirname, 'cases');
const files = readdirSync(folder)
  .sort()
  .map((file) => ({ name: basename(file, '.txt'), cases: readCases(readFileSync(join(folder, file), 'utf8')) }));

function hangCase({ study }: HangingCase, screens: number) {
  const names = new Map<string, string>();
  const studies = [
    { id: 'now', series: study.series },
    ...(study.priors ?? []).map(({ series }, at) => ({ id: `before${at + 1}`, series })),
  ];
  for (const { id, series } of studies) {
    for (const [at, line] of series.entries()) names.set(`${id}/${at + 1}`, `"${line.split('|')[1]?.trim() ?? ''}"`);
  }
  const hanging = hang(studyOf({ ...study, screens }), shippedProtocols);
  return { hanging, text: describeHanging(hanging, (series) => names.get(series) ?? series) };
}

describe.each(files)('$name', ({ name, cases }) => {
  test.each(cases)('$name', (hangingCase) => {
    expect(hangingCase.expected.length, 'a case says what is to hang').toBeGreaterThan(0);
    for (const { screens, protocol, stage, boxes } of hangingCase.expected) {
      const { hanging, text } = hangCase(hangingCase, screens);
      expect(
        { protocol: hanging.protocol.id, stage: hanging.stages[hanging.first]?.name, boxes: boxesOf(hanging) },
        text,
      ).toEqual({ protocol: protocol.includes('.') ? protocol : `builtin.${protocol}`, stage, boxes });
    }
  });

  test.each(cases)('$name, in whatever order series and protocols come', ({ study, expected }) => {
    for (const { screens } of expected) {
      const inOrder = studyOf({ ...study, screens });
      const turned = {
        ...inOrder,
        series: inOrder.series.toReversed(),
        priors: inOrder.priors
          .map((prior) => ({ ...prior, ...(prior.series && { series: prior.series.toReversed() }) }))
          .toReversed(),
      };
      const [one, other] = [hang(inOrder, shippedProtocols), hang(turned, shippedProtocols.toReversed())];
      expect([other.protocol.id, other.first, other.bindings]).toEqual([one.protocol.id, one.first, one.bindings]);
    }
  });

  test('for these reasons', async () => {
    const written = cases.map((each) => {
      const texts = each.expected.map(
        ({ screens }) => `${screens === 2 ? 'two screens: ' : ''}${hangCase(each, screens).text}`,
      );
      return [`= ${each.name}`, ...texts].join('\n');
    });
    await expect(`${written.join('\n\n')}\n`).toMatchFileSnapshot(join(import.meta.dirname, 'golden', `${name}.txt`));
  });
});

test('every shipped protocol hangs a study with a prior, where it wants one, and one without', () => {
  const hung = new Set(
    files
      .flatMap(({ cases }) => cases)
      .flatMap(({ study, expected }) =>
        expected.map((each) => `${each.protocol} ${study.priors?.length ? 'with' : 'without'}`),
      ),
  );
  const wanted = shippedProtocols.flatMap(({ id, priors }) => [
    ...(priors.length > 0 ? [`${id} with`] : []),
    ...(priors.every(({ optional }) => optional) ? [`${id} without`] : []),
  ]);
  expect(wanted.filter((each) => !hung.has(each.replace('builtin.', '')))).toEqual([]);
});
