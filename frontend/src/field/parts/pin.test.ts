import assert from "node:assert/strict";
import test from "node:test";
import { isTooEasy } from "./pin.ts";

test("the PINs everybody tries first are refused, others are not", () => {
  for (const pin of ["000000", "123456", "654321", "121212", "147147"]) assert.ok(isTooEasy(pin), pin);
  for (const pin of ["205913", "112358", "998877"]) assert.ok(!isTooEasy(pin), pin);
});
