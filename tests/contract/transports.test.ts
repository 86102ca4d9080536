import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createClient } from '#renderer/host/client.ts';
import type { HostEvent } from '#shared/contract/events.ts';
import type { EncodedFrame } from '#shared/contract/frames.ts';
import { contractVersion } from '#shared/contract/index.ts';
import hostile from '../fixtures/negative/calls.json' with { type: 'json' };
import { type OpenDoor, openDirect, openHttp, openPort } from './doors.ts';
import { bytesOf, createFakeHost, type FakeHost, keyOf, study } from './fakeHost.ts';

const doors = { direct: openDirect, port: openPort, http: openHttp };

describe.each(Object.entries(doors))('the contract through the %s transport', (_name, open) => {
  let fake: FakeHost;
  let door: OpenDoor;
  beforeEach(async () => {
    fake = createFakeHost();
    door = await open(fake);
  });
  afterEach(() => door.close());

  test('a call is answered, in every script', async () => {
    const client = createClient(door.transport);
    const read = await client['settings.read']({});
    expect(read).toMatchObject({ ok: true, value: { reader: { name: 'ڈاکٹر عائشہ' }, textSizePx: 14 } });
    expect(await client['settings.change']({ textSizePx: 16 })).toMatchObject({ ok: true, value: { textSizePx: 16 } });
  });

  test('an expected failure is a value', async () => {
    const answer = await createClient(door.transport)['worklist.setPriority']({ study, priority: 'STAT' });
    expect(answer).toEqual({ ok: false, failure: { code: 'NotFound' } });
  });

  test('what throws is Unexpected with the id that is in the log, and its text does not cross', async () => {
    const answer = await door.transport.call('archives.list', {});
    expect(answer).toEqual({ ok: false, failure: { code: 'Unexpected', id: fake.log[0]?.id } });
    expect(JSON.stringify(answer)).not.toContain('Example');
  });

  test('an answer that breaks the contract is a bug of the host, not an answer', async () => {
    expect(await door.transport.call('reports.open', { study })).toMatchObject({
      ok: false,
      failure: { code: 'Unexpected' },
    });
  });

  test.each(hostile.names)('the name %j reaches nothing', async (name) => {
    expect(await door.transport.call(name, {})).toMatchObject({ ok: false, failure: { code: 'InvalidInput' } });
    expect(fake.log).toEqual([]);
  });

  test.each(hostile.inputs)('a bad input is refused: $why', async ({ name, input }) => {
    expect(await door.transport.call(name, input)).toMatchObject({ ok: false, failure: { code: 'InvalidInput' } });
    expect(fake.seen.saved).toBe(0);
    expect(fake.log).toEqual([]);
  });

  test('an input too deep, too long or too many is refused, and the wire lives on', async () => {
    let deep: unknown = {};
    for (let level = 0; level < 100; level++) deep = { deep };
    const many = Array.from({ length: 200_000 }, () => 1);
    for (const input of [deep, { text: 'x'.repeat(3_000_000) }, { many }]) {
      const answer = await door.transport.call('settings.change', input);
      expect(answer).toMatchObject({ ok: false, failure: { code: 'InvalidInput' } });
    }
    expect(await door.transport.call('settings.read', {})).toMatchObject({ ok: true });
  });

  test('five thousand studies cross in one question', async () => {
    const studies = Array.from({ length: 5_000 }, (_, at) => ({ ...study, studyInstanceUID: `1.2.${at}` }));
    const answer = await door.transport.call('worklist.readReadiness', { studies });
    expect(answer.ok && (answer.value as unknown[]).length).toBe(5_000);
  });

  test('a cancelled call is answered at once and the handler is told', async () => {
    const abort = new AbortController();
    const answer = door.transport.call('worklist.refresh', {}, abort.signal);
    await door.transport.call('settings.read', {});
    abort.abort();
    expect(await answer).toEqual({ ok: false, failure: { code: 'Cancelled' } });
    await vi.waitFor(() => expect(fake.seen.cancelledCalls).toBe(1), { timeout: 10_000 });
  });

  test('events arrive, in order, until nobody listens', async () => {
    const heard: HostEvent[] = [];
    await door.transport.call('settings.read', {});
    const stop = door.transport.onEvent((event) => heard.push(event));
    fake.raise({ event: 'worklist.changed' });
    fake.raise({ event: 'reports.changed', study, reportId: 'a', revision: 3 });
    await vi.waitFor(() => expect(heard).toHaveLength(2), { timeout: 10_000 });
    expect(heard[1]).toEqual({ event: 'reports.changed', study, reportId: 'a', revision: 3 });
    stop();
    fake.raise({ event: 'worklist.changed' });
    await door.transport.call('settings.read', {});
    expect(heard).toHaveLength(2);
  });

  test('frames come whole, each under its own key, whatever company they keep', async () => {
    const wanted = Array.from({ length: 300 }, (_, at) => at + 1).filter((number) => number !== 404);
    const frames = await Promise.all(
      wanted.map((number, at) =>
        door.transport.readFrame(keyOf(number), { urgency: at % 7 === 0 ? 'display' : 'near' }),
      ),
    );
    frames.forEach((frame, at) => {
      expect(frame.ok).toBe(true);
      const { key, bytes, fidelity } = (frame as { value: EncodedFrame }).value;
      expect(key).toEqual(keyOf(wanted[at]!));
      expect(fidelity).toEqual({ transfer: 'lossless', lossyAtSource: false });
      expect(Buffer.compare(bytes, bytesOf(wanted[at]!))).toBe(0);
    });
  });

  test('large frames come whole', async () => {
    const numbers = [10_001, 10_002, 10_003, 10_004];
    const frames = await Promise.all(
      numbers.map((number) => door.transport.readFrame(keyOf(number), { urgency: 'background' })),
    );
    frames.forEach((frame, at) => {
      expect(frame.ok && Buffer.compare(frame.value.bytes, bytesOf(numbers[at]!, 3_000_000))).toBe(0);
    });
  });

  test('a frame that is not there fails alone; a bug while reading is Unexpected', async () => {
    const [good, missing, broken] = await Promise.all(
      [1, 404, 500].map((number) => door.transport.readFrame(keyOf(number), { urgency: 'near' })),
    );
    expect(good?.ok).toBe(true);
    expect(missing).toEqual({ ok: false, failure: { code: 'FrameNotHere', details: { attempts: 2 } } });
    expect(broken).toMatchObject({ ok: false, failure: { code: 'Unexpected' } });
  });

  test.each(hostile.frameKeys)('a bad frame key is refused and its company is not: $why', async ({ key }) => {
    const [bad, good] = await Promise.all([
      door.transport.readFrame(key as never, { urgency: 'display' }),
      door.transport.readFrame(keyOf(1), { urgency: 'display' }),
    ]);
    expect(bad).toMatchObject({ ok: false, failure: { code: 'InvalidInput' } });
    expect(good.ok).toBe(true);
  });

  test('a frame on the screen does not wait for frames that do not come', async () => {
    for (let number = 900_000; number < 900_200; number++) {
      void door.transport.readFrame(keyOf(number), { urgency: 'near' });
    }
    expect((await door.transport.readFrame(keyOf(7), { urgency: 'display' })).ok).toBe(true);
    expect((await door.transport.readFrame(keyOf(8), { urgency: 'display' })).ok).toBe(true);
  });

  test('each frame of a batch has its own cancel', async () => {
    const aborts = [0, 1, 2].map(() => new AbortController());
    const answers = aborts.map(({ signal }, at) =>
      door.transport.readFrame(keyOf(900_001 + at), { urgency: 'near', signal }),
    );
    await door.transport.readFrame(keyOf(1), { urgency: 'display' });
    aborts[1]?.abort();
    expect(await answers[1]).toEqual({ ok: false, failure: { code: 'Cancelled' } });
    await vi.waitFor(() => expect(fake.seen.cancelledFrames).toEqual([900_002]), { timeout: 10_000 });
    aborts[0]?.abort();
    aborts[2]?.abort();
    expect(await Promise.all(answers)).toHaveLength(3);
  });

  test('a frame cancelled in the tick it was asked for never reaches the host', async () => {
    const abort = new AbortController();
    const answer = door.transport.readFrame(keyOf(77), { urgency: 'display', signal: abort.signal });
    abort.abort();
    expect(await answer).toEqual({ ok: false, failure: { code: 'Cancelled' } });
    await door.transport.readFrame(keyOf(78), { urgency: 'display' });
    expect(fake.seen.asked.map(([number]) => number)).not.toContain(77);
  });

  test.each(hostile.messages)('a message that is not of the contract changes nothing: %j', async (message) => {
    await door.transport.call('settings.read', {});
    door.sendRaw(message);
    expect(await door.transport.call('settings.read', {})).toMatchObject({ ok: true });
  });

  test('a host that goes away: open questions fail with HostGone, and the page is told', async () => {
    await door.transport.call('settings.read', {});
    const states: string[] = [];
    door.transport.onConnection((state) => states.push(state));
    const call = door.transport.call('worklist.refresh', {});
    const frame = door.transport.readFrame(keyOf(900_001), { urgency: 'display' });
    await new Promise((resolve) => setTimeout(resolve, 20));
    await door.loseHost();
    expect(await call).toEqual({ ok: false, failure: { code: 'HostGone' } });
    expect(await frame).toEqual({ ok: false, failure: { code: 'HostGone' } });
    expect(states).toEqual(['lost']);
    expect(await door.transport.call('settings.read', {})).toEqual({ ok: false, failure: { code: 'HostGone' } });
    await vi.waitFor(() => expect(fake.listeners.size).toBe(0), { timeout: 10_000 });
  });
});

test('the version in the handshake is the contract version', () => {
  expect(contractVersion).toBeGreaterThan(0);
});
