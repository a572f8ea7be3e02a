// A filled form as the form engine hands it over, into the outbox: XML and files together, under the form's own id.
import type { Entry } from "../outbox/entry.ts";
import { add } from "../outbox/outbox.ts";
import { localIso } from "../thai.ts";
import type { Form } from "../wire.ts";
import type { Vault } from "../vault/vault.ts";
import type { Filled } from "../../webforms/index.ts";
import { advanced, count, type Draft } from "./draft.ts";

export async function keepFilled(vault: Vault, draft: Draft, form: Form, filled: Filled): Promise<void> {
  const files = await Promise.all(filled.files.map(async (file) => ({ file, bytes: await file.arrayBuffer() })));
  const entry: Entry = {
    id: filled.instanceId,
    code: form.code,
    version: form.version,
    title: form.title_th,
    person: draft.call.person,
    visit: draft.call.visit,
    at: localIso(),
    files: files.map(({ file, bytes }) => ({ name: file.name, type: file.type, size: bytes.byteLength })),
    size: filled.xml.length + files.reduce((sum, { bytes }) => sum + bytes.byteLength, 0),
    state: "WAITING",
    tries: 0,
    next: 0,
  };
  const bytes = new Map(files.map(({ file, bytes }) => [file.name, bytes]));
  await vault.alone("draft", async () => add(vault, entry, filled.xml, bytes, await advanced(vault, draft)));
  await count(vault);
}
