type Node = object;

/** The parts of vtk's window on the graphics card that are used here; `get` answers what it keeps. */
interface CardWindow {
  getViewNodeFor(object: unknown): Node | undefined;
  removeNode(node: Node): boolean;
  unregisterGraphicsResourceUser(object: unknown, user: Node): void;
  get(...names: string[]): {
    readonly _graphicsResources?: ReadonlyMap<unknown, { readonly users: ReadonlySet<Node> }>;
  };
}

/** The parts of vtk's renderer that are used here. */
interface BoxRenderer {
  getVTKWindow(): { getViews(): readonly CardWindow[] } | undefined;
}

/** The parts of a viewport that are used here. */
export interface DrawingViewport {
  getActors(): readonly { readonly actor: unknown }[];
  getRenderer(): unknown;
}

/**
 * Ends what draws a box that closes. Cornerstone takes the box out of the window on the graphics card and leaves behind
 * what drew it there: tables of greys and opacities, and a listener that holds all of it, for as long as the page lives.
 */
export function releaseActors(viewport: DrawingViewport): void {
  const renderer = viewport.getRenderer() as Partial<BoxRenderer> | undefined;
  const [window] = renderer?.getVTKWindow?.()?.getViews() ?? [];
  // On the processor nothing draws through it.
  if (!window) return;
  for (const { actor } of viewport.getActors()) {
    const mapper = (actor as { getMapper?(): unknown }).getMapper?.();
    const node = mapper && window.getViewNodeFor(mapper);
    if (node) giveBackTables(window, node);
  }
  const node = window.getViewNodeFor(renderer);
  // With all that hangs on it; nothing is removed when it was never drawn.
  if (node) window.removeNode(node);
}

function giveBackTables(window: CardWindow, user: Node): void {
  const { _graphicsResources: resources } = window.get('_graphicsResources');
  const used = [...(resources ?? [])].filter(([, { users }]) => users.has(user));
  for (const [object] of used) window.unregisterGraphicsResourceUser(object, user);
}
