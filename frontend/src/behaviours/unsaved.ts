/** `form[data-unsaved]`: the browser asks before one leaves with something typed and not sent. */
export function unsaved(element: HTMLElement) {
  let touched = false;
  element.addEventListener("input", () => (touched = true));
  element.addEventListener("submit", () => (touched = false));
  window.addEventListener("beforeunload", (event) => {
    if (touched && element.isConnected) event.preventDefault();
  });
}
