import { fail, type Result, succeed } from '#shared/base/result.ts';
import { type Failure, failureOf } from '#shared/contract/failures.ts';

/** Where an archive is: the only origin that gets its credentials, and the DICOMweb root on it. */
export interface ArchivePlace {
  readonly origin: string;
  /** Path of the DICOMweb root, without a slash at its end. */
  readonly root: string;
  readonly host: string;
  readonly port: number;
  readonly secure: boolean;
}

/**
 * Reads the address a person entered. Refused as `ArchiveUrlInvalid`: anything but http and https, and addresses with
 * a user name, a query or a fragment, which would end up in logs or hide where a request really goes (F14).
 */
export function readArchiveUrl(text: string): Result<ArchivePlace, Failure> {
  const trimmed = text.trim();
  if (!URL.canParse(trimmed)) return fail(failureOf('ArchiveUrlInvalid'));
  const url = new URL(trimmed);
  const secure = url.protocol === 'https:';
  if ((!secure && url.protocol !== 'http:') || url.hostname === '') return fail(failureOf('ArchiveUrlInvalid'));
  if (url.username || url.password || url.search || url.hash || /[@?#]/.test(trimmed)) {
    return fail(failureOf('ArchiveUrlInvalid'));
  }
  return succeed({
    origin: url.origin,
    root: url.pathname.replace(/\/+$/, ''),
    host: url.hostname,
    port: Number(url.port) || (secure ? 443 : 80),
    secure,
  });
}
