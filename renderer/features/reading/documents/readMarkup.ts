import { type ClinicalPatient, patientOfMarkup } from './clinicalPatient.ts';
import { elementsNamed, type MarkupText, textOfMarkup } from './markupText.ts';

export interface ReadMarkup extends MarkupText {
  /** Whom a clinical document names as its patient. */
  readonly patient: ClinicalPatient | undefined;
}

/**
 * The words of an XML or HTML text. It is parsed into a document that belongs to no window: nothing in it is fetched, run
 * or drawn. Of a clinical document (CDA) the words of its body; what no parser takes stays as it is.
 */
export function readMarkup(written: string, isHtml: boolean): ReadMarkup {
  const parsed = new DOMParser().parseFromString(written, isHtml ? 'text/html' : 'application/xml');
  if (parsed.getElementsByTagName('parsererror').length > 0) {
    return { text: written, leftOut: false, takenOut: false, patient: undefined };
  }
  const [body] = [...elementsNamed(parsed, 'structuredbody'), ...elementsNamed(parsed, 'nonxmlbody')];
  return { ...textOfMarkup(body ?? parsed.documentElement), patient: patientOfMarkup(parsed) };
}
