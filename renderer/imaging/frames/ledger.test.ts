import { expect, test, vi } from 'vitest';
import { failureOf } from '#shared/contract/failures.ts';
import { FrameLedger } from './ledger.ts';

const lossy = { transfer: 'lossy', lossyAtSource: false } as const;

function ledgerOfAStudy(): FrameLedger {
  const ledger = new FrameLedger();
  ledger.recordChecked('seen', lossy);
  ledger.recordDrawn('box', 'seen', 1);
  ledger.recordChecked('unseen', lossy);
  ledger.recordOneValue('unseen', 0);
  ledger.recordFailed('failed', failureOf('FrameNotDecodable'));
  return ledger;
}

test('P5: a study that was closed keeps what was looked at, and nothing of what failed or was here', () => {
  const ledger = ledgerOfAStudy();
  ledger.closeImages(['seen', 'unseen', 'failed']);
  expect([ledger.wasViewed('seen'), ledger.fidelityOf('seen')]).toEqual([true, lossy]);
  expect(['seen', 'unseen', 'failed'].map((id) => ledger.markOf(id))).toEqual([undefined, undefined, undefined]);
  expect([ledger.failureOf('failed'), ledger.fidelityOf('unseen'), ledger.oneValueOf('unseen')]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
});

test('T22: of images that are others now nothing is kept, that they were looked at least of all', () => {
  const ledger = ledgerOfAStudy();
  ledger.forgetImages(['seen']);
  expect([ledger.wasViewed('seen'), ledger.fidelityOf('seen'), ledger.markOf('unseen')]).toEqual([
    false,
    undefined,
    'checked',
  ]);
});

test('O5: that images were looked at is told now and then while they are scrolled; what failed or came is told soon', () => {
  vi.useFakeTimers();
  const ledger = new FrameLedger();
  let told = 0;
  ledger.subscribe(() => {
    told += 1;
  });
  for (let image = 0; image < 20; image += 1) {
    ledger.recordDrawn('box', `${image}`, image);
    vi.advanceTimersByTime(15);
  }
  expect([told, ledger.wasViewed('19')]).toEqual([1, true]);
  ledger.recordDrawn('box', '0', 400);
  vi.advanceTimersByTime(1_000);
  expect(told).toBe(1);
  ledger.recordDrawn('box', 'new', 500);
  ledger.recordFailed('failed', failureOf('FrameNotDecodable'));
  vi.advanceTimersByTime(60);
  expect(told).toBe(2);
  vi.useRealTimers();
});
