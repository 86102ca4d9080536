/** Points from the left and the top of an A4 sheet, 595 × 842. */
interface Line {
  readonly size: number;
  readonly text: string;
}

const left = 56;
const top = 780;

/** A PDF (ISO 32000-1) of one sheet with lines of Latin text, as a request form comes out of a registration desk. */
export function pdfOfLines(lines: readonly Line[]): Uint8Array {
  let y = top;
  const shown = lines.map(({ size, text }) => {
    y -= size * 1.6;
    return `BT /F1 ${size} Tf ${left} ${y.toFixed(1)} Td (${escaped(text)}) Tj ET`;
  });
  const content = ['0.6 w', `${left} ${top + 8} m 539 ${top + 8} l S`, ...shown].join('\n');
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ];
  let file = '%PDF-1.4\n';
  const places = objects.map((object, index) => {
    const at = file.length;
    file += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return at;
  });
  const table = file.length;
  const rows = places.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('');
  file += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${rows}`;
  file += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${table}\n%%EOF\n`;
  return Buffer.from(file, 'latin1');
}

function escaped(text: string): string {
  return text.replace(/[^\x20-\x7e]/g, '?').replace(/[\\()]/g, '\\$&');
}
