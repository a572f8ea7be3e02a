import assert from "node:assert/strict";
import test from "node:test";
import { distanceText, metresBetween } from "./distance.ts";

test("Phatthalung lies 81 km from Hat Yai, whichever way", () => {
  const there = metresBetween([7.6167, 100.0742], [7.0084, 100.4747]);

  assert.ok(Math.abs(there - 80_800) < 1_500, String(there));
  assert.equal(there, metresBetween([7.0084, 100.4747], [7.6167, 100.0742]));
});

test("the same place is no way at all", () => {
  assert.equal(metresBetween([7.6, 100], [7.6, 100]), 0);
});

test("a distance is said as exactly as a phone knows it", () => {
  assert.deepEqual([3, 84, 949, 1_440, 12_300].map(distanceText), ["10 ม.", "80 ม.", "950 ม.", "1.4 กม.", "12 กม."]);
});
