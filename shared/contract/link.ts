import { z } from 'zod';
import { restReasons } from '../prefetch/budget.ts';
import { fetchReasons } from '../prefetch/frameRequest.ts';
import { failureSchema } from './failures.ts';
import { archiveId, studyRef } from './identifiers.ts';
import { procedure } from './procedure.ts';

export const restReason = z.enum(restReasons);
export const fetchReason = z.enum(fetchReasons);

/** An instant between two others, with a chance of four fifths; epoch ms. */
export const instantInterval = z.object({ from: z.number(), to: z.number() });
export type InstantInterval = z.infer<typeof instantInterval>;

/** The line to one archive as it has been measured. What has not been measured is left out, never guessed. */
export const lineDescription = z.object({
  archiveId,
  name: z.string(),
  state: z.enum(['fetching', 'idle', 'away']),
  /** Why nothing comes from this archive. */
  failure: failureSchema.optional(),
  /** Payload bytes a second in the last ten seconds in which something was asked for. */
  bytesPerSecond: z.number().optional(),
  /** The fifth and the four fifths of the last hour, its outages counted. */
  usualBytesPerSecond: z.object({ low: z.number(), high: z.number() }).optional(),
  roundTripMs: z.number().optional(),
  leastRoundTripMs: z.number().optional(),
  /** Share of packets lost, from 0 to 1, as far as several connections show it. */
  lossShare: z.number().optional(),
  /** In use now, for the screen too. */
  connections: z.number().int(),
  /** Since local midnight. */
  outagesToday: z.number().int(),
  awayTodayMs: z.number(),
  bytesToday: z.number(),
  bytesThisMonth: z.number(),
});
export type LineDescription = z.infer<typeof lineDescription>;

/** A study of which something is still to come. */
export const studyTransfer = z.object({
  study: studyRef,
  reason: fetchReason,
  /** Asked for now; otherwise it waits for what is before it in the list. */
  isFetching: z.boolean(),
  expectedBytes: z.number(),
  remainingBytes: z.number(),
  readyBetween: instantInterval.optional(),
  /** Why it is not fetched ahead at present, although its archive answers. */
  rest: restReason.optional(),
});
export type StudyTransfer = z.infer<typeof studyTransfer>;

export const networkDescription = z.object({
  networkId: z.string(),
  label: z.string(),
  isMetered: z.boolean(),
  /** What a person calls it, where its name tells. */
  kind: z.enum(['wired', 'wifi', 'mobile', 'tunnel', 'other']).optional(),
  /** Its addresses, as a person meets them: "192.168.1.x". */
  addresses: z.string().optional(),
});
export type NetworkDescription = z.infer<typeof networkDescription>;

/** The room for fetched studies: the reader's limit, or the part of this disk that they may take. */
export const storageDescription = z.object({
  usedBytes: z.number(),
  limitBytes: z.number(),
  /** `filling`: no more earlier examinations; `nearlyFull`: to be said; `full`: nothing is fetched ahead. */
  level: z.enum(['roomy', 'filling', 'nearlyFull', 'full']),
});
export type StorageDescription = z.infer<typeof storageDescription>;

export const linkSnapshot = z.object({
  lines: z.array(lineDescription),
  /** In the order in which they come. */
  transfers: z.array(studyTransfer),
  rest: restReason.optional(),
  /** A person has stopped what is fetched ahead, whatever else stops it too. */
  isPaused: z.boolean().optional(),
  /** A person has agreed to go over the cap of this month. */
  overCapAllowed: z.boolean().optional(),
  /** When background fetching goes on by itself, where that is known; epoch ms. */
  restUntil: z.number().optional(),
  /** As a provider counts them, with what TCP, TLS and IP put around them. */
  bytesToday: z.number(),
  bytesThisMonth: z.number(),
  monthlyCapBytes: z.number().optional(),
  storage: storageDescription.optional(),
  /** The one this computer is on. */
  network: networkDescription.optional(),
});
export type LinkSnapshot = z.infer<typeof linkSnapshot>;

export const link = {
  /** What the line does now and what waits for it; never waits for an archive. */
  'link.read': procedure(z.object({}), linkSnapshot),
  /** Stops or resumes what is fetched ahead; what a person opens still comes. */
  'link.setPaused': procedure(z.object({ paused: z.boolean() }), z.object({})),
  /** Consent to go over the cap of this month. */
  'link.allowOverCap': procedure(z.object({}), z.object({})),
  /** Says of a network whether each byte on it costs money. */
  'link.markNetwork': procedure(z.object({ networkId: z.string().max(200), isMetered: z.boolean() }), z.object({})),
} as const;
