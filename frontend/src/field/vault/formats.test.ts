import assert from "node:assert/strict";
import test from "node:test";
import { bringUpToDate, FORMAT, STEPS, WrittenByNewer, type Step } from "./formats.ts";

const NO_VAULT = {} as Parameters<Step>[0];

test("an old vault takes every step up to today's format, and each is noted", async () => {
  const taken: string[] = [];
  const steps: Step[] = [async () => void taken.push("1→2"), async () => void taken.push("2→3")];

  await bringUpToDate(NO_VAULT, 1, async (reached) => taken.push(`noted ${reached}`), steps);

  assert.deepEqual(taken, ["1→2", "noted 2", "2→3", "noted 3"]);
});

test("a step that fails is not noted and is taken again", async () => {
  const noted: number[] = [];
  let fails = true;
  const step: Step = async () => {
    if (fails) throw new Error("cut");
  };

  await assert.rejects(bringUpToDate(NO_VAULT, 1, async (reached) => noted.push(reached), [step]));
  fails = false;
  await bringUpToDate(NO_VAULT, 1, async (reached) => noted.push(reached), [step]);

  assert.deepEqual(noted, [2]);
});

test("what a newer app wrote is left alone", async () => {
  await assert.rejects(bringUpToDate(NO_VAULT, 3, async () => {}, [async () => {}]), WrittenByNewer);
});

test("the format that new vaults begin with is the one the steps lead to", () => {
  assert.equal(FORMAT, STEPS.length + 1);
});
