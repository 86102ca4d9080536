import { renderToStaticMarkup } from 'react-dom/server';
import { beforeAll, expect, test } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { failureOf } from '#shared/contract/failures.ts';
import { slicesOfCt, snapshotOf } from '#tests/fixtures/readingSnapshot.ts';
import { startI18n } from '../../../i18n/i18n.ts';
import type { Imaging } from '../../../imaging/imaging.ts';
import { openReadingSession } from '../../../session/readingSession.ts';
import { ReadingProvider } from '../readingContext.ts';
import { PriorItem } from './PriorItem.tsx';

beforeAll(() => startI18n());

const prior = snapshotOf([slicesOfCt('1.2.9.1', 2)], {
  study: { archiveId: 'pacs', studyInstanceUID: '1.2.9' } as never,
}).item;

/** The item as the desk has it now. No host is there to be asked: whoever holds an answer keeps it from being asked anew. */
function drawn(session: ReturnType<typeof openReadingSession>): string {
  const now = { ...session, state: session.state, priors: session.priors, store: createStore(() => session.state) };
  const reading = {
    session: now as unknown as typeof session,
    imaging: {} as Imaging,
    presence: createStore(() => ({ here: undefined })),
  };
  return renderToStaticMarkup(
    <ReadingProvider reading={reading}>
      <PriorItem item={prior} />
    </ReadingProvider>,
  );
}

test('T22: an earlier study in the list asks the host nothing, so that it is opened anew each time it is put beside', () => {
  const session = openReadingSession(snapshotOf([slicesOfCt('1.2.3.1', 2)]));
  expect(drawn(session)).toContain('aria-pressed="false"');
  session.priors.ask(prior.study);
  expect(drawn(session)).toMatch(/aria-pressed="true".*Coming/);
  session.priors.noteAnswer(prior.study, failureOf('ArchiveUnreachable'));
  expect(drawn(session)).not.toContain('Coming');
  expect(session.state.priorsAsked).toEqual([
    { study: prior.study, hang: true, failure: { code: 'ArchiveUnreachable' } },
  ]);
  session.priors.noteAnswer(prior.study, undefined);
  expect(drawn(session)).toContain('Coming');
  session.priors.leave(prior.study);
  expect(drawn(session)).toContain('aria-pressed="false"');
});
