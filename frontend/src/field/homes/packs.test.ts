import assert from "node:assert/strict";
import test from "node:test";
import type { Person } from "../wire.ts";
import { onlyRound, packOf, PACKS, peopleIn, withChanges, type Pack } from "./packs.ts";

const person = (id: string, n = "ก"): Person => ({ id, n, g: n, a: "A" });

test("only touched packs are written anew and nobody else in them is lost", () => {
  const before = withChanges(new Map(), [person("1"), person("2"), person("65")], [], 1);

  const after = withChanges(before, [person("1", "ข")], ["unknown"], 1);

  assert.deepEqual([...after.keys()].sort(), [...new Set([packOf("1"), packOf("unknown")])].sort());
  assert.equal(after.get(packOf("1"))!["1"]!.person.n, "ข");
  assert.equal(before.get(packOf("1"))!["1"]!.person.n, "ก");
});

test("somebody in `gone` who is also sent stays", () => {
  const after = withChanges(new Map(), [person("1")], ["1"], 1);

  assert.deepEqual(peopleIn(after.values()).map((each) => each.id), ["1"]);
});

test("after a fresh snapshot only its own people stay", () => {
  const packs = new Map<string, Pack>(withChanges(new Map(), [person("1"), person("2")], [], 1));
  for (const [name, pack] of withChanges(packs, [person("2"), person("3")], [], 2)) packs.set(name, pack);

  for (const [name, pack] of onlyRound(packs, 2)) packs.set(name, pack);

  assert.deepEqual(peopleIn(packs.values()).map((each) => each.id).sort(), ["2", "3"]);
});

test("people spread over all packs", () => {
  const names = new Set(Array.from({ length: 3000 }, (_, at) => packOf(`0b5c${at * 7919}-4e2a-${at}`)));

  assert.equal(names.size, PACKS);
});
