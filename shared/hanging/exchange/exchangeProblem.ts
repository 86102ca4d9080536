/** What of a protocol cannot be said in a DICOM Hanging Protocol object; another program will not have it. */
export type ExportLoss =
  | 'wordsShortened'
  | 'studyRuleLost'
  | 'anyModality'
  | 'sitesLost'
  | 'screensLost'
  | 'requiresLost'
  | 'priorWordsLost'
  | 'ruleLost'
  | 'ruleApproximated'
  | 'preferenceLost'
  | 'tilesLost'
  | 'fallbackLost'
  | 'exclusiveGroupLost'
  | 'boxWithoutImages'
  | 'stageLost'
  | 'stageConditionLost'
  | 'windowApproximated'
  | 'windowLost'
  | 'firstLookLost'
  | 'slabApproximated'
  | 'overlayApproximated'
  | 'syncLost'
  | 'readingLost';

/** What of a DICOM Hanging Protocol object Durbeen does not take, or takes otherwise than it is written. */
export type ImportLoss =
  | 'otherWriter'
  | 'levelChanged'
  | 'anatomyUnknown'
  | 'codesNotTaken'
  | 'attributeNotKnown'
  | 'valueNotKnown'
  | 'operatorNotKnown'
  | 'priorWordsNotKnown'
  | 'imageSetMissing'
  | 'boxMisprinted'
  | 'boxUneven'
  | 'boxOverlaps'
  | 'boxOutside'
  | 'tilesNotTaken'
  | 'orientationNotTaken'
  | 'windowNotKnown'
  | 'trueSizeNotTaken'
  | 'renderingNotKnown'
  | 'syncNotTaken';

/** Why an object is not read or written at all. */
export type Refusal =
  | 'tooManyBoxes'
  | 'objectDamaged'
  | 'notHangingProtocol'
  | 'tooLarge'
  | 'tooDeep'
  | 'wrongValueRepresentation'
  | 'privatePartUnreadable'
  | 'privatePartDisagrees'
  | 'noStudyRule'
  | 'nothingToHang'
  | 'notSound';

/** One thing that was lost, or why nothing was read; the shape of `ImportProblem`. `code` is a key of the words. */
export interface ExchangeProblem {
  readonly code: ExportLoss | ImportLoss | Refusal;
  /** The selector, stage, box or attribute it is about, as the protocol or the object names it. */
  readonly where?: string;
  readonly detail?: string;
  readonly isRefusal: boolean;
}

/** Longer lists of what is lost are read by nobody. */
const mostLosses = 300;

/** Collects what is lost, each thing once. */
export class LossList {
  readonly #problems = new Map<string, ExchangeProblem>();

  add(code: ExportLoss | ImportLoss, where?: string, detail?: string): void {
    const problem: ExchangeProblem = {
      code,
      ...(where !== undefined && { where: where.slice(0, 400) }),
      ...(detail !== undefined && { detail: detail.slice(0, 400) }),
      isRefusal: false,
    };
    if (this.#problems.size < mostLosses) this.#problems.set(JSON.stringify(problem), problem);
  }

  has(code: ExchangeProblem['code']): boolean {
    return this.problems.some((problem) => problem.code === code);
  }

  get problems(): readonly ExchangeProblem[] {
    return [...this.#problems.values()];
  }
}
