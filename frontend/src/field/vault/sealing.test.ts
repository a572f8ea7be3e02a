import assert from "node:assert/strict";
import test from "node:test";
import { bytesOf, changeLock, makeLock, openLock, seal, textOf, unseal } from "./sealing.ts";

const FEW = 1000;

test("only the right PIN opens the lock, and only of its own vault", async () => {
  const { lock, key } = await makeLock("123456", "mine", FEW);
  const box = await seal(key, "people/01", bytesOf("สมชาย"));

  const again = await openLock(lock, "123456", "mine");

  assert.equal(textOf(await unseal(again!, "people/01", box)), "สมชาย");
  assert.equal(await openLock(lock, "123457", "mine"), null);
  assert.equal(await openLock(lock, "123456", "hers"), null);
});

test("a box does not open under another name, nor when a bit was changed", async () => {
  const { key } = await makeLock("123456", "mine", FEW);
  const box = await seal(key, "out/1", bytesOf("x"));
  const bent = { ...box, box: box.box.slice(0) };
  new Uint8Array(bent.box)[0]! ^= 1;

  await assert.rejects(unseal(key, "out/2", box));
  await assert.rejects(unseal(key, "out/1", bent));
});

test("a changed PIN opens what the old one sealed, and the old one no more", async () => {
  const { lock, key } = await makeLock("123456", "mine", FEW);
  const box = await seal(key, "state", bytesOf("x"));

  const changed = await changeLock(lock, "123456", "654321", "mine");

  assert.equal(await changeLock(lock, "000000", "654321", "mine"), null);
  assert.equal(textOf(await unseal((await openLock(changed!, "654321", "mine"))!, "state", box)), "x");
  assert.equal(await openLock(changed!, "123456", "mine"), null);
});

test("the data key cannot be taken out of the browser", async () => {
  const { key } = await makeLock("123456", "mine", FEW);

  await assert.rejects(crypto.subtle.exportKey("raw", key));
});
