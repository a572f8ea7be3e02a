// The icon sprite: only the icons that a template or a Python file names.
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";

// icon "home", icon="home", "icon": "home", {% empty "home" … %}, {% badge "waits" "home" … %}
const NAMED = /\b(?:icon|empty|badge\s+["'][a-z]+["'])["']?(?:\s+|\s*[=:]\s*)["']([a-z0-9]+(?:-[a-z0-9]+)*)["']/g;

export function namesIn(text) {
  return [...text.matchAll(NAMED)].map((match) => match[1]);
}

export async function iconsInUse(folder) {
  const names = new Set();
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !/\.(html|py)$/.test(entry.name)) continue;
    namesIn(await readFile(path.join(entry.parentPath ?? entry.path, entry.name), "utf8")).forEach((name) => names.add(name));
  }
  return [...names].sort();
}

export async function spriteOf(names, read) {
  const symbols = await Promise.all(names.map(async (name) => symbol(name, await read(name).catch(() => unknown(name)))));
  return `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join("")}</svg>\n`;
}

function symbol(name, svg) {
  const drawing = svg.slice(svg.indexOf(">", svg.indexOf("<svg")) + 1, svg.lastIndexOf("</svg>"));
  return `<symbol id="${name}" viewBox="0 0 24 24">${drawing.replace(/\s*\n\s*/g, "")}</symbol>`;
}

function unknown(name) {
  throw new Error(`There is no Tabler icon called "${name}". See https://tabler.io/icons`);
}
