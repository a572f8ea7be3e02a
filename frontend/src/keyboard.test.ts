import assert from "node:assert/strict";
import test from "node:test";
import { codeOf, matches } from "./keyboard.ts";

const press = (over: object) => ({ key: "s", code: "KeyS", ctrlKey: false, altKey: false, metaKey: false, repeat: false, ...over });

test("a key works while the keyboard is switched to Thai", () => {
  assert.ok(matches(press({ key: "ห", code: "KeyS" }), "s"));
});

test("a key held down counts once", () => {
  assert.ok(!matches(press({ repeat: true }), "s"));
});

test("the browser's own shortcuts stay the browser's", () => {
  assert.ok(!matches(press({ ctrlKey: true }), "s"));
});

test("digits and the slash have a place on the keyboard", () => {
  assert.deepEqual(["1", "/", "Enter"].map(codeOf), ["Digit1", "Slash", "Enter"]);
});
