// The page on which a form is tried or filled in. Where things are stands in its data- attributes:
//   <div data-webform data-xform="URL" data-files="URL/" data-send="URL or nothing, when it is only tried">
import type { Filled } from "../webforms/index.ts";
import { leaves } from "../webforms/xform.ts";

const place = document.querySelector<HTMLElement>("[data-webform]");
if (place) start(place).catch((error) => broken(place, error));

async function start(element: HTMLElement): Promise<void> {
  const [{ mount }, xform] = await Promise.all([import("../webforms/index.ts"), text(element.dataset.xform!)]);
  element.replaceChildren();
  const form = await mount(element, {
    xform,
    attachment: (name) => file(element.dataset.files + encodeURIComponent(name)),
    onSubmit: async (filled) => {
      if (element.dataset.send) await send(element.dataset.send, filled);
      else tell(filled);
      form.unmount();
      show(element.dataset.send ? "[data-sent]" : "[data-tried]");
    },
    onFailure: () => show("[data-failed]"),
  });
  element.removeAttribute("aria-busy");
}

async function text(url: string): Promise<string> {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
  return answer.text();
}

async function file(url: string): Promise<Blob | null> {
  const answer = await fetch(url);
  return answer.ok ? answer.blob() : null;
}

async function send(url: string, filled: Filled): Promise<void> {
  const body = new FormData();
  body.append("xml_submission_file", new File([filled.xml], "submission.xml", { type: "text/xml" }));
  for (const one of filled.files) body.append(one.name, one);
  const token: string = JSON.parse(document.body.getAttribute("hx-headers:inherited") ?? "{}")["X-CSRFToken"];
  const answer = await fetch(url, { method: "POST", body, headers: { "X-CSRFToken": token } });
  if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
}

// What would be sent, in the names of the workbook: whoever made the form knows those.
function tell(filled: Filled): void {
  const list = document.querySelector<HTMLElement>("[data-said]")!;
  for (const [path, value] of leaves(filled.xml)) {
    const row = list.appendChild(document.createElement("div"));
    row.appendChild(document.createElement("dt")).textContent = path;
    row.appendChild(document.createElement("dd")).textContent = value;
  }
}

function show(selector: string): void {
  const note = document.querySelector<HTMLElement>(selector);
  if (!note) return;
  note.hidden = false;
  note.focus();
}

function broken(element: HTMLElement, error: unknown): void {
  element.replaceChildren();
  show("[data-broken]");
  console.error(error);
}
