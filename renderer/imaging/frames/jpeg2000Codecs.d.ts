// The codec packages ship no types. Only what is used here.
interface Jpeg2000FrameInfo {
  readonly width: number;
  readonly height: number;
  readonly bitsPerSample: number;
  readonly componentCount: number;
  readonly isSigned: boolean;
}

interface Jpeg2000Decoder {
  getEncodedBuffer(size: number): Uint8Array;
  getDecodedBuffer(): Uint8Array;
  getFrameInfo(): Jpeg2000FrameInfo;
  decode(): void;
  /** HTJ2K only: so many resolution levels are left out. */
  decodeSubResolution?(levels: number): void;
  calculateSizeAtDecompositionLevel?(levels: number): { width: number; height: number };
  delete(): void;
}

interface Jpeg2000Options {
  locateFile(name: string): string;
  print(text: string): void;
  printErr(text: string): void;
}

declare module '@cornerstonejs/codec-openjpeg/decodewasmjs' {
  const load: (options: Jpeg2000Options) => Promise<{ readonly J2KDecoder: new () => Jpeg2000Decoder }>;
  export = load;
}

declare module '@cornerstonejs/codec-openjph/wasmjs' {
  const load: (options: Jpeg2000Options) => Promise<{ readonly HTJ2KDecoder: new () => Jpeg2000Decoder }>;
  export = load;
}
