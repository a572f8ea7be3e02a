import assert from "node:assert/strict";
import test from "node:test";
import type { Answer } from "../wire.ts";
import { advanced, BEGINNING, completes, listsIn, patience, questionOf, type Progress } from "./progress.ts";

const answer = (more: Partial<Answer>): Answer => ({
  v: 1, cursor: "c1", scope: "s1", reset: false, more: null, people: [], gone: [], outcomes: {}, lists: "l1", ...more,
}); // prettier-ignore

test("the first question asks for everything, a later one for what changed, a cut one goes on", () => {
  assert.deepEqual(questionOf(BEGINNING, []), {});
  assert.deepEqual(questionOf({ cursor: "c", scope: "s", lists: "l", round: 1 }, ["i"]), { cursor: "c", scope: "s", lists: "l", ask: ["i"] });
  assert.deepEqual(questionOf({ cursor: "c", scope: "s", part: "p", round: 1 }, []), { part: "p" });
});

test("the cursor is kept only with the last part", () => {
  const first = advanced({ cursor: "c0", scope: "s0", round: 1 }, answer({ more: "p2" }));
  const last = advanced(first, answer({}));

  assert.equal(first.cursor, "c0");
  assert.equal(first.part, "p2");
  assert.deepEqual([last.cursor, last.part], ["c1", null]);
});

for (const [how, later] of [["only on the first part", false], ["on every part", true]] as const)
  test(`a snapshot in parts is one round, with reset ${how}`, () => {
    const parts = [answer({ reset: true, more: "p2" }), answer({ reset: later, more: "p3" }), answer({ reset: later })];
    let at: Progress = BEGINNING;
    const complete = parts.map((part) => {
      const is = completes(at, part);
      at = advanced(at, part);
      return is;
    });

    assert.deepEqual(complete, [false, false, true]);
    assert.equal(at.round, 1);
  });

test("a reset in the middle begins a new round, so that nobody of the half one stays by chance", () => {
  const half = advanced(BEGINNING, answer({ reset: true, more: "p2" }));

  const anew = advanced(half, answer({ reset: true, cursor: "c9", more: "q2" }));

  assert.equal(anew.round, half.round + 1);
  assert.equal(completes(anew, answer({ cursor: "c9" })), true);
});

test("a delta in parts removes nobody else", () => {
  const first = advanced({ cursor: "c0", round: 3 }, answer({ more: "p2" }));

  assert.equal(completes(first, answer({})), false);
  assert.equal(advanced(first, answer({})).round, 3);
});

test("only lists that were sent replace those on the phone", () => {
  assert.deepEqual(listsIn(answer({ areas: {} })), { areas: {} });
});

test("patience doubles up to half an hour and differs between phones", () => {
  assert.deepEqual([1, 2, 3, 40].map((failures) => patience(failures, 0.5)), [20_000, 40_000, 80_000, 1_800_000]);
  assert.notEqual(patience(1, 0), patience(1, 1));
});
