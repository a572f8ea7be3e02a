import assert from "node:assert/strict";
import test from "node:test";
import { readYear, shownYear } from "./inside.ts";

const reading = (lang: string): void => {
  globalThis.document = { documentElement: { lang } } as unknown as Document;
};

test("the calendar of a form counts as its reader does", () => {
  reading("th");
  assert.equal(shownYear(2026), 2569);

  reading("en");
  assert.equal(shownYear(2026), 2026);
});

test("a year is meant as it is typed, in either era", () => {
  reading("th");
  assert.deepEqual([2569, 2490, 2026, 1947].map(readYear), [2026, 1947, 2026, 1947]);

  reading("en");
  assert.equal(readYear(2569), 2569);
});

test("what is shown is read back as the same year, as far as anybody alive was born or has an appointment", () => {
  reading("th");
  for (let year = 1900; year < 2100; year++) assert.equal(readYear(shownYear(year)), year);
});
