import assert from "node:assert/strict";
import test from "node:test";
import { beginCall, nextForm } from "./call.ts";
import { personsCsv } from "./prefill.ts";

const person = { id: "p1", n: 'นาย "ดำ" ใจดี', g: "", a: "A" };

test("the forms of one call are filled one after the other under one visit", () => {
  const call = beginCall(person, ["visit", "vitals"], "2026-11-22T09:00:00", "v1");

  const second = nextForm(call)!;

  assert.deepEqual([second.visit, second.forms, second.done], ["v1", ["vitals"], ["visit"]]);
  assert.equal(nextForm(second), null);
});

test("the form's list of persons holds only the one visited", () => {
  const heading = "name,label,sex,birth_date,house_no,moo,area,area_name,phone,groups\n";

  assert.equal(personsCsv({ ...person, s: "M", h: "12/1" }, "บ้านริมน้ำ"), `${heading}p1,"นาย ""ดำ"" ใจดี",M,,12/1,,A,บ้านริมน้ำ,,\n`);
  assert.equal(personsCsv(undefined, ""), heading);
});
