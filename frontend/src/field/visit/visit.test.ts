import assert from "node:assert/strict";
import test from "node:test";
import { beginCall, nextForm } from "./call.ts";
import { fitted } from "./photos.ts";
import { personsCsv } from "./prefill.ts";

const person = { id: "p1", n: 'นาย "ดำ" ใจดี', g: "", a: "A" };

test("the forms of one call are filled one after the other under one visit", () => {
  const call = beginCall(person, ["visit", "vitals"], "2026-11-22T09:00:00", "v1");

  const second = nextForm(call)!;

  assert.deepEqual([second.visit, second.forms, second.done], ["v1", ["vitals"], ["visit"]]);
  assert.equal(nextForm(second), null);
});

test("the form's list of persons holds only the one visited", () => {
  const call = beginCall(person, ["visit"], "", "v1");

  assert.equal(personsCsv(call), 'name,label\np1,"นาย ""ดำ"" ใจดี"\n');
  assert.equal(personsCsv(beginCall(null, [], "", "v")), "name,label\n");
});

test("a photo is made to fit and never blown up", () => {
  assert.deepEqual(fitted(4000, 3000), { width: 1280, height: 960 });
  assert.deepEqual(fitted(800, 20), { width: 800, height: 20 });
  assert.deepEqual(fitted(10_000, 1), { width: 1280, height: 1 });
});
