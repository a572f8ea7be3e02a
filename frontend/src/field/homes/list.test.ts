import assert from "node:assert/strict";
import test from "node:test";
import type { Person } from "../wire.ts";
import { areasOf, dueOf, housemates, rowsOf, shown, type Show } from "./list.ts";

const DAY = "2026-11-22";
const AREAS = { A: { name: "บ้านริมน้ำ", path: "" }, B: { name: "บ้านบนควน", path: "" } };
const person = (more: Partial<Person>): Person => ({ id: more.n ?? "x", n: "นายสมชาย ใจดี", g: more.n ?? "", a: "A", ...more });
const show = (more: Partial<Show>): Show => ({ mine: false, area: "", due: false, words: "", order: "due", here: null, ...more });
const names = (people: Person[], more: Partial<Show>) => shown(rowsOf(people, AREAS), show(more), DAY).map((row) => row.person.n);

test("what is longest overdue comes first, what has no day last, equals by name", () => {
  const people = [person({ n: "ค" }), person({ n: "ข", du: "2026-12-01" }), person({ n: "ก", du: "2026-12-01" }), person({ n: "ง", du: "2026-01-01" })];

  assert.deepEqual(names(people, {}), ["ง", "ก", "ข", "ค"]);
});

test("names, house, village and phone are found, whatever the tone marks and the order of the words", () => {
  const people = [person({ n: "นายสมชาย ใจดี", h: "12/1", m: "3", ph: "0812345678" }), person({ n: "นางมาลี แก้วใส", a: "B" })];

  for (const words of ["ใจดี สมชาย", "12/1", "หมู่ 3", "08123", "ริมนำ"]) assert.deepEqual(names(people, { words }), ["นายสมชาย ใจดี"], words);
  assert.deepEqual(names(people, { words: "แกวใส" }), ["นางมาลี แก้วใส"]);
  assert.deepEqual(names(people, { words: "ไม่มีใคร" }), []);
});

test("mine, area and due narrow the list together", () => {
  const people = [
    person({ n: "ก", mi: true, du: "2026-11-01", la: "2026-01-01" }),
    person({ n: "ข", mi: true, du: "2027-01-01" }),
    person({ n: "ค", mi: true, a: "B", du: "2026-11-01" }),
    person({ n: "ง", du: "2026-11-01" }),
  ];

  assert.deepEqual(names(people, { mine: true, area: "A", due: true }), ["ก"]);
});

test("the nearest comes first and who has no pin last", () => {
  const people = [person({ n: "ไกล", ll: [7.7, 100] }), person({ n: "ไม่รู้" }), person({ n: "ใกล้", ll: [7.61, 100] })];

  assert.deepEqual(names(people, { order: "near", here: [7.6, 100] }), ["ใกล้", "ไกล", "ไม่รู้"]);
});

test("what is due is told from what is not, by the day alone", () => {
  const dues = ["2026-11-21", "2026-11-22", "2026-11-29", "2026-11-30"].map((du) => dueOf(person({ du, la: "2026-01-01" }), DAY));

  assert.deepEqual(dues, ["overdue", "today", "soon", "later"]);
  assert.equal(dueOf(person({ du: "2026-11-21" }), DAY), "never");
  assert.equal(dueOf(person({}), DAY), "none");
});

test("who lives in the same home is named, oneself is not", () => {
  const [a, b, c] = [person({ n: "ก", hh: 1 }), person({ n: "ข", hh: 1 }), person({ n: "ค" })];
  const rows = rowsOf([a, b, c], AREAS);

  assert.deepEqual(housemates(rows, a).map((other) => other.n), ["ข"]);
  assert.deepEqual(housemates(rows, c), []);
});

test("areas are counted, the fullest first", () => {
  const rows = rowsOf([person({ n: "ก" }), person({ n: "ข", a: "B" }), person({ n: "ค", a: "B" })], AREAS);

  assert.deepEqual(areasOf(rows), [["B", 2], ["A", 1]]);
});
