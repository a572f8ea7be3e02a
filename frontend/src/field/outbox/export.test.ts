import assert from "node:assert/strict";
import { createHash, createHmac } from "node:crypto";
import test from "node:test";
import { disclosed, enclosed, type Content } from "./export.ts";

const CONTENT: Content = {
  user: 1,
  organisation: 2,
  device: 3,
  made: "2026-11-22T09:00:00",
  waiting: [{ instanceId: "uuid:1", form: "visit", version: "1", at: "2026-11-22T09:00:00", xml: "<data>สมชาย</data>", files: [{ name: "a.jpg", type: "image/jpeg", base64: "AAEC" }] }],
};

test("the file opens with its passphrase and tells nothing without", async () => {
  const file = await enclosed(CONTENT, "ประตูสีฟ้า 42", "the key of this phone", 1000);

  assert.deepEqual(await disclosed(file, "ประตูสีฟ้า 42"), CONTENT);
  assert.ok(!file.includes("visit"));
  await assert.rejects(disclosed(file, "ประตูสีแดง 42"));
});

test("the file proves by the phone's key which phone wrote it", async () => {
  const { iv, box, proof } = JSON.parse(await enclosed(CONTENT, "ประตูสีฟ้า 42", "the key of this phone", 1000));

  const known = createHash("sha256").update("the key of this phone").digest();
  const signed = createHmac("sha256", known).update("saan-outbox").update(Buffer.from(iv, "base64")).update(Buffer.from(box, "base64"));
  assert.equal(proof, signed.digest("base64"));
});
