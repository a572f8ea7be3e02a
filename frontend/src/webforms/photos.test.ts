import assert from "node:assert/strict";
import test from "node:test";
import { fitted } from "./photos.ts";

test("a photo is made to fit and never blown up", () => {
  assert.deepEqual(fitted(4000, 3000), { width: 1280, height: 960 });
  assert.deepEqual(fitted(800, 20), { width: 800, height: 20 });
  assert.deepEqual(fitted(10_000, 1), { width: 1280, height: 1 });
});
