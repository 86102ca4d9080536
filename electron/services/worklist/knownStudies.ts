import { type Keyword, tagOf } from '#shared/dicom/attributes.ts';
import type { DicomDataset, DicomElement } from '#shared/dicom/dicomJson.ts';
import { type ArchiveId, type StudyRef, studyKey } from '#shared/dicom/frameKey.ts';
import { withHeaderText } from '#shared/dicom/readableAttributes.ts';
import type { StudyCounts } from '#shared/worklist/archiveLook.ts';
import { enrichStudy } from '#shared/worklist/enrichStudy.ts';
import type { Priority } from '#shared/worklist/priority.ts';
import { type DatedStudy, findPriors, groupByPatient, patientGroup } from '#shared/worklist/priors.ts';
import { readWorklistFields, type WorklistFields } from '#shared/worklist/readWorklistFields.ts';

/** One study as it is known: what the archive said last, and what was noted here. */
export interface KnownStudy extends DatedStudy {
  readonly attributes: DicomDataset;
  readonly fields: WorklistFields;
  readonly firstSeenAt: number;
  /** Chosen by the reader; else the request's. */
  readonly chosenPriority: Priority | undefined;
}

/** Every study that is known, of all archives, and who is an earlier study of whom. */
export class KnownStudies {
  readonly #studies = new Map<string, KnownStudy>();
  #groups: ReadonlyMap<string, readonly KnownStudy[]> | undefined;

  get(study: StudyRef): KnownStudy | undefined {
    return this.#studies.get(studyKey(study));
  }

  values(): Iterable<KnownStudy> {
    return this.#studies.values();
  }

  ofArchive(archiveId: ArchiveId): readonly KnownStudy[] {
    return [...this.#studies.values()].filter(({ study }) => study.archiveId === archiveId);
  }

  /**
   * Takes in what an archive says of a study. What was learned from its images stays, where the search is silent.
   * Answers the study if it is new or another than before.
   */
  put(study: StudyRef, answer: DicomDataset, note: { firstSeenAt: number; priority?: Priority | undefined }) {
    const known = this.get(study);
    const attributes = known ? enrichStudy(answer, known.attributes) : answer;
    if (known && JSON.stringify(known.attributes) === JSON.stringify(attributes)) return undefined;
    return this.#set({
      ...describedBy(study, attributes),
      firstSeenAt: known?.firstSeenAt ?? note.firstSeenAt,
      chosenPriority: known?.chosenPriority ?? note.priority,
    });
  }

  /** Fills the gaps of a study from one of its images. Answers it if that told something new. */
  enrich(study: StudyRef, instance: DicomDataset): KnownStudy | undefined {
    const known = this.get(study);
    if (!known) return undefined;
    const attributes = enrichStudy(known.attributes, instance);
    const learned = Object.keys(attributes).some((tag) => attributes[tag] !== known.attributes[tag]);
    return learned ? this.#set({ ...known, ...describedBy(study, attributes) }) : undefined;
  }

  /** What the header of one of a study's images says in place of what could not be read. Answers the study if that is new. */
  learn(study: StudyRef, header: DicomDataset, keywords: readonly Keyword[]): KnownStudy | undefined {
    const known = this.get(study);
    const attributes = known && withHeaderText(known.attributes, header, keywords);
    if (!known || !attributes || attributes === known.attributes) return undefined;
    return this.#set({ ...known, ...describedBy(study, attributes) });
  }

  setPriority(study: StudyRef, priority: Priority): boolean {
    const known = this.get(study);
    if (known) this.#set({ ...known, chosenPriority: priority });
    return known !== undefined;
  }

  remove(study: StudyRef): void {
    this.#studies.delete(studyKey(study));
    this.#groups = undefined;
  }

  /** Earlier studies of the same patient in the same archive, newest first. */
  priorsOf(known: KnownStudy): readonly KnownStudy[] {
    return findPriors(known, this.#groupOf(known));
  }

  /** Whether the list knows a later study that this one is a prior of. */
  isPriorOfAnother(known: KnownStudy): boolean {
    return this.#groupOf(known).some((other) => other !== known && findPriors(other, [known]).length > 0);
  }

  /** The later studies of the same patient that this one is an earlier one of. */
  laterThan(known: KnownStudy): readonly KnownStudy[] {
    return this.#groupOf(known).filter((other) => other !== known && findPriors(other, [known]).length > 0);
  }

  #groupOf(known: KnownStudy): readonly KnownStudy[] {
    this.#groups ??= groupByPatient(this.#studies.values());
    return this.#groups.get(patientGroup(known.study.archiveId, known.identity.patientId)) ?? [];
  }

  #set(known: KnownStudy): KnownStudy {
    this.#studies.set(studyKey(known.study), known);
    this.#groups = undefined;
    return known;
  }
}

/** What the archive says it has of a study. */
export function countsOf({ fields }: KnownStudy): StudyCounts {
  return { series: fields.numberOfSeries, instances: fields.numberOfInstances };
}

/** What one answer says that the archive has of its study. */
export function countsIn(answer: DicomDataset): StudyCounts {
  const { numberOfSeries, numberOfInstances } = readWorklistFields(answer);
  return { series: numberOfSeries, instances: numberOfInstances };
}

/** What is kept on disk: the archive's count of instances stays the one whose metadata was read, so that growth shows. */
export function attributesToKeep(known: KnownStudy, acknowledgedInstances: number | undefined): DicomDataset {
  if (acknowledgedInstances === undefined) return known.attributes;
  const kept = Object.assign(Object.create(null), known.attributes) as { [tag: string]: DicomElement };
  kept[tagOf('NumberOfStudyRelatedInstances')] = { vr: 'IS', Value: [acknowledgedInstances] };
  return kept;
}

function describedBy(study: StudyRef, attributes: DicomDataset) {
  const fields = readWorklistFields(attributes);
  const { identity, studyDate, studyTime } = fields;
  return { study, attributes, fields, identity, studyDate, studyTime };
}
