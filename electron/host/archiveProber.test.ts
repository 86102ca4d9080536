import { expect, it } from 'vitest';
import { ArchiveMemory } from '#electron/services/archive/index.ts';
import { succeed } from '#shared/base/result.ts';
import { createTestClock, settle } from '#tests/fixtures/testClock.ts';
import { knowledgeOf } from './archiveKnowledge.ts';
import { ArchiveProber } from './archiveProber.ts';

const dayMs = 86_400_000;

it('does not ask all of it again every ten minutes where the archive stores nothing that it could compress', async () => {
  const clock = createTestClock();
  const memory = new ArchiveMemory();
  let probes = 0;
  const probe = () => {
    probes += 1;
    memory.learn({ probedAt: clock.now(), compressionTriedAt: clock.now() });
    return Promise.resolve(succeed(undefined));
  };
  const prober = new ArchiveProber({
    clock,
    list: () => [{ client: { probe }, memory, mayCompress: true }],
    onProbed: () => undefined,
    onBug: (bug) => {
      throw bug;
    },
  });
  prober.archiveAnswered();
  for (let minutes = 0; minutes < 6 * 60; minutes += 10) {
    clock.advance(10 * 60_000);
    await settle();
  }
  expect(probes).toBe(1);
  for (const ms of [dayMs, 10 * 60_000]) {
    clock.advance(ms);
    await settle();
  }
  expect(probes).toBe(2);
  await prober.stop();
});

it('probes an archive once it has answered, then monthly, when contradicted, and when it may compress', async () => {
  const clock = createTestClock();
  const memory = new ArchiveMemory();
  let mayCompress = false;
  let probes = 0;
  const probe = () => {
    probes += 1;
    memory.isContradicted = false;
    memory.learn({ probedAt: clock.now() });
    return Promise.resolve(succeed(undefined));
  };
  let told = 0;
  const prober = new ArchiveProber({
    clock,
    list: () => [
      { client: { probe }, memory, mayCompress },
      { client: {}, memory, mayCompress },
    ],
    onProbed: () => {
      told += 1;
    },
    onBug: (bug) => {
      throw bug;
    },
  });
  const later = async (ms: number) => {
    clock.advance(ms);
    await settle();
  };
  await later(dayMs);
  expect(probes).toBe(0);
  prober.archiveAnswered();
  await later(20_000);
  expect([probes, told]).toEqual([1, 1]);
  await later(11 * 60_000);
  expect(probes).toBe(1);
  memory.isContradicted = true;
  await later(11 * 60_000);
  expect(probes).toBe(2);
  mayCompress = true;
  await later(11 * 60_000);
  expect(probes).toBe(3);
  memory.noteCompression({ type: 'image/jls', storedSyntax: '1.2.840.10008.1.2.1', outcome: 'lossless', ratio: 0.38 });
  await later(11 * 60_000);
  expect([probes, knowledgeOf(memory)]).toMatchObject([
    3,
    { compression: 'works', compressedPercent: 38, stoppedOn: 0 },
  ]);
  for (let day = 0; day < 31; day += 1) await later(dayMs);
  expect(probes).toBe(4);
  await prober.stop();
  await later(40 * dayMs);
  expect(probes).toBe(4);
});

it('another program behind the same address is probed again, and two that take turns are not probed without end', () => {
  const memory = new ArchiveMemory();
  memory.noteServer('first');
  expect(memory.isContradicted).toBe(false);
  memory.learn({ server: 'first', probedAt: 1 });
  memory.noteServer('first');
  expect(memory.isContradicted).toBe(false);
  memory.noteServer('second');
  expect(memory.isContradicted).toBe(true);
  memory.isContradicted = false;
  memory.learn({ server: 'second' });
  memory.noteServer('first');
  expect(memory.isContradicted).toBe(false);
});
