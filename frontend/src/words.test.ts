import assert from "node:assert/strict";
import test from "node:test";
import { fileSize, grouped } from "./words.ts";

test("a file size reads as people say it", () => {
  assert.deepEqual([0, 900, 1536, 10 * 1024 ** 2, 3 * 1024 ** 4].map(fileSize), ["0 B", "900 B", "1.5 KB", "10 MB", "3072 GB"]);
});

test("numbers are grouped by thousands", () => {
  assert.equal(grouped(1234567), "1,234,567");
});
