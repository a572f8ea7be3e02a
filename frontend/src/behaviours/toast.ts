const READING_MS = 8000;
const UNDOING_MS = 20000;

/** `data-toast`: goes by itself after it could be read, unless it is a problem or somebody is on it. */
export function toast(element: HTMLElement) {
  element.querySelector("[data-close]")?.addEventListener("click", () => element.remove());
  if (element.dataset["toast"] === "danger") return;
  const life = element.querySelector("form") ? UNDOING_MS : READING_MS;
  let timer = window.setTimeout(() => element.remove(), life);
  const stay = () => clearTimeout(timer);
  const leave = () => (timer = window.setTimeout(() => element.remove(), life));
  element.addEventListener("pointerenter", stay);
  element.addEventListener("focusin", stay);
  element.addEventListener("pointerleave", leave);
  element.addEventListener("focusout", leave);
}

/** Says something that only the browser knows. */
export function say(text: string, tone = "ours") {
  const template = document.querySelector<HTMLTemplateElement>("#toast-template");
  const element = template?.content.firstElementChild?.cloneNode(true) as HTMLElement | undefined;
  if (!element) return;
  element.dataset["toast"] = tone;
  element.querySelector("[data-text]")!.textContent = text;
  document.querySelector("#toasts")?.append(element);
  toast(element);
}
