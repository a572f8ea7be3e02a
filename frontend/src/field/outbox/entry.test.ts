import assert from "node:assert/strict";
import test from "node:test";
import { afterAnswer, afterNoAnswer, afterOutcome, again, isOpen, isPast, isSettled, postsOf, rest, sendable, unsent, type Entry } from "./entry.ts";

const entry = (more: Partial<Entry> = {}): Entry => ({
  id: "uuid:1", code: "visit", version: "1", title: "เยี่ยมบ้าน", person: null, visit: "v", at: "2026-11-22T09:00:00", files: [], size: 1,
  state: "WAITING", tries: 0, next: 0, ...more,
}); // prettier-ignore

test("201 and 202 are success, and nothing else is", () => {
  assert.deepEqual([201, 202, 200, 204].map((status) => afterAnswer(entry(), status, "", 0, "").state), ["SENT", "SENT", "WAITING", "WAITING"]);
});

test("a refusal keeps its reason and is not tried again by itself", () => {
  const refused = afterAnswer(entry(), 404, "ไม่รู้จักแบบฟอร์มนี้", 0, "");

  assert.deepEqual(refused.refusal, { status: 404, text: "ไม่รู้จักแบบฟอร์มนี้" });
  assert.deepEqual(sendable([refused], 1e15), []);
  assert.equal(unsent([refused]), 1);
});

test("a server in trouble, or none, is asked again later and later", () => {
  const once = afterAnswer(entry(), 503, "", 0, "");
  const twice = afterNoAnswer(once, 0, 0.5);

  assert.equal(once.state, "WAITING");
  assert.ok(twice.next > afterNoAnswer(entry(), 0, 0.5).next);
  assert.deepEqual(sendable([twice], twice.next - 1), []);
  assert.deepEqual(sendable([twice], twice.next), [twice]);
});

test("whatever waits is looked at again: what must rest when it may, what was sent within seconds", () => {
  const resting = entry({ next: 45_000 });
  const sent = afterAnswer(entry({ id: "b" }), 201, "", 0, "");

  assert.equal(rest([resting], 5_000), 40_000);
  assert.equal(rest([resting, sent], 5_000), 8_000);
  assert.equal(rest([resting], 50_000), 0);
  assert.equal(rest([afterAnswer(entry(), 404, "", 0, ""), { ...sent, outcome: { state: "landed" } }], 0), null);
});

test("a clock that was ten years ahead holds nothing back", () => {
  const ahead = entry({ next: 10 * 365 * 86_400_000 });

  assert.deepEqual(sendable([ahead], 0), [ahead]);
});

test("the eldest is sent first", () => {
  const [early, late] = [entry({ id: "a", at: "2026-11-20T09:00:00" }), entry({ id: "b" })];

  assert.deepEqual(sendable([late, early], 0), [early, late]);
});

test("what the server has never had is sent again, whole", () => {
  const sent = afterAnswer(entry({ files: [{ name: "a.jpg", type: "", size: 1, sent: true }] }), 201, "", 0, "");

  const back = afterOutcome(sent, { state: "unknown" });

  assert.equal(back.state, "WAITING");
  assert.equal(back.files[0]!.sent, false);
});

test("only a sent entry hears an outcome, and a settled one keeps its own", () => {
  const waiting = afterOutcome(entry(), { state: "landed" });
  const landed = afterOutcome(afterAnswer(entry(), 201, "", 0, ""), { state: "landed" });

  assert.equal(waiting.state, "WAITING");
  assert.ok(isSettled(landed) && !isOpen(landed));
  assert.equal(afterOutcome(landed, { state: "unknown" }), landed);
});

test("the copy is kept until the server has worked it in", () => {
  assert.ok(isOpen(afterAnswer(entry(), 201, "", 0, "")));
});

test("trying again forgets the refusal and waits for nothing", () => {
  const retried = again(afterAnswer(entry({ next: 99 }), 409, "ซ้ำ", 0, ""));

  assert.deepEqual([retried.state, retried.next, retried.refusal], ["WAITING", 0, undefined]);
});

test("what landed long ago goes, what a human must look at stays", () => {
  const sent = { ...entry(), state: "SENT" as const, sentAt: "2026-10-01T09:00:00" };

  assert.ok(isPast({ ...sent, outcome: { state: "landed" } }, "2026-11-01"));
  assert.ok(!isPast({ ...sent, outcome: { state: "landed" } }, "2026-09-30"));
  assert.ok(!isPast({ ...sent, outcome: { state: "aside" } }, "2026-11-01"));
});

test("files go in posts that a poor line can carry, those already there not again", () => {
  const file = (name: string, size: number, sent = false) => ({ name, type: "", size, sent });
  const names = (files: ReturnType<typeof file>[]) => postsOf(files, 10).map((post) => [post.files.map((each) => each.name).join(""), post.isLast]);

  assert.deepEqual(names([]), [["", true]]);
  assert.deepEqual(names([file("a", 6), file("b", 3), file("c", 5), file("d", 99)]), [["ab", false], ["c", false], ["d", true]]);
  assert.deepEqual(names([file("a", 6, true), file("c", 5)]), [["c", true]]);
});

test("whatever happens to an entry, it is settled, refused with a reason, or looked at again", () => {
  const events: ((entry: Entry) => Entry)[] = [
    ...[201, 202, 400, 403, 404, 408, 409, 413, 429, 500, 503, 0].map((status) => (one: Entry) => (one.state === "WAITING" ? afterAnswer(one, status, "ไม่รับ", 0, "2026-11-22") : one)),
    (one) => (one.state === "WAITING" ? afterNoAnswer(one, 0) : one),
    ...(["waiting", "landed", "aside", "conflict", "discarded", "unknown"] as const).map((state) => (one: Entry) => afterOutcome(one, { state })),
    (one) => (one.state === "REFUSED" ? again(one) : one),
  ];
  const stored = (one: Entry): Entry => JSON.parse(JSON.stringify(one)); // what a crash leaves
  let met = [entry()];
  for (let step = 0; step < 3; step++) met = met.flatMap((one) => events.map((event) => stored(event(one))));

  const stuck = met.filter((one) => !isSettled(one) && !(one.state === "REFUSED" && one.refusal) && rest([one], 1e15) === null);
  assert.deepEqual(stuck, []);
  assert.ok(met.every((one) => one.state !== "WAITING" || sendable([one], 1e15).length));
});
