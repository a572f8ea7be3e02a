// Builds app.js, app.css, the fonts and the icon sprite into build/static/saan.
import { readFile, writeFile, mkdir, rm } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import * as esbuild from "esbuild";
import { buildField } from "./field.mjs";
import { provinces } from "./provinces.mjs";
import { webForms } from "./webforms.mjs";
import { iconsInUse, spriteOf } from "./sprite.mjs";

const here = path.dirname(fileURLToPath(import.meta.url));
const root = path.dirname(here);
const out = path.join(root, "build", "static", "saan");

const options = {
  absWorkingDir: here,
  entryPoints: { app: "src/app.ts", look: "src/look.css", forms: "src/forms/index.ts", webform: "src/webforms/webform.css" },
  outdir: out,
  bundle: true,
  splitting: true,
  format: "esm",
  target: ["chrome123", "firefox128", "safari17.5"],
  minify: true,
  sourcemap: false,
  legalComments: "linked",
  metafile: true,
  // Entries keep plain names: Django's manifest storage hashes them. Chunks are asked for by code, so they hash themselves.
  entryNames: "[name]",
  chunkNames: "chunks/[name]-[hash]",
  assetNames: "assets/[name]",
  loader: { ".woff2": "file", ".woff": "empty", ".png": "file", ".svg": "file" },
  plugins: [webForms(here)],
  define: { __VUE_OPTIONS_API__: "true", __VUE_PROD_DEVTOOLS__: "false", __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: "false" },
  logLevel: "warning",
};

async function buildSprite() {
  const names = await iconsInUse(path.join(root, "saan"));
  const icon = (name) => readFile(path.join(here, "node_modules/@tabler/icons/icons/outline", `${name}.svg`), "utf8");
  await writeFile(path.join(out, "icons.svg"), await spriteOf(names, icon));
  return names.length;
}

async function buildProvinces() {
  await writeFile(path.join(out, "provinces.json"), await provinces(path.join(here, "node_modules")));
}

await rm(out, { recursive: true, force: true });
await mkdir(out, { recursive: true });
await buildProvinces();
if (process.argv.includes("--watch")) {
  await buildSprite();
  await (await esbuild.context(options)).watch();
} else {
  const { metafile } = await esbuild.build(options);
  const icons = await buildSprite();
  const field = await buildField(options, here, out);
  const size = (file) => Math.round(metafile.outputs[path.relative(here, path.join(out, file))].bytes / 1024);
  console.log(`look.css ${size("look.css")} KB, app.js ${size("app.js")} KB, ${icons} icons, field app ${Math.round(field / 1024)} KB compressed → ${path.relative(root, out)}`);
}
