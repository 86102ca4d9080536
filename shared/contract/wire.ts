import { z } from 'zod';
import type { Result } from '../base/result.ts';
import type { HostEvent } from './events.ts';
import type { Failure } from './failures.ts';
import type { EncodedFrame } from './frames.ts';

const messageId = z.number().int().min(1).max(Number.MAX_SAFE_INTEGER);

/** One frame asked for. `key` and `urgency` are checked one by one, so that a bad one fails alone and not its company. */
export const frameRequest = z.object({ id: messageId, key: z.unknown(), urgency: z.unknown() });
export type WireFrameRequest = z.infer<typeof frameRequest>;

/** At most so many frames are asked for in one message; more wait for the next. */
export const framesPerRequest = 256;

export const frameRequests = z.array(frameRequest).min(1).max(framesPerRequest);

/** What the reading side says, over a port and over a WebSocket alike. `hello` comes first, once. */
export const clientMessage = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('hello'), contractVersion: z.number().int() }),
  z.object({ kind: z.literal('call'), id: messageId, name: z.string().max(100), input: z.unknown() }),
  z.object({ kind: z.literal('cancel'), id: messageId }),
  z.object({ kind: z.literal('frames'), requests: frameRequests }),
  z.object({ kind: z.literal('cancelFrame'), id: messageId }),
]);
export type ClientMessage = z.infer<typeof clientMessage>;

/** The answer to one frame asked for, with the id it was asked under. */
export interface FrameReply {
  readonly id: number;
  readonly result: Result<EncodedFrame, Failure>;
}

/** What the host says. Over HTTP frames do not come this way but as the stream that `POST /frames` answers with. */
export type HostMessage =
  | { readonly kind: 'welcome'; readonly contractVersion: number; readonly session: string }
  | { readonly kind: 'refused'; readonly failure: Failure }
  | { readonly kind: 'answer'; readonly id: number; readonly result: Result<unknown, Failure> }
  | { readonly kind: 'event'; readonly event: HostEvent }
  | { readonly kind: 'frames'; readonly replies: readonly FrameReply[] };

/** First message on a WebSocket, which cannot carry the token in a header. */
export const socketKey = z.object({ token: z.string().max(200) });

/** Names that both ends of the browser host's door must agree on. */
export const httpDoorNames = {
  tokenHeader: 'x-durbeen-token',
  exchangePath: '/open',
  framesPath: '/frames',
  socketPath: '/wire',
  /** WebSocket close code: the token is not this host's. */
  tokenRefused: 4401,
} as const;
