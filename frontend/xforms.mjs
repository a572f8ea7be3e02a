// Fills forms in with ODK's own engine, without a browser: the tests ask it what a phone would make of the answers.
// A line in, a line out, both JSON. {open: xform, files: {name: text}} opens a form; {fill: [[path, value], …]} fills a fresh
// copy of it in that order and answers {path: value} of all that is relevant.
import { createRequire } from "node:module";
import { createInterface } from "node:readline";
import { JSDOM } from "jsdom";

// The engine is made for browsers: it needs a DOM, and its parser asks for these two when it finds itself under Node.
globalThis.require = createRequire(import.meta.url);
globalThis.__dirname = import.meta.dirname;
const { window } = new JSDOM("", { url: "https://localhost/" });
for (const name of Object.getOwnPropertyNames(window)) if (!(name in globalThis)) globalThis[name] = window[name];
const { loadForm } = await import("@getodk/xforms-engine");

let form;

async function open({ open: xform, files }) {
  const csv = { headers: { "content-type": "text/csv" } };
  const fetchFormAttachment = async (url) => new Response(files[String(url).split("/").pop()], csv);
  form = await loadForm(xform, { fetchFormAttachment });
  return { status: form.status, error: form.error && String(form.error) };
}

function fill({ fill: answers }) {
  const { root } = form.createInstance();
  const nodes = new Map(leaves(root).map((node) => [path(node), node]));
  for (const [path, value] of answers) answer(nodes.get(path), value);
  return Object.fromEntries(
    leaves(root)
      .filter((node) => node.currentState.relevant)
      .map((node) => [path(node), node.currentState.instanceValue]),
  );
}

function leaves(node) {
  const children = node.currentState.children;
  return children ? children.flatMap(leaves) : [node];
}

/** Of a repeat the first one is meant. */
function path(node) {
  return node.currentState.reference.replace(/\[\d+\]/g, "");
}

function answer(node, value) {
  if (node.nodeType === "select") node.selectValues(value.split(" "));
  else node.setValue(value);
}

async function tried(deed, message) {
  try {
    return await deed(message);
  } catch (error) {
    return { error: String(error) };
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  const message = JSON.parse(line);
  const reply = await tried(message.open ? open : fill, message);
  process.stdout.write(`${JSON.stringify(reply)}\n`);
}
