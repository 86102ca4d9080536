import { succeed } from '#shared/base/result.ts';
import { studyRef } from '#shared/contract/identifiers.ts';
import { type StudyRef, studyKey } from '#shared/dicom/frameKey.ts';
import type { Route } from './router.ts';

/** What one page asks through. */
export interface PageDesk {
  readonly route: Route;
  /** The page is gone: what it left open is closed, unless another page has it open too. */
  close(): void;
}

/**
 * Which page has which study open. A page that is reloaded or crashes closes nothing itself: what it left open would
 * stay first in the line for ever.
 */
export class OpenStudies {
  readonly #route: Route;
  readonly #pages = new Set<Map<string, StudyRef>>();

  constructor(route: Route) {
    this.#route = route;
  }

  openPage(): PageDesk {
    const own = new Map<string, StudyRef>();
    this.#pages.add(own);
    return {
      route: (name, input, signal) => {
        const asked = name === 'studies.open' || name === 'studies.close' ? readStudy(input) : undefined;
        if (!asked) return this.#route(name, input, signal);
        if (name === 'studies.open') return this.#openFor(own, asked, input, signal);
        own.delete(studyKey(asked));
        return this.#isOpen(asked) ? Promise.resolve(succeed({})) : this.#route(name, input, signal);
      },
      close: () => {
        this.#pages.delete(own);
        const left = [...own.values()];
        own.clear();
        for (const study of left) this.#closeUnlessOpen(study);
      },
    };
  }

  async #openFor(own: Map<string, StudyRef>, study: StudyRef, input: unknown, signal: Parameters<Route>[2]) {
    own.set(studyKey(study), study);
    const answer = await this.#route('studies.open', input, signal);
    if (!answer.ok) own.delete(studyKey(study));
    // Closed, or its page gone, before the answer came.
    else if (!own.has(studyKey(study))) this.#closeUnlessOpen(study);
    return answer;
  }

  #closeUnlessOpen(study: StudyRef): void {
    if (!this.#isOpen(study)) void this.#route('studies.close', { study }, new AbortController().signal);
  }

  #isOpen(study: StudyRef): boolean {
    return [...this.#pages].some((page) => page.has(studyKey(study)));
  }
}

function readStudy(input: unknown): StudyRef | undefined {
  const { study } = Object(input) as { readonly study?: unknown };
  const parsed = studyRef.safeParse(study);
  return parsed.success ? parsed.data : undefined;
}
