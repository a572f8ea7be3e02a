import assert from "node:assert/strict";
import test from "node:test";
import { inLanguage, instanceIdOf, languageOf, withoutShrinking } from "./xform.ts";
import { withoutScheme } from "./inside.ts";

const XFORM = '<itext><translation lang="ไทย (th)" default="true()"><text/></translation><translation lang="English (en)"></translation></itext>';

test("a form opens in the reader's language where it has it", () => {
  const english = inLanguage(XFORM, "en-GB");

  assert.match(english, /<translation default="true\(\)" lang="English \(en\)">/);
  assert.equal(english.match(/default=/g)?.length, 1);
});

test("a form without the reader's language stays as it is", () => {
  assert.equal(inLanguage(XFORM, "my"), XFORM);
});

test("languages are known by code or by name", () => {
  assert.deepEqual(["ไทย (th)", "English", "Melayu (ms)"].map(languageOf), ["th", "en", "ms"]);
});

test("no form asks the engine to shrink its pictures", () => {
  const bind = '<bind nodeset="/data/photo" type="binary" orx:max-pixels="1280"/><bind nodeset="/data/age" type="int"/>';

  assert.equal(withoutShrinking(bind), '<bind nodeset="/data/photo" type="binary"/><bind nodeset="/data/age" type="int"/>');
});

test("the engine's sheet does not decide for the page whether it is dark", () => {
  assert.equal(withoutScheme(":root{--p-a:1}:root{color-scheme:light}"), ":root{--p-a:1}");
});

test("the instance id is found with and without a prefix", () => {
  assert.equal(instanceIdOf("<data><orx:meta><orx:instanceID>uuid:1</orx:instanceID></orx:meta></data>"), "uuid:1");
  assert.equal(instanceIdOf("<data><meta><instanceID>uuid:2</instanceID></meta></data>"), "uuid:2");
});
