import { say } from "./toast.ts";

/** `data-copy="text"`: copies the text; `data-copied` is what is said afterwards. */
export function copy(element: HTMLElement) {
  element.addEventListener("click", async () => {
    await navigator.clipboard.writeText(element.dataset["copy"] ?? "");
    say(element.dataset["copied"] ?? "");
  });
}
