// A form to fill in, drawn by ODK Web Forms in Thai. The heavy part is this module: import it only where a form is shown,
//
//   const { mount } = await import("./webforms/index.ts");
//   const form = await mount(element, {
//     xform,                                  // the XForm's XML, prefilled by whoever calls (prefill.ts)
//     lang: "th",                             // the form opens in this language, where it has it
//     attachment: (name) => Promise<Blob | null>,   // "persons.csv", "a.png"; null or a throw: the form goes on without
//     onSubmit: async (filled) => { … },      // {xml, instanceId, files}; what it throws goes to onFailure, and the
//     onFailure: (error) => { … },            // form stays as it is, to be sent again under the same instanceId
//     left: {xml, files},                     // what was filled in of it before; it goes on from there, under the same id
//   });
//   form.now();                               // what stands in it, {xml, instanceId, files}; null until it is open
//   form.unmount();
//
// The page needs `script-src 'wasm-unsafe-eval'` and `connect-src` that lets `attachment` work; nothing is loaded from
// anywhere else, so it works offline once the bundle is cached. Nothing is kept in localStorage.
import { createApp } from "vue";
import { OdkWebForm, webFormsPlugin } from "@getodk/web-forms";
import type { Opening, Root } from "./inside.ts";
import { shrinkChosenPhotos } from "./photos.ts";
import { inLanguage, instanceIdOf, withoutShrinking } from "./xform.ts";

export interface Filled {
  xml: string;
  instanceId: string;
  files: File[];
}

export interface Options {
  xform: string;
  lang?: string;
  attachment: (name: string) => Promise<Blob | null>;
  onSubmit: (filled: Filled) => Promise<void>;
  onFailure?: (error: unknown) => void;
  left?: Pick<Filled, "xml" | "files"> | null;
}

export interface Mounted {
  now(): Filled | null;
  unmount(): void;
}

const XML = "xml_submission_file";

export async function mount(element: HTMLElement, options: Options): Promise<Mounted> {
  let root: Root | null = null;
  const opening: Opening = { left: options.left ? dataOf(options.left) : null, opened: (open) => (root = open) };
  const stopShrinking = shrinkChosenPhotos(element);
  const app = createApp(OdkWebForm, {
    formXml: withoutShrinking(inLanguage(options.xform, options.lang ?? document.documentElement.lang)),
    fetchFormAttachment: (url: URL) => fetched(url, options.attachment),
    missingResourceBehavior: "BLANK",
    editInstance: opening,
    onSubmit: () => void options.onSubmit(filledIn(root!)).catch(options.onFailure ?? console.error),
  });
  app.use(webFormsPlugin);
  element.classList.add("webform");
  app.mount(element);
  return {
    now: () => root && filledIn(root),
    unmount() {
      stopShrinking();
      app.unmount();
      element.classList.remove("webform");
    },
  };
}

// What the engine itself hands over leaves out the files that a form was opened with.
function filledIn(root: Root): Filled {
  const xml = root.instanceState.instanceXML;
  const files = [...root.rootDocument.attachments].flatMap(([place, attachment]) => {
    const file = place.isAttached() && place.isRelevant() ? attachment.getValue() : null;
    return file ? [named(attachment.getFileName() ?? file.name, file)] : [];
  });
  return { xml, instanceId: instanceIdOf(xml), files };
}

function dataOf({ xml, files }: Pick<Filled, "xml" | "files">): FormData {
  const data = new FormData();
  data.set(XML, new File([xml], XML, { type: "text/xml" }));
  for (const file of files) data.set(file.name, file);
  return data;
}

// The part's name is the name by which the answers speak of the file.
const named = (name: string, file: File): File => (file.name === name ? file : new File([file], name, { type: file.type }));

async function fetched(url: URL, attachment: Options["attachment"]): Promise<Response> {
  const name = decodeURIComponent(String(url).split("/").pop() ?? "");
  const found = await attachment(name).catch(() => null);
  return found ? new Response(found, { status: 200, headers: { "Content-Type": typeOf(name, found) } }) : new Response("", { status: 404 });
}

function typeOf(name: string, blob: Blob): string {
  if (name.endsWith(".csv")) return "text/csv";
  if (name.endsWith(".geojson")) return "application/geo+json";
  return blob.type || "application/octet-stream";
}
