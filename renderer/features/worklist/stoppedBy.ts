import type { FailureCode } from '#shared/contract/failures.ts';

/** What a person would have to mend, or wait for, before more can come; the words stand under `worklist.ready.waits`. */
export type WaitsFor =
  | 'archive'
  | 'signIn'
  | 'signInNeeded'
  | 'forbidden'
  | 'provider'
  | 'proxy'
  | 'certificate'
  | 'portal'
  | 'busy'
  | 'line'
  | 'again'
  | 'changed'
  | 'gone'
  | 'host'
  | 'disk';

/**
 * `image`: it was fetched whole and cannot be shown. `room`: the space is used up. `stopped`: it cannot be fetched, and
 * only the sentence of the failure says why. `never`: no study rests for it; if one does, it is said to be stopped.
 */
export type StoppedBy = WaitsFor | 'image' | 'room' | 'stopped' | 'never';

const reaching = {
  ArchiveNotConfigured: 'stopped',
  ArchiveAlreadyListed: 'never',
  ArchiveUrlInvalid: 'stopped',
  ArchiveNameNotFound: 'archive',
  ArchiveUnreachable: 'archive',
  ArchiveConnectionRefused: 'archive',
  ArchiveTimedOut: 'archive',
  ArchiveCertificate: 'certificate',
  ArchiveTlsName: 'certificate',
  ArchiveTlsTooOld: 'certificate',
  ArchiveSignInRefused: 'signIn',
  ArchiveSignInNeeded: 'signInNeeded',
  ArchiveCertificateExpired: 'certificate',
  ArchiveClientCertificate: 'certificate',
  ArchiveForbidden: 'forbidden',
  ArchiveNotFound: 'gone',
  ArchiveBusy: 'busy',
  ArchiveFailed: 'again',
  ArchiveNotDicomWeb: 'stopped',
  ArchiveCaptivePortal: 'portal',
  ArchiveAnswerCut: 'line',
  ArchiveAnswerInvalid: 'stopped',
  ArchiveRedirectRefused: 'stopped',
  ArchiveStoreRefused: 'never',
  ArchiveAnswerTooLarge: 'stopped',
  ProxyInvalid: 'proxy',
  ProxyUnreachable: 'proxy',
  ProxySignInRefused: 'proxy',
  ProxyRefused: 'proxy',
  AuthorityInvalid: 'certificate',
  ClientCertificateInvalid: 'certificate',
  ClientCertificatePassphrase: 'certificate',
  SignInProviderUnreachable: 'provider',
  SignInProviderInvalid: 'provider',
  SignInRefused: 'signIn',
  SignInExpired: 'signInNeeded',
} as const;

const ofStudies = {
  FrameNotHere: 'archive',
  FrameDamaged: 'again',
  FrameNotDecodable: 'image',
  ImageTooWide: 'image',
  DecoderNotLoaded: 'never',
  FrameLied: 'image',
  FrameTooLarge: 'image',
  TransferSyntaxUnsupported: 'image',
  NoPixelData: 'image',
  StudyEmpty: 'stopped',
  StudyChanged: 'changed',
  StudyRemoved: 'gone',
  StudyTooLarge: 'stopped',
  CacheFull: 'room',
  DiskFull: 'disk',
  DiskReadOnly: 'disk',
  DiskFailed: 'disk',
  StoreDamaged: 'again',
} as const;

const ofTheProgram = {
  InvalidInput: 'stopped',
  Unexpected: 'stopped',
  NotFound: 'gone',
  Cancelled: 'again',
  HostGone: 'host',
  ContractMismatch: 'host',
  AlreadyRunning: 'never',
  StoreLocked: 'stopped',
  StoreTooNew: 'never',
  ProfileInUse: 'never',
  FolderSynced: 'never',
  FolderOnNetwork: 'never',
  FolderUnfit: 'never',
  VaultNotSetUp: 'never',
  VaultAlreadySetUp: 'never',
  PassphraseWrong: 'never',
  PassphraseTooShort: 'never',
  RecoveryCodeWrong: 'never',
  KeychainUnavailable: 'never',
  KeyFileDamaged: 'never',
  KeysMissing: 'never',
} as const;

const ofDiscsAndReports = {
  PathNotFound: 'stopped',
  PathNotReadable: 'stopped',
  NotDicom: 'image',
  DicomDamaged: 'image',
  DicomTooLarge: 'image',
  NothingFound: 'stopped',
  ParserStopped: 'stopped',
  ReportConflict: 'never',
  ReportEmpty: 'never',
  SignerMissing: 'never',
  ReportTooLong: 'never',
  IdentityChanged: 'never',
  ImagesMissing: 'never',
  ImagesOfAnotherPatient: 'never',
  NoDestination: 'never',
  DisplayShort: 'never',
  DisplayRefused: 'never',
  ReportsNotDelivered: 'never',
  AnnotationsFull: 'never',
} as const;

/** Every code has its place: a new one without a place here does not compile. */
const all: Readonly<Record<FailureCode, StoppedBy>> = {
  ...reaching,
  ...ofStudies,
  ...ofTheProgram,
  ...ofDiscsAndReports,
};

/** What stands behind a failure that keeps a study from coming. */
export function stoppedBy(code: FailureCode): StoppedBy {
  return all[code];
}
