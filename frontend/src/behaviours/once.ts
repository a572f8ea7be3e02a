/** Every posted form: a second click while the first is on its way sends nothing. */
export function once(element: HTMLElement) {
  let sent = false;
  element.addEventListener("submit", (event) => {
    if (event.defaultPrevented || element.hasAttribute("hx-post")) return;
    if (sent) event.preventDefault();
    sent = true;
    element.setAttribute("aria-busy", "true");
  });
  window.addEventListener("pageshow", () => {
    sent = false;
    element.removeAttribute("aria-busy");
  });
}
