import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emptySections, maxReportLength } from './report.ts';
import { sign, type Transition, type Verification, verificationSteps } from './transitions.ts';

const signer = {
  name: 'Ayesha Khan',
  qualification: 'FCPS',
  registrationNumber: '12345-P',
  organisation: 'Quetta DHQ',
};
const draft = { ...emptySections, impression: 'Normal.' };

describe('verification', () => {
  it('has no way back from VERIFIED, whatever is done and in whatever order', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('saveDraft' as const, 'sign' as const)), (acts) => {
        let state: Verification = 'UNVERIFIED';
        const written: string[] = [];
        for (const act of acts) {
          const step: Transition = verificationSteps[state][act];
          if (step.writes !== 'nothing') written.push(step.writes);
          if (state === 'VERIFIED') expect(step.to).toBe('VERIFIED');
          state = step.to;
        }
        expect(written.filter((kind) => kind === 'final').length).toBeLessThanOrEqual(1);
        expect(written.slice(1).every((kind) => kind === 'addendum')).toBe(true);
      }),
    );
  });

  it('refuses to sign nothing, by nobody, or a book', () => {
    expect(sign('UNVERIFIED', emptySections, signer)).toEqual({ ok: false, failure: { code: 'ReportEmpty' } });
    expect(sign('UNVERIFIED', draft, { ...signer, name: '  ' })).toEqual({
      ok: false,
      failure: { code: 'SignerMissing' },
    });
    expect(sign('UNVERIFIED', { ...draft, findings: 'x'.repeat(maxReportLength) }, signer)).toEqual({
      ok: false,
      failure: { code: 'ReportTooLong' },
    });
  });

  it('signs a final report once and addenda after it', () => {
    expect(sign('UNVERIFIED', draft, signer)).toEqual({
      ok: true,
      value: { to: 'VERIFIED', kind: 'final', canonicalText: 'IMPRESSION\nNormal.\n' },
    });
    expect(sign('VERIFIED', draft, signer)).toMatchObject({ ok: true, value: { kind: 'addendum' } });
  });
});
