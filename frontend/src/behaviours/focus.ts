/** `data-focus`: the page opens here, so that a problem is heard and seen first. */
export function focus(element: HTMLElement) {
  element.focus();
}
