import { expect, test } from 'vitest';
import type { Protocol } from '#shared/hanging/protocol.ts';
import { shippedProtocols } from '#shared/hanging/shippedProtocols.ts';
import { sitesChanged } from './editMatch.ts';
import { sitesHere } from './sitesHere.ts';

const [everywhere] = shippedProtocols as [Protocol];
const of = (...sites: string[]) => sitesChanged(everywhere, sites);

test('a protocol for sites of another computer is told from one that is for some of ours, and from one for all', () => {
  const ours = ['lahore-1', 'lahore-2'];
  expect(
    [everywhere, of('lahore-2'), of('lahore-2', 'karachi-1'), of('karachi-1', 'karachi-2')].map((each) =>
      sitesHere(each, ours),
    ),
  ).toEqual([undefined, 'all', 'some', 'none']);
  expect(sitesHere(of('lahore-1'), [])).toBe('none');
});

test('made for every site it is for ours', () => {
  expect(sitesHere(sitesChanged(of('karachi-1'), []), ['lahore-1'])).toBeUndefined();
});
