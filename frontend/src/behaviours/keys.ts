import { matches, typing } from "../keyboard.ts";

/** `data-keys="s"`: that key presses this button or goes into this field, unless one is typing. */
export function keys(element: HTMLElement) {
  document.addEventListener("keydown", (event) => {
    if (!element.isConnected || element.closest("[hidden]") || document.querySelector("dialog[open]")) return;
    if (typing(event.target) || !matches(event, element.dataset["keys"] ?? "")) return;
    event.preventDefault();
    if (element.matches("input, select, textarea")) element.focus();
    else element.click();
  });
}
