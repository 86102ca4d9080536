import type { ServerResponse } from 'node:http';
import type { Clock } from '#electron/base/world.ts';
import { encodeFrameReply } from '#shared/contract/frameBatch.ts';
import type { FrameReply, WireFrameRequest } from '#shared/contract/wire.ts';
import { FrameBatcher } from './frameBatcher.ts';
import { FrameDesk, type ReadFrame } from './frameDesk.ts';

/** Written but not yet taken by the page; beyond this nothing more is read in advance. */
const mostUnsentBytes = 16 * 1024 * 1024;

/**
 * One page's frames over HTTP. The newest `POST /frames` takes over what older ones still wait for and they end, so
 * a page holds one connection however many frames it waits for: a browser gives a host six, and a slow archive would
 * otherwise hold them all while a frame that is on the disk waits behind.
 */
export class FrameStream {
  readonly desk: FrameDesk;
  readonly #batcher: FrameBatcher;
  #response: ServerResponse | undefined;

  constructor(readFrame: ReadFrame, clock: Pick<Clock, 'after'>) {
    this.#batcher = new FrameBatcher(clock, (replies) => this.#write(replies));
    this.desk = new FrameDesk(
      readFrame,
      (reply, urgency) => {
        this.#batcher.add(reply, urgency);
        if (this.desk.isIdle) this.#finish();
      },
      () => this.#drained(),
    );
  }

  /** Answers with these frames, and with what was still to come on the stream before. */
  ask(requests: readonly WireFrameRequest[], response: ServerResponse): void {
    this.#finish();
    this.#response = response;
    response.writeHead(200, { 'Content-Type': 'application/octet-stream' });
    response.flushHeaders();
    response.on('close', () => {
      // Gone before the end: the page was closed or reloaded, and nobody waits for these frames.
      if (response === this.#response) this.desk.close();
    });
    this.desk.ask(requests);
    if (this.desk.isIdle) this.#finish();
  }

  close(): void {
    this.desk.close();
    this.#finish();
  }

  #finish(): void {
    this.#batcher.flush();
    this.#response?.end();
    this.#response = undefined;
  }

  #write(replies: readonly FrameReply[]): void {
    const response = this.#response;
    if (!response || response.destroyed) return;
    response.cork();
    for (const reply of replies) for (const chunk of encodeFrameReply(reply)) response.write(chunk);
    response.uncork();
  }

  #drained(): Promise<void> {
    const response = this.#response;
    if (!response || response.destroyed || response.writableLength < mostUnsentBytes) return Promise.resolve();
    return new Promise((resolve) => {
      const done = () => {
        response.off('drain', done);
        response.off('close', done);
        resolve();
      };
      response.on('drain', done);
      response.on('close', done);
    });
  }
}
