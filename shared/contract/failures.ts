import { z } from 'zod';

/**
 * Every failure a person can meet, one stable code each. The sentence for a code stands in
 * `resources/locales/en/failures.json`; a test checks that none is missing.
 */
export const failureCodes = [
  // the crossing itself
  'InvalidInput',
  'Unexpected',
  'NotFound',
  'Cancelled',
  'HostGone',
  'ContractMismatch',
  'AlreadyRunning',
  // reaching an archive
  'ArchiveNotConfigured',
  'ArchiveAlreadyListed',
  'ArchiveUrlInvalid',
  'ArchiveNameNotFound',
  'ArchiveUnreachable',
  'ArchiveConnectionRefused',
  'ArchiveTimedOut',
  'ArchiveCertificate',
  'ArchiveTlsName',
  'ArchiveTlsTooOld',
  'ArchiveSignInRefused',
  'ArchiveSignInNeeded',
  'ArchiveCertificateExpired',
  'ArchiveClientCertificate',
  'ArchiveForbidden',
  'ArchiveNotFound',
  'ArchiveBusy',
  'ArchiveFailed',
  'ArchiveNotDicomWeb',
  'ArchiveCaptivePortal',
  'ArchiveAnswerCut',
  'ArchiveAnswerInvalid',
  'ArchiveRedirectRefused',
  'ArchiveStoreRefused',
  'ArchiveAnswerTooLarge',
  // the way to an archive
  'ProxyInvalid',
  'ProxyUnreachable',
  'ProxySignInRefused',
  'ProxyRefused',
  'AuthorityInvalid',
  'ClientCertificateInvalid',
  'ClientCertificatePassphrase',
  // signing in at a site's provider
  'SignInProviderUnreachable',
  'SignInProviderInvalid',
  'SignInRefused',
  'SignInExpired',
  // frames and studies
  'FrameNotHere',
  // the copy that was kept failed its tag, or is not the bytes that were kept
  'FrameDamaged',
  // the bytes came whole and as they were sent, and are no whole image
  'FrameNotDecodable',
  // what decodes could not be loaded on this computer: nothing is known of the image
  'DecoderNotLoaded',
  // its values span further than the processor can draw
  'ImageTooWide',
  'FrameLied',
  'FrameTooLarge',
  'TransferSyntaxUnsupported',
  'NoPixelData',
  'StudyEmpty',
  'StudyChanged',
  'StudyRemoved',
  // it says more of itself than is taken in, or taking it in has ended the program
  'StudyTooLarge',
  // keeping things
  'CacheFull',
  'DiskFull',
  'DiskReadOnly',
  'DiskFailed',
  'StoreDamaged',
  'StoreLocked',
  'StoreTooNew',
  'ProfileInUse',
  'FolderSynced',
  'FolderOnNetwork',
  'FolderUnfit',
  // the lock
  'VaultNotSetUp',
  'VaultAlreadySetUp',
  'PassphraseWrong',
  'PassphraseTooShort',
  'RecoveryCodeWrong',
  'KeychainUnavailable',
  'KeyFileDamaged',
  'KeysMissing',
  // discs and files
  'PathNotFound',
  'PathNotReadable',
  'NotDicom',
  'DicomDamaged',
  'DicomTooLarge',
  'NothingFound',
  'ParserStopped',
  // reports
  'ReportConflict',
  'ReportEmpty',
  'SignerMissing',
  'ReportTooLong',
  'IdentityChanged',
  'ImagesMissing',
  'ImagesOfAnotherPatient',
  'NoDestination',
  // the monitor that the images were on
  'DisplayShort',
  'DisplayRefused',
  'ReportsNotDelivered',
  // what is drawn on images
  'AnnotationsFull',
] as const;

export type FailureCode = (typeof failureCodes)[number];

/** A failure as it crosses: `details` are numbers, codes and host names, never patient data; `id` finds the log line. */
export interface Failure {
  readonly code: FailureCode;
  readonly details?: Readonly<Record<string, string | number>> | undefined;
  readonly id?: string | undefined;
}

export const failureSchema = z.object({
  code: z.enum(failureCodes),
  details: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
  id: z.string().optional(),
}) satisfies z.ZodType<Failure>;

export function failureOf(code: FailureCode, details?: Failure['details']): Failure {
  return details ? { code, details } : { code };
}
