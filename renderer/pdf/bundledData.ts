/** Files that the PDF library asks for by name, as the build has put them beside the page. */
const files: Readonly<Record<string, () => Promise<string>>> = Object.fromEntries(
  Object.entries(
    import.meta.glob<string>('../../node_modules/pdfjs-dist/wasm/{jbig2,openjpeg,qcms_bg}.wasm', {
      query: '?url',
      import: 'default',
    }),
  ).map(([path, load]) => [path.slice(path.lastIndexOf('/') + 1), load]),
);

/**
 * What decodes JBIG2 and JPEG 2000 inside a PDF, from our own origin and from nowhere else. Scripts are none of it. Of
 * tables for fonts that are not embedded there are none: such a font is replaced by one of the system.
 */
export class BundledData {
  async fetch({ filename }: { readonly kind: string; readonly filename: string }): Promise<Uint8Array> {
    const load = files[filename];
    if (!load) throw new Error('not bundled');
    const answer = await fetch(await load());
    if (!answer.ok) throw new Error('not there');
    return new Uint8Array(await answer.arrayBuffer());
  }
}
