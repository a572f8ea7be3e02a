import { fileSize } from "../words.ts";

/** `form[data-upload]`: files can be dropped on it, their names and sizes are shown, and the way up has a progress bar. */
export function upload(element: HTMLElement) {
  const form = element as HTMLFormElement;
  const input = form.querySelector<HTMLInputElement>("input[type=file]");
  if (!input) return;
  input.addEventListener("change", () => showChosen(form, input));
  acceptDrops(form, input);
  form.addEventListener("submit", (event) => {
    if (!input.files?.length || event.defaultPrevented) return;
    event.preventDefault();
    send(form);
  });
}

function showChosen(form: HTMLFormElement, input: HTMLInputElement) {
  const list = form.querySelector("[data-chosen]");
  list?.replaceChildren(...[...(input.files ?? [])].map(described));
}

function described(file: File) {
  const item = document.createElement("li");
  item.textContent = `${file.name} · ${fileSize(file.size)}`;
  return item;
}

function acceptDrops(form: HTMLFormElement, input: HTMLInputElement) {
  const over = (on: boolean) => (event: DragEvent) => {
    event.preventDefault();
    form.toggleAttribute("data-over", on);
  };
  form.addEventListener("dragover", over(true));
  form.addEventListener("dragleave", over(false));
  form.addEventListener("drop", (event) => {
    over(false)(event);
    if (!event.dataTransfer?.files.length) return;
    input.files = event.dataTransfer.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  });
}

// fetch() still has no upload progress, so this one request is an XMLHttpRequest.
function send(form: HTMLFormElement) {
  const bar = form.querySelector<HTMLProgressElement>("progress");
  const request = new XMLHttpRequest();
  request.upload.addEventListener("progress", ({ loaded, total }) => {
    if (!bar) return;
    bar.closest<HTMLElement>("[data-sending]")!.hidden = false;
    bar.max = total;
    bar.value = loaded;
  });
  request.addEventListener("load", () => arrive(form, request));
  request.addEventListener("error", () => fail(form));
  request.open("POST", form.action);
  request.send(new FormData(form));
}

// A redirect is followed inside the request: where it ended is where the reader should be.
function arrive(form: HTMLFormElement, request: XMLHttpRequest) {
  const moved = request.responseURL && request.responseURL !== form.action;
  if (request.status < 400 && moved) return location.assign(request.responseURL);
  const answer = new DOMParser().parseFromString(request.responseText, "text/html");
  document.title = answer.title;
  document.body.replaceWith(answer.body);
  window.htmx.process(document.body);
}

declare global {
  interface Window {
    htmx: { process(element: Element): void };
  }
}

function fail(form: HTMLFormElement) {
  form.removeAttribute("aria-busy");
  form.querySelector<HTMLElement>("[data-sending]")!.hidden = true;
  form.querySelector<HTMLElement>("[data-failed]")!.hidden = false;
}
