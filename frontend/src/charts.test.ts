import assert from "node:assert/strict";
import test from "node:test";
import { around, niceLimit, optionsOf } from "./charts.ts";

const colours = { ink: "#000", soft: "#555", line: "#ccc", first: "#066", second: "#c80", font: "sans" };

test("an axis ends on a round number that is easily halved", () => {
  assert.deepEqual([1, 7, 61, 130, 4000].map(niceLimit), [1, 8, 80, 200, 4000]);
});

test("men stand on the left of the pyramid and women on the right", () => {
  const { series } = optionsOf("pyramid", [{ label: "60–64", values: [12, 15], url: "" }], ["อายุ", "ชาย", "หญิง"], colours) as { series: { data: number[] }[] };
  assert.deepEqual(series.map((side) => side.data[0]), [-12, 15]);
});

test("a course that moves little is drawn around its values, any other from zero", () => {
  assert.deepEqual(around([51.8, 49.7]), { min: 45, max: 57, interval: 3 });
  assert.deepEqual(around([151, 151]), { min: 140, max: 160, interval: 10 });
  assert.deepEqual(around([0, 12, 40]), {});
});
