/** The largest files of protocols, and files made to cost much: nothing else in the host waits for them (50 ms). */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { systemClock, systemRandom } from '#electron/base/world.ts';
import { type Parser, startParser } from '#electron/parser/index.ts';
import { readProtocolFile, writeProtocolFile } from '#electron/services/hanging/index.ts';
import { mostProtocolFileBytes } from '#shared/contract/hanging.ts';
import { ownProtocol } from '#tests/fixtures/keptProtocol.ts';
import { valueIn } from './hostInTest.ts';

const world = { clock: systemClock, random: systemRandom };
let parser: Parser;
beforeAll(() => {
  parser = startParser({ clock: systemClock });
});
afterAll(() => parser.close());

const read = async (bytes: Uint8Array) => valueIn(await readProtocolFile(parser, bytes));

const rules = Array.from({ length: 40 }, (_, index) => ({
  ...({ facet: 'description', op: 'notRegex', value: `\\b(word${index}|other)\\b`, why: 'w'.repeat(60) } as const),
}));
/** About 8 kB: 500 of them are a file as large as may be. */
const large = Array.from({ length: 500 }, (_, index) =>
  ownProtocol({ id: `user.number-${index}`, match: { study: rules }, description: 'd'.repeat(1_950) }),
);

/** The longest that anything else had to wait, ms. */
async function longestWait(work: () => Promise<unknown>): Promise<number> {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  await work();
  delay.disable();
  return delay.max / 1e6;
}

// A computer that is busy with other tests makes everything wait now and then.
it('500 protocols of 4 MiB are written and come whole, and hold nothing else up', { retry: 2 }, async () => {
  await read(Buffer.from('{}'));
  let bytes: Uint8Array = new Uint8Array();
  let found = 0;
  const waited = await longestWait(async () => {
    ({ bytes } = valueIn(await writeProtocolFile(world, large, 'durbeen')));
    found = (await read(bytes)).protocols.length;
  });
  expect(bytes.length).toBeGreaterThan(0.95 * mostProtocolFileBytes);
  expect(found).toBe(500);
  expect(waited).toBeLessThan(50);
});

it.each([
  ['300,000 keys', `{"a":{${Array.from({ length: 300_000 }, (_, index) => `"k${index}":1`).join()}}}`],
  ['two million brackets', '['.repeat(2_000_000) + ']'.repeat(2_000_000)],
  [
    'keys in a protocol',
    `{"format":"durbeen.hanging-protocols","protocols":[{${Array.from({ length: 250_000 }, (_, index) => `"k${index}":1`).join()}}]}`,
  ],
])('%s are refused, and hold nothing else up', { retry: 2 }, async (_name, text) => {
  await read(Buffer.from('{}'));
  let codes: string[] = [];
  const waited = await longestWait(async () => {
    codes = (await read(Buffer.from(text))).problems.filter(({ isRefusal }) => isRefusal).map(({ code }) => code);
  });
  expect(codes).toHaveLength(1);
  expect(waited).toBeLessThan(50);
});
