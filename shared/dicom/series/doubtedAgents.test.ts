import { expect, test } from 'vitest';
import { readHeaderLine } from '#tests/fixtures/seriesHeaders.ts';
import { classifyHeader } from './classifySeries.ts';
import { doubtedAgentsOf, withoutDoubtedAgent } from './doubtedAgents.ts';
import { known } from './facet.ts';

const headersOf = (...lines: readonly string[]) =>
  lines.map((line, index) => readHeaderLine(line, { SeriesInstanceUID: [`1.${index + 1}`] }).dataset);
const doubtedIn = (...lines: readonly string[]) => [...doubtedAgentsOf(headersOf(...lines))];

test('where all series carry the agent, the one whose like says "after" is unknown, and that is said', () => {
  const headers = headersOf(
    'MR | AX T1 | | agent=GADOVIST',
    'MR | AX T1 + | | agent=GADOVIST',
    'MR | AX T2 | | agent=GADOVIST',
  );
  const doubted = doubtedAgentsOf(headers);
  expect([...doubted]).toEqual([['1.1', 'AX T1 +']]);
  const plain = classifyHeader(headers[0]!);
  expect(plain.contrast.value).toBe('post');
  expect(withoutDoubtedAgent(plain, doubted.get('1.1')).contrast).toEqual({
    value: undefined,
    source: 'ContrastBolusAgent',
    confidence: 0,
    conflict: 'AX T1 +',
  });
  expect(withoutDoubtedAgent(plain, undefined)).toBe(plain);
});

test.each([
  ['C+', 'MR | AX T1 C+ | | agent=G'],
  ['post', 'MR | AX T1 POST | | agent=G'],
  ['in another plane, without fat', 'MR | COR T1 FS m.KM | | agent=G'],
])('the word is %s', (_, line) => {
  expect(doubtedIn('MR | AX T1 | | agent=G', line).map(([uid]) => uid)).toEqual(['1.1']);
});

test('the order of the series changes nothing', () => {
  const headers = headersOf('MR | AX T1 | | agent=G', 'MR | AX T1 + | | agent=G', 'MR | COR T1 + | | agent=G');
  expect([...doubtedAgentsOf(headers.toReversed())]).toEqual([...doubtedAgentsOf(headers)]);
});

test('an agent that only some carry says something of those; so it does where nobody says more, or of a scout alone', () => {
  expect(doubtedIn('MR | AX T1 | | agent=G', 'MR | AX T1 + | | agent=G', 'MR | AX T2')).toEqual([]);
  expect(doubtedIn('MR | DYN', 'MR | DYN | | agent=G')).toEqual([]);
  expect(doubtedIn('MR | AX T1 | | agent=G', 'MR | SAG MPRAGE m.KM | | agent=G')).toEqual([]);
  expect(doubtedIn('MR | AX T1 | | agent=G', 'MR | AX T1 + | | agent=G', 'MR | LOCALIZER').length).toBe(1);
});

test('what a reader or the name said is never taken back', () => {
  const said = classifyHeader(readHeaderLine('MR | AX T1').dataset);
  const corrected = { ...said, contrast: known('post' as const, 'siteCorrection', 1) };
  expect(withoutDoubtedAgent(corrected, 'AX T1 +')).toBe(corrected);
  const named = classifyHeader(readHeaderLine('MR | AX T1 POST').dataset);
  expect(withoutDoubtedAgent(named, 'AX T1 +')).toBe(named);
});
