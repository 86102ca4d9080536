import { expect, it } from 'vitest';
import type { ArchiveId, FrameKey } from '#shared/dicom/frameKey.ts';
import { OpenDesk } from './openDesk.ts';

const study = { archiveId: 'one' as ArchiveId, studyInstanceUID: '1.2' } as FrameKey;
const at = (frameNumber: number) =>
  ({ ...study, seriesInstanceUID: '1.2.1', sopInstanceUID: '1.2.1.1', frameNumber }) as FrameKey;

it('O3: frames shown quickly one after another are scrolled through, until the reader comes to rest', () => {
  let now = 0;
  const desk = new OpenDesk(
    () => new Map(),
    () => now,
  );
  desk.open(study);
  const shownAfter = (ms: number, frameNumber: number) => {
    now += ms;
    desk.noteShown(at(frameNumber));
    return desk.list()[0]?.shown;
  };
  expect(shownAfter(0, 10)).toMatchObject({ isScrolling: false });
  expect(shownAfter(5_000, 11)).toMatchObject({ isScrolling: false, direction: 1 });
  expect(shownAfter(200, 12)).toMatchObject({ isScrolling: true, direction: 1 });
  expect(shownAfter(200, 11)).toMatchObject({ isScrolling: true, direction: -1 });
  now += 1_000;
  expect(desk.isScrolling).toBe(false);
  expect(desk.list()[0]?.shown).toMatchObject({ isScrolling: false, direction: -1 });
});

it('O3: an earlier study beside comes after the one that is read, whichever was opened last', () => {
  const desk = new OpenDesk(
    () => new Map(),
    () => 0,
  );
  const named = (studyInstanceUID: string) => ({ ...study, studyInstanceUID }) as FrameKey;
  const order = () => desk.list().map((open) => open.study.studyInstanceUID);
  desk.open(named('1'), false);
  desk.open(named('2'), true);
  desk.open(named('2'));
  expect(order()).toEqual(['1', '2']);
  desk.open(named('3'), false);
  expect(order()).toEqual(['3', '1', '2']);
  desk.open(named('2'), false);
  expect(order()).toEqual(['2', '3', '1']);
});
