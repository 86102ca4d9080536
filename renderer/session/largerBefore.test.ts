import { expect, test } from 'vitest';
import { slicesOfCt, snapshotOf } from '#tests/fixtures/readingSnapshot.ts';
import { arrangementOf, stackOf } from './arrangement.ts';
import { openReadingSession } from './readingSession.ts';

const uids = [1, 2, 3, 4, 5, 6].map((number) => `1.2.3.${number}`);
/** Six series, of which four hang that are not the first four. */
function hungByHand() {
  const session = openReadingSession(snapshotOf(uids.map((uid) => slicesOfCt(uid, 5))));
  const ids = session.state.images.sets.map(({ set }) => set.id);
  const wanted = [5, 3, 4, 1].map((place) => stackOf(ids[place]!));
  session.hangArrangement(arrangementOf(2, 2, wanted), 2);
  return { session, ids, wanted };
}

test('to one box and back brings the hanging back, with the same box active', () => {
  const { session, wanted } = hungByHand();
  session.arrange(1, 1);
  expect(session.state.arrangement.boxes).toEqual([wanted[2]]);
  session.arrange(2, 2);
  expect([session.state.arrangement.boxes, session.state.active]).toEqual([wanted, 2]);
  // Over two steps too, and as often as it is asked.
  session.arrange(1, 2);
  session.arrange(1, 1);
  session.arrange(2, 2);
  expect(session.state.arrangement.boxes).toEqual(wanted);
});

test('a series hung meanwhile stands where the one box came from', () => {
  const { session, ids, wanted } = hungByHand();
  session.arrange(1, 1);
  session.hang(ids[0]!);
  session.arrange(2, 2);
  expect(session.state.arrangement.boxes).toEqual([wanted[0], wanted[1], stackOf(ids[0]!), wanted[3]]);
  expect(session.state.active).toBe(2);
});

test('another hanging, or three planes, is a new beginning; more boxes than ever are filled with what does not hang', () => {
  const { session, ids } = hungByHand();
  session.arrange(1, 1);
  session.hangArrangement(arrangementOf(1, 1, [stackOf(ids[0]!)]));
  session.arrange(2, 2);
  expect(session.state.arrangement.boxes).toEqual([0, 1, 2, 3].map((place) => stackOf(ids[place]!)));
  session.arrange(2, 3);
  expect(new Set(session.state.arrangement.boxes.map((content) => content?.setId)).size).toBe(6);
});

test('it can be taken back', () => {
  const { session, wanted } = hungByHand();
  session.arrange(1, 1);
  session.arrange(2, 2);
  session.history.undo();
  expect(session.state.arrangement.boxes).toEqual([wanted[2]]);
  session.history.undo();
  expect(session.state.arrangement.boxes).toEqual(wanted);
});
