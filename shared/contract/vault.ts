import { z } from 'zod';
import { procedure } from './procedure.ts';

export const profileKind = z.enum(['practice', 'patients']);
export type ProfileKind = z.infer<typeof profileKind>;

export const hostDescription = z.object({
  contractVersion: z.number().int(),
  appVersion: z.string(),
  door: z.enum(['electron', 'browser']),
  /** Which profile is open. Practice holds synthetic studies only and needs no lock. */
  profile: profileKind,
  lock: z.object({
    state: z.enum(['notSetUp', 'locked', 'open']),
    /** Whether the system's keychain can hold the key, or a passphrase must. */
    keychain: z.boolean(),
    /** Locked, and what fetches and sends goes on behind it. */
    fetchesOn: z.boolean().optional(),
    /** Nobody has touched the program for so long that it will be locked at this instant; only shortly before. */
    locksAt: z.number().optional(),
  }),
  /** While the practice studies are being drawn: how far, 0 to 1. */
  practiceProgress: z.number().min(0).max(1).optional(),
  /** True when times are not to be trusted: the clock went back since the last start. */
  clockSuspect: z.boolean(),
});
export type HostDescription = z.infer<typeof hostDescription>;

const passphrase = z.string().max(1000);

export const vault = {
  'host.describe': procedure(z.object({}), hostDescription),
  /** Changes between the practice studies and the patients' profile; the latter must be unlocked. */
  'host.switchProfile': procedure(z.object({ profile: profileKind }), hostDescription),
  /** Sets up the lock, once. Answers with the recovery code, which is shown once and kept nowhere. */
  'vault.setUp': procedure(
    z.object({ method: z.enum(['keychain', 'passphrase']), passphrase: passphrase.optional() }),
    z.object({ recoveryCode: z.string() }),
  ),
  'vault.unlock': procedure(
    z.discriminatedUnion('method', [
      z.object({ method: z.literal('keychain') }),
      z.object({ method: z.literal('passphrase'), passphrase }),
      z.object({ method: z.literal('recoveryCode'), recoveryCode: z.string().max(200) }),
    ]),
    hostDescription,
  ),
  /** `fetchOn`: the screen alone. Nothing of the patients is shown or answered; what fetches and sends goes on. */
  'vault.lock': procedure(z.object({ fetchOn: z.boolean().optional() }), hostDescription),
  /** Somebody is at the screen: told every few seconds while it is touched, so that it is not locked. */
  'host.noteTouched': procedure(z.object({}), hostDescription),
} as const;
