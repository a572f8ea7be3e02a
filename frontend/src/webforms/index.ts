// A form to fill in, drawn by ODK Web Forms in Thai. The heavy part is this module: import it only where a form is shown,
//
//   const { mount } = await import("./webforms/index.ts");
//   const form = await mount(element, {
//     xform,                                  // the XForm's XML, prefilled by whoever calls (prefill.ts)
//     lang: "th",                             // the form opens in this language, where it has it
//     attachment: (name) => Promise<Blob | null>,   // "persons.csv", "a.png"; null or a throw: the form goes on without
//     onSubmit: async (filled) => { … },      // {xml, instanceId, files}; what it throws goes to onFailure, and the
//     onFailure: (error) => { … },            // form stays as it is, to be sent again under the same instanceId
//   });
//   form.unmount();
//
// The page needs `script-src 'wasm-unsafe-eval'` and `connect-src` that lets `attachment` work; nothing is loaded from
// anywhere else, so it works offline once the bundle is cached. Nothing is kept in localStorage.
import { createApp } from "vue";
import { OdkWebForm, webFormsPlugin } from "@getodk/web-forms";
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
}

export interface Mounted {
  unmount(): void;
}

export async function mount(element: HTMLElement, options: Options): Promise<Mounted> {
  const app = createApp(OdkWebForm, {
    formXml: withoutShrinking(inLanguage(options.xform, options.lang ?? document.documentElement.lang)),
    fetchFormAttachment: (url: URL) => fetched(url, options.attachment),
    missingResourceBehavior: "BLANK",
    onSubmit: (payload: Payload) => void submitted(payload, options.onSubmit).catch(options.onFailure ?? console.error),
  });
  app.use(webFormsPlugin);
  element.classList.add("webform");
  app.mount(element);
  return {
    unmount() {
      app.unmount();
      element.classList.remove("webform");
    },
  };
}

interface Payload {
  data: FormData | FormData[];
}

const XML = "xml_submission_file";

async function submitted(payload: Payload, onSubmit: Options["onSubmit"]): Promise<void> {
  const parts = [payload.data].flat().flatMap((data) => [...data.entries()]);
  const document = parts.find(([name]) => name === XML)?.[1] as File;
  const files = parts.filter(([name]) => name !== XML).map(([name, file]) => named(name, file as File));
  const xml = await document.text();
  await onSubmit({ xml, instanceId: instanceIdOf(xml), files });
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
