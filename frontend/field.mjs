// Builds the field app into build/static/saan/field, with the list of what its service worker keeps; fails when the
// first load grows beyond what a phone on a poor line should have to fetch.
import { createHash } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { brotliCompressSync } from "node:zlib";
import * as esbuild from "esbuild";

const LARGEST_FIRST_LOAD = 300 * 1024;
const ENGINE = /^src\/webforms\//;
const COMPRESSED_ALREADY = /\.(woff2|png)$/;

export async function buildField(common, here, out) {
  const outdir = path.join(out, "field");
  const options = {
    ...common,
    outdir,
    jsx: "automatic",
    jsxImportSource: "preact",
    plugins: [...(common.plugins ?? []), iconsAsText],
  };
  const { metafile } = await esbuild.build({ ...options, entryPoints: { field: "src/field/main.tsx", look: "src/field/field.css" } });
  await esbuild.build({ ...options, entryPoints: { sw: "src/field/sw.ts" }, splitting: false, format: "iife", metafile: false });
  const files = await listOf(metafile, here, outdir);
  await writeFile(path.join(outdir, "shell.json"), JSON.stringify({ files }));
  return firstLoad(files);
}

// Each icon's drawing in the code that shows it: no sprite to fetch, and none that nobody uses.
const iconsAsText = {
  name: "icons as text",
  setup(build) {
    build.onLoad({ filter: /@tabler\/icons\/.*\.svg$/ }, async ({ path: name }) => {
      const svg = await readFile(name, "utf8");
      const drawing = svg.slice(svg.indexOf(">", svg.indexOf("<svg")) + 1, svg.lastIndexOf("</svg>"));
      return { contents: drawing.replace(/\s*\n\s*/g, ""), loader: "text" };
    });
  },
};

async function listOf({ outputs }, here, outdir) {
  const app = reachedFrom(outputs, ["src/field/main.tsx", "src/field/field.css"]);
  return Promise.all(
    Object.keys(outputs).filter(isShipped).map(async (name) => {
      const content = await readFile(path.join(here, name));
      const hash = createHash("sha256").update(content).digest("hex").slice(0, 16);
      const size = COMPRESSED_ALREADY.test(name) ? content.length : brotliCompressSync(content).length;
      return { path: path.relative(outdir, path.join(here, name)), hash, size, engine: !app.has(name) };
    }),
  );
}

const isShipped = (name) => !name.endsWith(".txt");

/** What the app can load without ever opening a form. */
function reachedFrom(outputs, entries) {
  const reached = new Set();
  const visit = (name) => {
    if (reached.has(name) || !outputs[name]) return;
    if (ENGINE.test(outputs[name].entryPoint ?? "")) return;
    reached.add(name);
    outputs[name].imports.forEach((each) => visit(each.path));
    if (outputs[name].cssBundle) visit(outputs[name].cssBundle);
  };
  for (const [name, { entryPoint }] of Object.entries(outputs)) if (entries.includes(entryPoint)) visit(name);
  return reached;
}

function firstLoad(files) {
  const size = files.filter((file) => !file.engine).reduce((sum, file) => sum + file.size, 0);
  if (size <= LARGEST_FIRST_LOAD) return size;
  const largest = files.filter((file) => !file.engine).sort((a, b) => b.size - a.size).slice(0, 5);
  throw new Error(`The field app's first load is ${size} bytes, more than ${LARGEST_FIRST_LOAD}: ${largest.map((f) => `${f.path} ${f.size}`)}`);
}
