/** The same without what is undefined: texts are compared and kept as JSON, where nothing is not written down. */
export function compact<Value extends object>(value: Value): Value {
  return Object.fromEntries(Object.entries(value).filter(([, part]) => part !== undefined)) as Value;
}

/** The same list with one element changed; an index outside changes nothing. */
export function changedAt<Element>(
  list: readonly Element[],
  index: number,
  change: (element: Element) => Element,
): Element[] {
  return list.map((element, at) => (at === index ? change(element) : element));
}

export function removedAt<Element>(list: readonly Element[], index: number): Element[] {
  return list.filter((_, at) => at !== index);
}

/** The same list with one element taken to another place. */
export function movedTo<Element>(list: readonly Element[], from: number, to: number): Element[] {
  const element = list[from];
  if (element === undefined || to < 0 || to >= list.length) return [...list];
  const rest = removedAt(list, from);
  return [...rest.slice(0, to), element, ...rest.slice(to)];
}

/** The same list with an element, or without it. */
export function withOrWithout<Element>(list: readonly Element[], element: Element, isIn: boolean): Element[] {
  const rest = list.filter((each) => each !== element);
  return isIn ? [...rest, element] : rest;
}
