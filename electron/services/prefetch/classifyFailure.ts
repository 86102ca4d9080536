import type { Failure } from '#shared/contract/failures.ts';

export { isLineFailure } from '#shared/contract/lineFailure.ts';

/**
 * What a failed question means for the next one.
 * `away`: the archive cannot be reached at all, so stop asking. `shaky`: this answer broke; another may not.
 * `busy`: ask less. `frame`: only this frame is concerned. `disk`: nothing more can be kept. `cancelled`: we stopped it.
 */
export type FailureMeaning = 'away' | 'shaky' | 'busy' | 'frame' | 'disk' | 'cancelled';

export function classifyFailure(failure: Failure): FailureMeaning {
  switch (failure.code) {
    case 'ArchiveNotConfigured':
    case 'ArchiveUrlInvalid':
    case 'ArchiveNameNotFound':
    case 'ArchiveUnreachable':
    case 'ArchiveConnectionRefused':
    case 'ArchiveCertificate':
    case 'ArchiveTlsName':
    case 'ArchiveTlsTooOld':
    case 'ArchiveCertificateExpired':
    case 'ArchiveClientCertificate':
    case 'ArchiveSignInRefused':
    case 'ArchiveSignInNeeded':
    case 'SignInProviderUnreachable':
    case 'SignInProviderInvalid':
    case 'ProxyInvalid':
    case 'ProxyUnreachable':
    case 'ProxySignInRefused':
    case 'ProxyRefused':
    case 'AuthorityInvalid':
    case 'ClientCertificateInvalid':
    case 'ClientCertificatePassphrase':
    case 'ArchiveNotDicomWeb':
    case 'ArchiveCaptivePortal':
    case 'ArchiveRedirectRefused':
    // A disc that has been taken out.
    case 'PathNotFound':
      return 'away';
    case 'ArchiveTimedOut':
    case 'ArchiveAnswerCut':
    case 'ArchiveFailed':
      return 'shaky';
    case 'ArchiveBusy':
      return 'busy';
    case 'DiskFull':
    case 'DiskReadOnly':
    case 'DiskFailed':
    case 'StoreDamaged':
    case 'StoreLocked':
      return 'disk';
    case 'Cancelled':
      return 'cancelled';
    default:
      return 'frame';
  }
}
