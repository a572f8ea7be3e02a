import assert from "node:assert/strict";
import test from "node:test";
import { windowOf } from "./window.ts";

test("only what can be seen, and a little on both sides, is drawn", () => {
  assert.deepEqual(windowOf(0, 600, 100, 3000), { first: 0, last: 12 });
  assert.deepEqual(windowOf(150_000, 600, 100, 3000), { first: 1494, last: 1512 });
  assert.deepEqual(windowOf(299_400, 600, 100, 3000), { first: 2988, last: 3000 });
  assert.deepEqual(windowOf(-50, 600, 100, 3), { first: 0, last: 3 });
});
