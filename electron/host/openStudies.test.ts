import { describe, expect, it } from 'vitest';
import { fail, succeed } from '#shared/base/result.ts';
import { failureOf } from '#shared/contract/failures.ts';
import { contractVersion } from '#shared/contract/index.ts';
import { Connection } from './connection.ts';
import { FrameDesk } from './frameDesk.ts';
import { OpenStudies } from './openStudies.ts';
import type { Route } from './router.ts';

const one = { study: { archiveId: 'site', studyInstanceUID: '1.2.1' } };
const two = { study: { archiveId: 'site', studyInstanceUID: '1.2.2' } };
const { signal } = new AbortController();

function hostWith(answer: Route = () => Promise.resolve(succeed({}))) {
  const asked: string[] = [];
  const studies = new OpenStudies((name, input, given) => {
    const uid = (Object(input) as Partial<typeof one>).study?.studyInstanceUID ?? '';
    asked.push(`${String(name)} ${uid}`.trim());
    return answer(name, input, given);
  });
  return { asked, studies };
}

describe('OpenStudies', () => {
  it('closes what a page left open when it is gone, once, however often it was asked for', async () => {
    const { asked, studies } = hostWith();
    const page = studies.openPage();
    for (const study of [one, two, one]) await page.route('studies.open', study, signal);
    await page.route('studies.close', two, signal);
    asked.length = 0;
    page.close();
    page.close();
    expect(asked).toEqual(['studies.close 1.2.1']);
  });

  it('keeps open what another page still shows', async () => {
    const { asked, studies } = hostWith();
    const [first, second] = [studies.openPage(), studies.openPage()];
    await first.route('studies.open', one, signal);
    await second.route('studies.open', one, signal);
    asked.length = 0;
    expect(await first.route('studies.close', one, signal)).toEqual(succeed({}));
    first.close();
    expect(asked).toEqual([]);
    second.close();
    expect(asked).toEqual(['studies.close 1.2.1']);
  });

  it('closes a study whose page went while it was being opened, and none that could not be opened', async () => {
    let answer: (ok: boolean) => void = () => undefined;
    const { asked, studies } = hostWith((name) =>
      name === 'studies.open'
        ? new Promise((resolve) => {
            answer = (ok) => resolve(ok ? succeed({}) : fail(failureOf('NotFound')));
          })
        : Promise.resolve(succeed({})),
    );
    const page = studies.openPage();
    const opening = page.route('studies.open', one, signal);
    page.close();
    asked.length = 0;
    answer(true);
    await opening;
    expect(asked).toEqual(['studies.close 1.2.1']);
    const other = studies.openPage();
    const failing = other.route('studies.open', two, signal);
    answer(false);
    await failing;
    asked.length = 0;
    other.close();
    expect(asked).toEqual([]);
  });

  it('hands on what it does not know, and what is not as agreed', async () => {
    const { asked, studies } = hostWith();
    const page = studies.openPage();
    await page.route('worklist.list', {}, signal);
    await page.route('studies.open', { study: { archiveId: 7 } }, signal);
    await page.route('studies.open', undefined, signal);
    page.close();
    expect(asked).toEqual(['worklist.list', 'studies.open', 'studies.open']);
  });
});

it('a connection that closes, as when a page is reloaded, closes what its page left open', async () => {
  const { asked, studies } = hostWith();
  const host = {
    openPage: () => studies.openPage(),
    readFrame: () => Promise.resolve(fail(failureOf('FrameNotHere'))),
    onEvent: () => () => undefined,
  };
  const frames = new FrameDesk(host.readFrame, () => undefined);
  const connection = new Connection(host, frames, 'page', () => undefined);
  connection.receive({ kind: 'hello', contractVersion });
  connection.receive({ kind: 'call', id: 1, name: 'studies.open', input: one });
  await Promise.resolve();
  connection.close();
  expect(asked).toEqual(['studies.open 1.2.1', 'studies.close 1.2.1']);
});
