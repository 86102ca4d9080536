import { fail, type Result, succeed } from '../base/result.ts';
import { canonicalText, isEmptyReport } from './canonicalText.ts';
import { maxReportLength, type ReportSections, type SignedText, type Signer } from './report.ts';

/** VerificationFlag (0040,A493): PS3.3 section C.17.2. */
export type Verification = 'UNVERIFIED' | 'VERIFIED';

export interface Transition {
  readonly to: Verification;
  /** What the act writes for ever; nothing for a draft. */
  readonly writes: SignedText['kind'] | 'nothing';
}

/**
 * Every legal step of verification. There is no way back from VERIFIED: what was signed stays, and what is added
 * later is an addendum, a new instance that names its predecessor.
 */
export const verificationSteps: Readonly<Record<Verification, Readonly<Record<'saveDraft' | 'sign', Transition>>>> = {
  UNVERIFIED: {
    saveDraft: { to: 'UNVERIFIED', writes: 'nothing' },
    sign: { to: 'VERIFIED', writes: 'final' },
  },
  VERIFIED: {
    saveDraft: { to: 'VERIFIED', writes: 'nothing' },
    sign: { to: 'VERIFIED', writes: 'addendum' },
  },
};

export type SigningRefusal = { readonly code: 'ReportEmpty' | 'SignerMissing' | 'ReportTooLong' };

export interface Signing {
  readonly to: Verification;
  readonly kind: SignedText['kind'];
  readonly canonicalText: string;
}

/** Whether the draft may be signed as it stands, and what signing it makes. */
export function sign(
  verification: Verification,
  draft: ReportSections,
  signer: Signer,
  limitations: readonly string[] = [],
): Result<Signing, SigningRefusal> {
  const step = verificationSteps[verification].sign;
  const kind = step.writes === 'addendum' ? 'addendum' : 'final';
  if (isEmptyReport(draft)) return fail({ code: 'ReportEmpty' });
  if (signer.name.trim() === '') return fail({ code: 'SignerMissing' });
  const text = canonicalText(kind, draft, limitations);
  if (text.length > maxReportLength) return fail({ code: 'ReportTooLong' });
  return succeed({ to: step.to, kind, canonicalText: text });
}
