import { z } from 'zod';

/** What a provider gave at the end of a sign-in or a renewal. */
const tokens = z.object({
  accessToken: z.string(),
  /** Absent: the provider renews nothing, and the sign-in ends with the access token. */
  refreshToken: z.string().optional(),
  /** Absent: it lasts until the archive refuses it. */
  lifeMs: z.number().positive().optional(),
  /** Wall time, epoch ms. */
  receivedAt: z.number(),
});
export type Tokens = z.infer<typeof tokens>;

export const writeTokens = (given: Tokens): string => JSON.stringify(given);

/** As they were kept; undefined when they are not what we write. */
export function readTokens(text: string | undefined): Tokens | undefined {
  if (text === undefined) return undefined;
  try {
    const read = tokens.safeParse(JSON.parse(text));
    return read.success ? read.data : undefined;
  } catch {
    return undefined;
  }
}
