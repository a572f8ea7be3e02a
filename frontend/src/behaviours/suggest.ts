/** `[data-suggest]`: what was found under the search box; arrows walk through it, Escape and leaving close it. */
export function suggest(element: HTMLElement) {
  const box = element.querySelector<HTMLInputElement>("input[type=search]")!;
  const hits = element.querySelector<HTMLElement>(".hits")!;
  element.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      hits.replaceChildren();
      box.focus();
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      const stops = [box, ...hits.querySelectorAll<HTMLElement>("a")];
      const step = event.key === "ArrowDown" ? 1 : -1;
      const next = stops[stops.indexOf(document.activeElement as HTMLInputElement) + step];
      if (!next) return;
      event.preventDefault();
      next.focus();
    }
  });
  element.addEventListener("focusout", (event) => {
    if (!element.contains(event.relatedTarget as Node | null)) hits.replaceChildren();
  });
}
