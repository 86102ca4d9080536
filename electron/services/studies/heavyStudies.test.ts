import { beforeEach, describe, expect, it } from 'vitest';
import type { ArchiveId, StudyRef } from '#shared/dicom/frameKey.ts';
import type { StudyInstanceUID } from '#shared/dicom/uids.ts';
import { HeavyStudies } from './heavyStudies.ts';

const archiveId = 'one' as ArchiveId;
const huge: StudyRef = { archiveId, studyInstanceUID: '1.2.1' as StudyInstanceUID };
const beside: StudyRef = { archiveId, studyInstanceUID: '1.2.2' as StudyInstanceUID };
let kept: string | undefined;

/** As the program is after a start, with what was written down before. */
function start(): HeavyStudies {
  return new HeavyStudies({
    read: () => (kept === undefined ? undefined : (JSON.parse(kept) as unknown)),
    save(_, notes) {
      kept = JSON.stringify(notes);
      return true;
    },
  });
}

beforeEach(() => {
  kept = undefined;
});

describe('HeavyStudies', () => {
  it('A9 asks again after one death, and after the second only when a person does', () => {
    expect(start().rests(huge)).toBe(false);
    start().begin(huge);
    const second = start();
    expect([second.isNoted(huge), second.rests(huge)]).toEqual([true, false]);
    second.begin(huge);
    const third = start();
    expect([third.rests(huge), third.rests(beside)]).toEqual([true, false]);
    expect(start().rests(huge)).toBe(true);
    // A person has asked, and it went well.
    third.begin(huge);
    third.end(huge, false);
    expect([start().isNoted(huge), start().rests(huge)]).toEqual([false, false]);
  });

  it('A9 what was given up in good order is no death, and what was too large rests at once', () => {
    const first = start();
    first.begin(huge);
    first.leave(huge);
    first.begin(beside);
    first.end(beside, true);
    const second = start();
    second.begin(huge);
    second.leave(huge);
    const third = start();
    expect([third.isNoted(huge), third.rests(huge), third.rests(beside)]).toEqual([true, false, true]);
  });

  it('A9 reads those beside which it died one at a time, and tells which of them it was', async () => {
    const first = start();
    first.begin(huge);
    first.begin(beside);
    const second = start();
    const begun: string[] = [];
    let release: () => void = () => undefined;
    const well = second.alone(beside, async () => {
      begun.push('beside');
      second.begin(beside);
      await new Promise<void>((resolve) => {
        release = resolve;
      });
      second.end(beside, false);
    });
    void second.alone(huge, async () => {
      begun.push('huge');
      second.begin(huge);
      await new Promise(() => undefined);
    });
    await Promise.resolve();
    expect(begun).toEqual(['beside']);
    release();
    await well;
    await new Promise(setImmediate);
    expect(begun).toEqual(['beside', 'huge']);
    const third = start();
    expect([third.rests(huge), third.rests(beside)]).toEqual([true, false]);
  });
});
