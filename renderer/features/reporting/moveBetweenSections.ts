/** Puts the cursor at the end of the next or previous field; from outside, into findings, where a report begins. */
export function moveBetweenSections(panel: HTMLElement | null, step: 1 | -1): void {
  const fields = [...(panel?.querySelectorAll('textarea') ?? [])].filter((field) => !field.readOnly);
  const current = fields.indexOf(document.activeElement as HTMLTextAreaElement);
  const start = fields.find((field) => field.name === 'findings') ?? fields[0];
  const target = current < 0 ? start : fields[(current + step + fields.length) % fields.length];
  target?.focus();
  target?.setSelectionRange(target.value.length, target.value.length);
}
