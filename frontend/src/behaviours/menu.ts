/** `details[data-menu]`: closes on Escape, on a click elsewhere and when the focus leaves. */
export function menu(element: HTMLElement) {
  const details = element as HTMLDetailsElement;
  const close = () => (details.open = false);
  document.addEventListener("click", (event) => {
    if (!details.contains(event.target as Node)) close();
  });
  details.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !details.open) return;
    close();
    details.querySelector("summary")?.focus();
  });
  details.addEventListener("focusout", (event) => {
    if (event.relatedTarget && !details.contains(event.relatedTarget as Node)) close();
  });
}
