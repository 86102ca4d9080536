// The codec packages ship no types. Only what is used here.
interface CodecFrameInfo {
  width: number;
  height: number;
  bitsPerSample: number;
  componentCount: number;
  isSigned: boolean;
  isUsingColorTransform?: boolean;
}

interface CodecEncoder {
  getDecodedBuffer(info: CodecFrameInfo): Uint8Array;
  getEncodedBuffer(): Uint8Array;
  encode(): void;
  delete(): void;
  setNearLossless?(bound: number): void;
  setInterleaveMode?(mode: number): void;
  setQuality?(lossless: boolean | number, value?: number): void;
  setProgressionOrder?(order: number): void;
  setProgressive?(on: boolean): void;
  setSubSampling?(mode: number): void;
}

interface CodecDecoder {
  getEncodedBuffer(size: number): Uint8Array;
  getDecodedBuffer(): Uint8Array;
  getFrameInfo(): CodecFrameInfo;
  decode(): void;
  delete(): void;
}

interface CodecOptions {
  print(text: string): void;
  printErr(text: string): void;
  wasmBinary?: Uint8Array;
}

declare module '@cornerstonejs/codec-charls' {
  const load: (
    options: CodecOptions,
  ) => Promise<{ JpegLSEncoder: new () => CodecEncoder; JpegLSDecoder: new () => CodecDecoder }>;
  export = load;
}
declare module '@cornerstonejs/codec-openjpeg' {
  const load: (
    options: CodecOptions,
  ) => Promise<{ J2KEncoder: new () => CodecEncoder; J2KDecoder: new () => CodecDecoder }>;
  export = load;
}
declare module '@cornerstonejs/codec-openjph' {
  const load: (
    options: CodecOptions,
  ) => Promise<{ HTJ2KEncoder: new () => CodecEncoder; HTJ2KDecoder: new () => CodecDecoder }>;
  export = load;
}
declare module '@cornerstonejs/codec-libjpeg-turbo-8bit' {
  const load: (
    options: CodecOptions,
  ) => Promise<{ JPEGEncoder: new () => CodecEncoder; JPEGDecoder: new () => CodecDecoder }>;
  export = load;
}
