import type { Clock } from '#electron/base/world.ts';
import type { AssignmentRule } from '#shared/contract/archives.ts';
import { writeDate } from '#shared/dicom/dateTime.ts';
import type { ArchiveId } from '#shared/dicom/frameKey.ts';
import type { ArchiveClient, StudyQuery } from '../archive/index.ts';
import type { KnownStudy } from './knownStudies.ts';

/** An archive that the worklist is read from. */
export interface ArchiveSource {
  readonly archiveId: ArchiveId;
  readonly name: string;
  readonly kind: 'practice' | 'dicomweb' | 'disc';
  readonly assignment: AssignmentRule;
  readonly client: ArchiveClient;
}

/** The longest span a rule can name. It means all there is: teaching files and old archives have dates before any span. */
const allDaysBack = 3650;

/** The first day of the list, DA text; undefined where all studies are listed: practice and discs are small and old. */
export function firstListedDay(source: ArchiveSource, now: number, offsetMinutes: number): string | undefined {
  if (source.kind !== 'dicomweb' || source.assignment.daysBack >= allDaysBack) return undefined;
  return writeDate(now - source.assignment.daysBack * 86_400_000, offsetMinutes);
}

/** The first day of the list as the clock stands. */
export function firstDayNow(source: ArchiveSource, clock: Pick<Clock, 'now' | 'offsetMinutes'>): string | undefined {
  return firstListedDay(source, clock.now(), clock.offsetMinutes(clock.now()));
}

export function studyQuery(firstDay: string | undefined): StudyQuery {
  return firstDay === undefined ? {} : { studyDate: `${firstDay}-` };
}

/** A study without a date is listed: leaving it out would hide it for good. */
export function isListed(known: Pick<KnownStudy, 'studyDate'>, firstDay: string | undefined): boolean {
  return firstDay === undefined || known.studyDate === undefined || known.studyDate >= firstDay;
}

/** Whether the archive's rule gives a listed study to this reader. A disc was opened to be looked at: nobody waits for it. */
export function isAssigned(known: KnownStudy, source: ArchiveSource, isPriorOfAnother: boolean): boolean {
  if (source.kind === 'disc') return false;
  const { modalities } = source.assignment;
  const ofModality = modalities.length === 0 || known.fields.modalities.some((one) => modalities.includes(one));
  // Where no day bounds the list, an old examination is there to be compared with, not to be reported again.
  return ofModality && (source.kind === 'dicomweb' || !isPriorOfAnother);
}
