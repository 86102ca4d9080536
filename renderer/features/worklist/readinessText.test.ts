import { expect, test } from 'vitest';
import { type FailureCode, failureOf } from '#shared/contract/failures.ts';
import { readinessLook } from './readinessText.ts';

test('readiness never says ready while a frame is missing', () => {
  const key = (
    state: 'none' | 'partial' | 'complete' | 'changed' | 'failed' | 'noImages',
    presentFrames: number,
    expectedFrames?: number,
  ) => {
    const look = readinessLook({ state, presentFrames, ...(expectedFrames === undefined ? {} : { expectedFrames }) });
    return [look.key, look.percent];
  };
  expect([
    key('none', 0),
    key('partial', 176, 275),
    key('partial', 5),
    key('partial', 9999, 10_000),
    key('complete', 275, 275),
    key('changed', 275, 280),
    key('failed', 0, 280),
    key('failed', 140, 280),
    key('noImages', 0, 0),
  ]).toEqual([
    ['none', '0\u202f%'],
    ['part', '64\u202f%'],
    ['some', '0\u202f%'],
    ['part', '99\u202f%'],
    ['complete', '100\u202f%'],
    ['changed', '98\u202f%'],
    ['failed', '0\u202f%'],
    ['failedPart', '50\u202f%'],
    ['noImages', '0\u202f%'],
  ]);
});

test('what was fetched and is no image is not said to be unfetched', () => {
  const key = (code: FailureCode, presentFrames: number) =>
    readinessLook({ state: 'failed', presentFrames, expectedFrames: 4, failure: failureOf(code) }).key;
  expect([
    key('FrameNotDecodable', 0),
    key('FrameNotDecodable', 3),
    key('TransferSyntaxUnsupported', 0),
    key('ArchiveUnreachable', 0),
    key('ArchiveUnreachable', 3),
  ]).toEqual(['unshowable', 'unshowablePart', 'unshowable', 'failed', 'failedPart']);
});
