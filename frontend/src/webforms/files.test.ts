import assert from "node:assert/strict";
import test from "node:test";
import { isTooLarge, LARGEST, sized } from "./files.ts";

const file = (size: number) => ({ name: "a.mp4", size }) as File;

test("a file is told in a size one can compare with the limit", () => {
  assert.deepEqual([10, 8044, 200_000, LARGEST, LARGEST + 1].map(sized), ["0.1 KB", "7.9 KB", "0.2 MB", "25 MB", "25.1 MB"]);
});

test("what is as large as may be is taken, and not a byte more", () => {
  assert.deepEqual([isTooLarge(file(LARGEST)), isTooLarge(file(LARGEST + 1))], [false, true]);
});
