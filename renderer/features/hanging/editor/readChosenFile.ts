import { mostProtocolFileBytes } from '#shared/contract/hanging.ts';

/** A file as text that can cross; `tooLarge`: it is not even read. */
export async function readChosenFile(file: File): Promise<{ readonly base64: string } | 'tooLarge' | 'empty'> {
  if (file.size > mostProtocolFileBytes) return 'tooLarge';
  if (file.size === 0) return 'empty';
  const bytes = new Uint8Array(await file.arrayBuffer());
  // In parts: a call takes only so many arguments.
  const part = 32_768;
  let binary = '';
  for (let at = 0; at < bytes.length; at += part) binary += String.fromCharCode(...bytes.subarray(at, at + part));
  return { base64: btoa(binary) };
}
