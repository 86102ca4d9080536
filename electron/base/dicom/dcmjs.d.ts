/** The part of dcmjs (0.52) that part10.ts uses: the codec, nothing of its data set classes or reports. */
declare module 'dcmjs' {
  export interface DcmjsElement {
    vr: string;
    Value?: unknown[];
  }
  export type DcmjsDictionary = Record<string, DcmjsElement>;

  export interface DcmjsFile {
    meta: DcmjsDictionary;
    dict: DcmjsDictionary;
    write(options: { allowInvalidVRLength: boolean; fragmentMultiframe: boolean }): ArrayBuffer | Uint8Array;
  }

  interface Logger {
    setLevel(level: 'silent'): void;
    getLogger(name: string): Logger;
  }

  export const log: Logger;
  export interface ReadStream {
    readonly decoder: TextDecoder;
    setDecoder(decoder: TextDecoder): void;
    more(lengthBytes: number): ReadStream;
  }

  export const data: {
    ReadBufferStream: { readonly prototype: ReadStream };
    DicomDict: new (meta: DcmjsDictionary) => DcmjsFile;
    DicomMessage: { readFile(buffer: ArrayBuffer, options: { ignoreErrors: boolean }): DcmjsFile };
  };
}
