// ODK Web Forms as it is shipped speaks English only, brings fonts as data: addresses, styles the whole page, and writes
// <style> elements that our Content-Security-Policy refuses. Its module is changed on the way into the bundle; a change
// that no longer finds its place fails the build, so that a new version is looked at before it is taken.
import { readFile } from "node:fs/promises";
import { THAI, THAI_LISTS } from "./webforms-thai.mjs";

const CODE = [
  ['aA.createElement("style")', "styleElement()"],
  ['document.createElement("style")', "styleElement()"],
  ["tA.textContent = resetStyles, document.head.prepend(tA), ", ""],
  ['class: "powered-by-wrapper"', 'class: "powered-by-wrapper", hidden: true'],
  ['dateFormat: "mm/dd/yy"', 'dateFormat: "dd/mm/yy"'],
  ["firstDayOfWeek: 0", "firstDayOfWeek: 1"],
  // The Buddhist year, wherever its calendar shows or reads one.
  ['rA("y") ? tA.getFullYear() :', 'rA("y") ? shownYear(tA.getFullYear()) :'],
  ['sA = CA("y");', 'sA = readYear(CA("y"));'],
  ["toDisplayString(oA.getYear(cA))", "toDisplayString(shownYear(oA.getYear(cA)))"],
  ["toDisplayString(oA.yearPickerValues[0].value)", "toDisplayString(shownYear(oA.yearPickerValues[0].value))"],
  ["toDisplayString(oA.yearPickerValues[oA.yearPickerValues.length - 1].value)", "toDisplayString(shownYear(oA.yearPickerValues[oA.yearPickerValues.length - 1].value))"],
  ['createTextVNode(toDisplayString(cA.value) + " ", 1), oA.isYearSelected', 'createTextVNode(toDisplayString(shownYear(cA.value)) + " ", 1), oA.isYearSelected'],
  // The engine can go on with a form where it was left; its page can only correct one that was sent, under a new id.
  ["const rA = resolvableFormInstanceInput(tA.editInstance), oA = await AA.editInstance(rA, nA);", "const oA = await openedForm(AA, tA.editInstance, nA);"],
  // Its page takes pictures only; its engine takes every file.
  ['return (tA, AA) => (openBlock(), createElementBlock("p", null, "🚧 Support for non-image uploads is pending. 🚧"));', "return fileQuestion(eA, ControlText, ValidationMessage);"],
  // Deep teal: what is ours and what acts.
  ['50: "#e9f8ff"', '50: "#e8f4f5"'],
  ['100: "#c7e6f5"', '100: "#cfe7e9"'],
  ['200: "#a5d4eb"', '200: "#a3cfd3"'],
  ['300: "#82c3e0"', '300: "#70b1b7"'],
  ['400: "#60b1d6"', '400: "#2f8790"'],
  ['500: "#3e9fcc"', '500: "#00626b"'],
  ['600: "#3488af"', '600: "#00555d"'],
  ['700: "#297193"', '700: "#00474e"'],
  ['800: "#1f5976"', '800: "#00393f"'],
  ['900: "#14425a"', '900: "#002c30"'],
  ['950: "#0a2b3d"', '950: "#001d20"'],
];
// No tile server is asked where somebody stands: the map shows the pin on an empty ground.
const MAP = [['"https://tile.openstreetmap.org/{z}/{x}/{y}.png"', '"data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw=="']];
const HELPERS = 'import { openedForm, readYear, said, saidList, shownYear, styleElement } from "saan:webforms";\nimport { fileQuestion } from "saan:webforms-files";\n';

export function webForms(folder) {
  return {
    name: "webforms",
    setup(build) {
      build.onResolve({ filter: /^saan:webforms$/ }, () => ({ path: `${folder}/src/webforms/inside.ts` }));
      build.onResolve({ filter: /^saan:webforms-files$/ }, () => ({ path: `${folder}/src/webforms/files.ts` }));
      build.onLoad({ filter: /web-forms[\\/]dist[\\/].*\.js$/ }, async ({ path }) => {
        const source = await readFile(path, "utf8");
        if (/[\\/]index\.js$/.test(path)) return { contents: sheetOf(source), loader: "js" };
        const map = /MapBlock/.test(path);
        const changed = map ? changedBy(MAP, source, path) : changedBy(CODE, source, path);
        return { contents: HELPERS + inThai(changed, path, map), loader: "js" };
      });
    },
  };
}

// The sheet of its own components, without the fonts: ours is already there.
function sheetOf(source) {
  const start = source.indexOf("createTextNode('");
  const end = source.indexOf("'))", start);
  if (start < 0 || end < 0) throw new Error("ODK Web Forms no longer carries its style sheet where it did");
  const css = source.slice(start + "createTextNode('".length, end).replace(/@font-face\{[^}]*\}/g, "");
  return `${HELPERS}const sheet = styleElement(); sheet.textContent = '${css}'; document.head.append(sheet);\n${source.slice(source.indexOf("import {"))}`;
}

function changedBy(changes, source, path) {
  return changes.reduce((text, [from, to]) => replaced(text, from, to, path), source);
}

function inThai(source, path, map) {
  let text = source;
  for (const [from, to] of THAI[map ? "map" : "form"]) text = replaced(text, from, to, path);
  if (!map) for (const [from, to] of THAI_LISTS) text = replaced(text, from, to, path);
  return text;
}

function replaced(text, from, to, path) {
  if (!text.includes(from)) throw new Error(`ODK Web Forms changed: ${JSON.stringify(from)} no longer occurs in ${path}`);
  return text.replaceAll(from, to);
}
