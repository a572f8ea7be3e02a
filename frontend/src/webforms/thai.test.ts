import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import test from "node:test";
import { THAI } from "../../webforms-thai.mjs";

// The words of a template of ODK Web Forms: what stands in an element, on a button, in a message.
const SHOWN = /(?:null|\{[^{}]*\}|_f|mf|pf|yf), (" ?[A-Z🚧][^"]+")|\b(?:label|message|title|placeholder|alt): ("[A-Z][^"]+")|\.value = ("[A-Z][^"]+")/gu;
// Nobody sees these: ours stands in its place, hidden, thrown, or an abbreviation.
const UNSEEN = ["🚧 Support for non-image uploads is pending. 🚧", "Powered by", "ODK", "Quoted field unterminated", "Trailing quote on quoted field is malformed"];

test("everything the form engine and its map say has its Thai", () => {
  const folder = path.join(process.cwd(), "node_modules", "@getodk", "web-forms", "dist");
  for (const name of readdirSync(folder).filter((one) => /^(index-|MapBlock-).*\.js$/.test(one))) {
    const source = readFileSync(path.join(folder, name), "utf8");
    const told = THAI[name.startsWith("Map") ? "map" : "form"].map(([from]) => from).join("\n");
    const shown = [...source.matchAll(SHOWN)].map(([, inside, beside, set]) => JSON.parse(inside ?? beside ?? set!) as string);
    const left = shown.filter((words) => !told.includes(words) && !UNSEEN.includes(words));

    assert.ok(shown.length > 5, name);
    assert.deepEqual(left, [], name);
  }
});
