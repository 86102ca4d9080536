import { damaged } from './limits.ts';

/** Reads forward through bytes; a read past the end refuses the file as cut. */
export class ByteReader {
  readonly bytes: Buffer;
  readonly littleEndian: boolean;
  readonly end: number;
  at: number;

  constructor(bytes: Buffer, littleEndian: boolean, at = 0, end = bytes.length) {
    this.bytes = bytes;
    this.littleEndian = littleEndian;
    this.at = at;
    this.end = end;
  }

  get left(): number {
    return this.end - this.at;
  }

  u16(): number {
    const at = this.#advance(2);
    return this.littleEndian ? this.bytes.readUInt16LE(at) : this.bytes.readUInt16BE(at);
  }

  u32(): number {
    const at = this.#advance(4);
    return this.littleEndian ? this.bytes.readUInt32LE(at) : this.bytes.readUInt32BE(at);
  }

  ascii(length: number): string {
    const at = this.#advance(length);
    return this.bytes.toString('latin1', at, at + length);
  }

  take(length: number): Buffer {
    const at = this.#advance(length);
    return this.bytes.subarray(at, at + length);
  }

  skip(length: number): void {
    this.#advance(length);
  }

  /** The tag as eight hexadecimal digits. */
  tag(): string {
    const group = this.u16();
    const element = this.u16();
    return (group * 0x10000 + element).toString(16).toUpperCase().padStart(8, '0');
  }

  #advance(length: number): number {
    if (length > this.left) throw damaged('cut');
    const at = this.at;
    this.at += length;
    return at;
  }
}
