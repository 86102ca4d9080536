/** A copy of a CT volume that is made to be seen in space: whole Hounsfield units, air where there is nothing. */
export interface BodyVoxels {
  readonly columns: number;
  readonly rows: number;
  readonly slots: number;
  /** Between columns, rows and slots. */
  readonly mm: readonly [x: number, y: number, z: number];
  readonly values: Int16Array;
  /** Which slots hold an image; the others hold air, and nothing is mixed with them (C9). */
  readonly isThere: readonly boolean[];
}

/** Hounsfield units of what is not there, and of everything below it. */
export const airHu = -1024;

/** What the copy is made of: a volume, its slots handed over one by one, several voxels put together where asked for. */
export interface BodySource {
  readonly columns: number;
  readonly rows: number;
  readonly slots: number;
  readonly mm: readonly [x: number, y: number, z: number];
  /** Values below this are of no image. */
  readonly absentBelow: number;
  readonly inPlane: number;
  readonly slices: number;
}

/** Puts the slots of a volume together, in their order. */
export class BodyCollector {
  readonly #source: BodySource;
  readonly #columns: number;
  readonly #rows: number;
  readonly #values: Int16Array;
  readonly #isThere: boolean[];
  readonly #sums: Float32Array;

  constructor(source: BodySource) {
    const { columns, rows, slots, inPlane, slices } = source;
    this.#source = source;
    this.#columns = Math.floor(columns / inPlane);
    this.#rows = Math.floor(rows / inPlane);
    const count = Math.floor(slots / slices);
    this.#values = new Int16Array(this.#columns * this.#rows * count).fill(airHu);
    this.#isThere = Array.from({ length: count }, () => true);
    this.#sums = new Float32Array(this.#columns * this.#rows);
  }

  /** One slot with its values; undefined where it is missing. A slot put together of several is missing with any of them. */
  add(slot: number, values: ArrayLike<number> | undefined): void {
    const { slices } = this.#source;
    const at = Math.floor(slot / slices);
    if (at >= this.#isThere.length) return;
    if (!values) this.#isThere[at] = false;
    if (!values || !this.#isThere[at]) return;
    if (slot % slices === 0) this.#sums.fill(0);
    this.#addUp(values);
    if (slot % slices === slices - 1) this.#write(at);
  }

  finish(): BodyVoxels {
    const { mm, inPlane, slices } = this.#source;
    const size = this.#columns * this.#rows;
    for (const [slot, there] of this.#isThere.entries()) {
      if (!there) this.#values.fill(airHu, slot * size, (slot + 1) * size);
    }
    return {
      columns: this.#columns,
      rows: this.#rows,
      slots: this.#isThere.length,
      mm: [mm[0] * inPlane, mm[1] * inPlane, mm[2] * slices],
      values: this.#values,
      isThere: this.#isThere,
    };
  }

  #addUp(values: ArrayLike<number>): void {
    const { columns, inPlane, absentBelow } = this.#source;
    const sums = this.#sums;
    for (let row = 0; row < this.#rows * inPlane; row += 1) {
      const to = Math.floor(row / inPlane) * this.#columns;
      for (let column = 0; column < this.#columns * inPlane; column += 1) {
        const value = values[row * columns + column] ?? airHu;
        const at = to + (inPlane === 1 ? column : Math.floor(column / inPlane));
        sums[at] = (sums[at] ?? 0) + (value < absentBelow || value < airHu ? airHu : value);
      }
    }
  }

  #write(slot: number): void {
    const { inPlane, slices } = this.#source;
    const share = 1 / (inPlane * inPlane * slices);
    const start = slot * this.#sums.length;
    for (let at = 0; at < this.#sums.length; at += 1) {
      this.#values[start + at] = Math.min(32_767, Math.round((this.#sums[at] ?? 0) * share));
    }
  }
}
