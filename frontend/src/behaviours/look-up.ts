const AFTER_THE_CLICK_MS = 150;

/** `[data-look-up]`: what is chosen below becomes the text above, and the list closes. */
export function lookUp(element: HTMLElement) {
  const text = element.querySelector<HTMLInputElement>("input[type=search]")!;
  const options = element.querySelector<HTMLElement>(".look-up-options")!;
  const close = () => options.replaceChildren();
  text.addEventListener("input", () => keep(element, "", ""));
  text.addEventListener("keydown", (event) => {
    if (event.key !== "ArrowDown") return;
    event.preventDefault();
    options.querySelector("input")?.focus();
  });
  options.addEventListener("change", (event) => {
    const radio = event.target as HTMLInputElement;
    keep(element, radio.name.replace(/-shown$/, ""), radio.value);
    text.value = radio.dataset["label"] ?? "";
  });
  // Arrow keys move the choice and leave the list open; a tap or Enter ends it.
  options.addEventListener("pointerup", () => window.setTimeout(close, AFTER_THE_CLICK_MS));
  options.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    close();
    text.focus();
  });
}

function keep(element: HTMLElement, name: string, value: string) {
  element.querySelector("[data-chosen]")?.remove();
  if (!name) return;
  const kept = document.createElement("input");
  Object.assign(kept, { type: "hidden", name, value });
  kept.dataset["chosen"] = "";
  element.append(kept);
}
