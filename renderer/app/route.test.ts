import { beforeEach, expect, test } from 'vitest';
import type { StudyRef } from '#shared/dicom/frameKey.ts';
import { forgetStudy, goTo, leaveSettings, openSettings, route } from './route.ts';

const study = { archiveId: 'a', studyInstanceUID: '2.25.1' } as StudyRef;

beforeEach(() => goTo({ place: 'worklist' }));

test('settings opened from a study lead back to it, through whichever sections', () => {
  goTo({ place: 'reading', study });
  openSettings('reader');
  openSettings('display');
  leaveSettings();
  expect(route.getState()).toEqual({ place: 'reading', study });
});

test('settings opened from the worklist lead back to it', () => {
  openSettings('archives');
  leaveSettings();
  expect(route.getState()).toEqual({ place: 'worklist' });
});

test('after another profile has opened no way leads back to a study of the first', () => {
  goTo({ place: 'reading', study });
  openSettings('lock');
  forgetStudy();
  expect(route.getState()).toEqual({ place: 'settings', section: 'lock' });
  leaveSettings();
  expect(route.getState()).toEqual({ place: 'worklist' });
});
