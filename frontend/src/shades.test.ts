import assert from "node:assert/strict";
import test from "node:test";
import { classesOf, shadeOf } from "./shades.ts";

test("each shade holds about as many places", () => {
  assert.deepEqual(classesOf([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]), [2, 4, 6, 8, 10]);
});

test("the lowest place is the lightest and the highest the darkest", () => {
  const bounds = classesOf([3, 10, 200, 40, 7, 12]);
  assert.deepEqual([shadeOf(3, bounds), shadeOf(200, bounds)], [0, 4]);
});

test("equal places share one shade", () => {
  const bounds = classesOf([5, 5, 5]);
  assert.equal(shadeOf(5, bounds), 4);
});

test("nothing anywhere is light", () => {
  assert.equal(shadeOf(0, classesOf([0, 0])), 0);
});

test("no places have no classes", () => {
  assert.deepEqual(classesOf([]), []);
});
