/** A key that is not taken: `soft`, `soft2`, `soft3` … Letters and figures, at most 32, as `protocolSchema` wants it. */
export function freshKey(wanted: string, taken: ReadonlySet<string>): string {
  const plain = wanted.replaceAll(/[^a-zA-Z0-9_]/g, '').replace(/^[^a-zA-Z]+/, '');
  const stem = (plain === '' ? 'series' : plain).slice(0, 28);
  if (!taken.has(stem)) return stem;
  let number = 2;
  while (taken.has(`${stem}${number}`)) number += 1;
  return `${stem}${number}`;
}

/** An id that is not taken, made of a name: `user.ct-chest-lung-first`. Small letters, at most 64. */
export function freshId(level: string, name: string, taken: ReadonlySet<string>): string {
  const plain = name
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '');
  const stem = `${level}.${plain === '' ? 'protocol' : plain}`.slice(0, 58).replace(/-+$/, '');
  if (!taken.has(stem)) return stem;
  let number = 2;
  while (taken.has(`${stem}-${number}`)) number += 1;
  return `${stem}-${number}`;
}
