// Bundles each src/**/*.test.ts and runs it under node --test: pure logic only, no DOM.
import { readdir } from "node:fs/promises";
import { spawnSync } from "node:child_process";
import path from "node:path";
import { fileURLToPath } from "node:url";
import * as esbuild from "esbuild";

const here = path.dirname(fileURLToPath(import.meta.url));
const outdir = path.join(path.dirname(here), "build", "frontend-tests");
const files = (await readdir(path.join(here, "src"), { recursive: true })).filter((name) => name.endsWith(".test.ts"));

await esbuild.build({
  absWorkingDir: here,
  entryPoints: files.map((name) => path.join("src", name)),
  outdir,
  outbase: "src",
  outExtension: { ".js": ".mjs" },
  bundle: true,
  platform: "node",
  format: "esm",
  logLevel: "warning",
});
const built = files.map((name) => path.join(outdir, name.replace(/\.ts$/, ".mjs")));
process.exit(spawnSync(process.execPath, ["--test", ...built], { stdio: "inherit" }).status ?? 1);
