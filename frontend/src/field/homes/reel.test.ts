import assert from "node:assert/strict";
import { createRequire } from "node:module";
import test from "node:test";
import { allowed, mostRows, Reel, windowOf } from "./reel.ts";

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

test("a list flung further than it has rows to spare still shows whole rows there", async () => {
  const { JSDOM } = createRequire(`${process.cwd()}/package.json`)("jsdom");
  const { document } = new JSDOM().window;
  const waiting: ((now: number) => void)[] = [];
  Object.assign(globalThis, { innerHeight: 740, scrollY: 0, requestAnimationFrame: (draw: (now: number) => void) => waiting.push(draw) });
  const list = document.body.appendChild(document.createElement("ul"));
  const reel = new Reel<number>(list, 100, () => {
    const node = document.createElement("li");
    return { node, name: (item) => (node.textContent = `${item}`), rest: () => {}, end: () => {} };
  });
  const settle = () => {
    for (let now = 16; waiting.length; now += 16) waiting.shift()!(now);
  };
  const shown = () => new Set([...list.children].map((row) => Number(row.textContent)));
  reel.show(Array.from({ length: 3000 }, (_, at) => at));
  settle();

  for (const first of [16, 30, 47, 1000]) {
    Object.assign(globalThis, { scrollY: first * 100 + 350 });
    reel.look();
    settle();
    const { first: from, last } = windowOf(first * 100 + 350, 740, 100, 3000);
    for (let at = from; at < last; at++) assert.ok(shown().has(at), `${at} of ${from} to ${last}`);
    assert.equal(list.querySelectorAll(".brief").length, 0);
  }
});
