/**
 * Hands a file to the person: the browser puts it with what it has downloaded or asks where, the shell asks where. The
 * page learns neither whether it was kept nor where. `fileName` comes from the host, which puts no name of a person into it.
 */
export function saveFile(fileName: string, base64: string, mediaType: string): void {
  const binary = atob(base64);
  const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0));
  const url = URL.createObjectURL(new Blob([bytes], { type: mediaType }));
  const link = document.createElement('a');
  link.href = url;
  link.download = fileName;
  link.click();
  // The download has begun when the click returns, and holds the bytes itself.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
