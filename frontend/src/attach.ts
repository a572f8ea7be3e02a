export type Behaviour = (element: HTMLElement) => void;

/** Gives each element its behaviour once, however often a part of the page is swapped. */
export function behaviours(table: Record<string, Behaviour>) {
  const done = new WeakMap<Element, Set<string>>();

  function attachTo(element: HTMLElement, selector: string) {
    const has = done.get(element) ?? new Set();
    if (has.has(selector)) return;
    done.set(element, has.add(selector));
    table[selector]!(element);
  }

  return (root: ParentNode) => {
    for (const selector of Object.keys(table)) {
      if (root instanceof HTMLElement && root.matches(selector)) attachTo(root, selector);
      root.querySelectorAll<HTMLElement>(selector).forEach((element) => attachTo(element, selector));
    }
  };
}
