import { type Arrangement, type BoxContent, isSameContent } from './arrangement.ts';

type Part = Pick<Arrangement, 'rows' | 'columns' | 'boxes'>;

/**
 * What hung in more boxes, before there were fewer: going to one box and back brings the hanging back. What has been hung
 * since is in it too, in the place of the box that was looked at then.
 */
export class LargerBefore {
  readonly #left = new Map<string, { readonly part: Part; readonly active: number }>();

  /** So many boxes are left for fewer; what was noted of a hanging before that is over when they are not. */
  note(window: string, part: Part, active: number, next: Pick<Part, 'rows' | 'columns'>): void {
    if (boxesOf(next) < boxesOf(part)) this.#left.set(keyOf(window, part), { part, active });
  }

  /** What hung in so many boxes, with what hangs now; undefined where nothing did, or now is no smaller. */
  back(
    window: string,
    now: Part,
    nowActive: number,
    wanted: Pick<Part, 'rows' | 'columns'>,
  ): { readonly arrangement: Part; readonly active: number } | undefined {
    const left = this.#left.get(keyOf(window, wanted));
    if (!left || boxesOf(now) >= boxesOf(wanted)) return undefined;
    const boxes: (BoxContent | undefined)[] = [...left.part.boxes];
    const placeOf = (content: BoxContent | undefined) => boxes.findIndex((each) => isSameContent(each, content));
    const shown = now.boxes[nowActive];
    for (const content of now.boxes) if (content && placeOf(content) < 0) boxes[left.active] = content;
    const at = shown ? placeOf(shown) : -1;
    return { arrangement: { ...left.part, boxes }, active: at < 0 ? left.active : at };
  }

  /** Another hanging begins. */
  forget(): void {
    this.#left.clear();
  }
}

function keyOf(window: string, { rows, columns }: Pick<Part, 'rows' | 'columns'>): string {
  return `${window} ${rows}x${columns}`;
}

function boxesOf({ rows, columns }: Pick<Part, 'rows' | 'columns'>): number {
  return rows * columns;
}
