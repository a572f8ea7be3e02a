import assert from "node:assert/strict";
import test from "node:test";
import { ageOn, dateShort, daysBetween, localIso, phoneGrouped, searchKey, timeShort } from "./thai.ts";

test("tone marks, spaces and capitals do not matter to a search", () => {
  assert.equal(searchKey("นาย สมชัย  ใจดี้ ABC"), searchKey("นายสมชยใจดีabc".replace("ชย", "ชัย")));
  assert.equal(searchKey("น้ำ"), searchKey("นำ"));
});

test("dates are in the Buddhist era and no more precise than known", () => {
  assert.equal(dateShort("2026-11-22"), "22\u00a0พ.ย.\u00a02569");
  assert.equal(dateShort("1947-01-01", "YEAR"), "2490");
  assert.equal(dateShort("1947-03-01", "MONTH"), "มี.ค.\u00a02490");
  assert.equal(timeShort("2026-11-22T09:05"), "22\u00a0พ.ย.\u00a02569 09.05\u00a0น.");
});

test("a year of age is reached on the birthday, not before", () => {
  assert.equal(ageOn("1947-03-12", "2026-03-11"), 78);
  assert.equal(ageOn("1947-03-12", "2026-03-12"), 79);
  assert.equal(ageOn("2027-01-01", "2026-03-12"), 0);
});

test("days are counted by the calendar", () => {
  assert.equal(daysBetween("2026-11-22", "2026-12-01"), 9);
  assert.equal(daysBetween("2026-11-22T23:59", "2026-11-20"), -2);
});

test("the phone's own time is written without a zone", () => {
  const now = new Date(2026, 10, 22, 0, 5, 9);

  assert.equal(localIso(now), "2026-11-22T00:05:09");
});

test("phones are grouped as they are read", () => {
  assert.equal(phoneGrouped("0812345678"), "081-234-5678");
  assert.equal(phoneGrouped("074612345"), "074-612-345");
  assert.equal(phoneGrouped("021234567"), "02-123-4567");
  assert.equal(phoneGrouped("191"), "191");
});
