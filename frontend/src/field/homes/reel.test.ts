import assert from "node:assert/strict";
import test from "node:test";
import { allowed, mostRows, windowOf } from "./reel.ts";

test("only what can be seen, and a little on both sides, is drawn", () => {
  assert.deepEqual(windowOf(0, 600, 100, 3000), { first: 0, last: 10 });
  assert.deepEqual(windowOf(150_000, 600, 100, 3000), { first: 1496, last: 1510 });
  assert.deepEqual(windowOf(299_400, 600, 100, 3000), { first: 2990, last: 3000 });
  assert.deepEqual(windowOf(-50, 600, 100, 3), { first: 0, last: 3 });
});

test("a list that became shorter shows its end, not nothing", () => {
  assert.deepEqual(windowOf(150_000, 600, 100, 4), { first: 0, last: 4 });
});

test("no window holds more rows than there are slots for them", () => {
  const sizes = Array.from({ length: 300 }, (_, at) => windowOf(at * 7, 640, 101, 3000)).map(({ first, last }) => last - first);

  assert.ok(Math.max(...sizes) <= mostRows(640, 101));
});

test("a slow drawing makes the next ones shorter, until they are quick again", () => {
  assert.equal(allowed(8, 120), 4);
  assert.equal(allowed(1, 120), 1);
  assert.equal(allowed(4, 16), 5);
});
