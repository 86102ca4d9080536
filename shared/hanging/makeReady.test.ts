import { performance } from 'node:perf_hooks';
import { expect, test } from 'vitest';
import { studyOf } from '#tests/fixtures/hangingStudies.ts';
import { hang } from './hang.ts';
import { makeReady } from './makeReady.ts';
import type { Protocol } from './protocol.ts';
import { questionOf } from './rules.ts';
import { shippedProtocols } from './shippedProtocols.ts';

const written = (): readonly Protocol[] => JSON.parse(JSON.stringify(shippedProtocols)) as readonly Protocol[];
const study = studyOf({ description: 'CT Chest', series: ['CT | Thorax 1.0 | | iop=ax; k=B70f; th=1; n=300'] });

test('what was made ready, in part or as a whole, hangs as what was not', () => {
  const [whole, begun] = [written(), written()];
  const steps = [...makeReady(whole)].length;
  const walk = makeReady(begun);
  for (let step = 0; step < steps / 2; step += 1) walk.next();
  const answers = [written(), whole, begun].map((protocols) => JSON.stringify(hang(study, protocols)));
  expect(answers).toEqual([answers[0], answers[0], answers[0]]);
});

test('every rule is a step of its own, so that a turn may end between any two', () => {
  const protocols = written();
  const rules = protocols.flatMap(({ match, selectors }) => [
    ...match.study,
    ...Object.values(selectors).flatMap((selector) => selector.rules),
  ]);
  const ready = rules.map(questionOf);
  expect([...makeReady(protocols)]).toHaveLength(rules.length);
  expect(rules.map(questionOf).every((question, at) => question === ready[at])).toBe(true);
});

test('after it, patterns are not read again', () => {
  // Patterns that nobody has read, as long as they may be.
  const own = Array.from({ length: 25 }, (_, at): Protocol => {
    const [shipped] = written() as [Protocol];
    const value = `\\b(${'(a|b)*c|'.repeat(22)}${at})\\b`;
    return {
      ...shipped,
      id: `own.${at}`,
      match: { study: [{ facet: 'description', op: 'regex', value, required: true }] },
    };
  });
  const time = (run: () => void) => {
    const began = performance.now();
    run();
    return performance.now() - began;
  };
  const reading = time(() => {
    for (const _ of makeReady(own));
  });
  const again = time(() => {
    for (const _ of makeReady(JSON.parse(JSON.stringify(own)) as readonly Protocol[]));
  });
  expect(again).toBeLessThan(reading / 2);
});
