import { expect, test } from 'vitest';
import type { Protocol } from '#shared/hanging/protocol.ts';
import { meansOf, protocolOf, seriesNamed, stageOf } from '#tests/fixtures/hangingMeans.ts';
import { slicesOfCt, snapshotOf } from '#tests/fixtures/readingSnapshot.ts';
import { openReadingSession, type ReadingSession } from './readingSession.ts';

const selectors = { soft: seriesNamed('Soft'), bone: seriesNamed('Bone'), lung: seriesNamed('Lung') };
const shipped = protocolOf(selectors, [stageOf('Soft', ['soft'])]);
const own = protocolOf(selectors, [stageOf('Bone', ['bone'])], {
  ...{ id: 'user.own', name: 'Mine', level: 'user', tags: ['fallback'] },
});
const edited: Protocol = { ...own, version: 2, stages: [stageOf('Lung', ['lung'])] };

function opened(): ReadingSession {
  const series = ['Soft', 'Bone', 'Lung'].map((words, at) =>
    slicesOfCt(`1.2.3.${at + 1}`, 4, { SeriesDescription: [words] }),
  );
  const session = openReadingSession(snapshotOf(series), { means: meansOf([shipped, own]) });
  session.protocol?.hangBy(own);
  return session;
}

const shown = (session: ReadingSession) => session.setOf(session.state.arrangement.boxes[0]?.setId)?.description;
const now = (session: ReadingSession) => {
  const { byProtocol } = session.state;
  const { id, version } = byProtocol?.hanging.protocol ?? {};
  return [id, version, shown(session), byProtocol?.offer !== undefined];
};

test('a protocol that was chosen and changed since is offered, and hangs as it is kept now', () => {
  const session = opened();
  expect(now(session)).toEqual(['user.own', 1, 'Bone', false]);
  session.protocol?.takeMeans(meansOf([shipped, edited]));
  expect(now(session)).toEqual(['user.own', 1, 'Bone', true]);
  session.protocol?.rehang();
  expect(now(session)).toEqual(['user.own', 2, 'Lung', false]);
});

test.each([
  ['taken away', [shipped]],
  ['turned off', [shipped, { ...own, enabled: false }]],
])('one that is %s stays on the screen, and what the ranking says is offered', (_, protocols) => {
  const session = opened();
  session.protocol?.takeMeans(meansOf(protocols));
  expect(now(session)).toEqual(['user.own', 1, 'Bone', true]);
  session.protocol?.rehang();
  expect(now(session)).toEqual(['builtin.test', 1, 'Soft', false]);
});

test('it is kept to where others come and go', () => {
  const session = opened();
  session.protocol?.takeMeans(meansOf([shipped, own, { ...shipped, id: 'site.other', level: 'site' }]));
  session.protocol?.rehang();
  expect(now(session)).toEqual(['user.own', 1, 'Bone', false]);
});
