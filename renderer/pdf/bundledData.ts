/**
 * What a PDF may lean on and does not bring itself, where the build has put it: what decodes JBIG2 and JPEG 2000, the
 * tables of Chinese, Japanese and Korean characters (CMaps), and the fonts that every reader of PDFs has. No scripts.
 */
const addresses: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(
    import.meta.glob<string>(
      [
        '../../node_modules/pdfjs-dist/wasm/{jbig2,openjpeg,qcms_bg}.wasm',
        '../../node_modules/pdfjs-dist/cmaps/*.bcmap',
        '../../node_modules/pdfjs-dist/standard_fonts/*.{pfb,ttf}',
      ],
      { query: '?url', import: 'default', eager: true },
    ),
  ).map(([path, address]) => [path.slice(path.lastIndexOf('/') + 1), address]),
);

interface Asked {
  readonly kind: string;
  readonly filename: string;
}

/**
 * Hands a document what it leans on, from our own origin and from nowhere else. `onMissing`: something was asked for that
 * is not there, so words or pictures of the document may be missing.
 */
export function bundledData(onMissing: () => void) {
  return class BundledData {
    async fetch({ filename }: Asked): Promise<Uint8Array> {
      try {
        const address = addresses[filename];
        if (!address) throw new Error('not bundled');
        const answer = await fetch(address);
        if (!answer.ok) throw new Error('not there');
        return new Uint8Array(await answer.arrayBuffer());
      } catch (error) {
        onMissing();
        throw error;
      }
    }
  };
}
