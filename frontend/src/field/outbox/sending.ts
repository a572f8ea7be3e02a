// What waits goes to the server by the OpenRosa wire; each post that arrived is remembered, so that a cut costs one.
import { Revoked, send } from "../api.ts";
import { localIso } from "../thai.ts";
import type { Enrolment } from "../wire.ts";
import type { Vault } from "../vault/vault.ts";
import { afterAnswer, afterNoAnswer, postsOf, sendable, type Entry, type File } from "./entry.ts";
import { entries, fileOf, keep, xmlOf } from "./outbox.ts";

/** Sends all that is due at `moment`, the eldest first; false as soon as the server cannot be reached. */
export async function sendWaiting(vault: Vault, enrolment: Enrolment, moment: number, changed: () => Promise<void>): Promise<boolean> {
  for (const entry of sendable(await entries(vault), moment)) {
    const after = await sent(vault, enrolment, entry);
    await keep(vault, after);
    await changed();
    if (after.state === "WAITING") return false;
  }
  return true;
}

async function sent(vault: Vault, enrolment: Enrolment, entry: Entry): Promise<Entry> {
  try {
    return await posted(vault, enrolment, entry);
  } catch (error) {
    if (error instanceof Revoked) throw error;
    return afterNoAnswer(entry, Date.now());
  }
}

async function posted(vault: Vault, enrolment: Enrolment, entry: Entry): Promise<Entry> {
  let now = entry;
  for (const { files, isLast } of postsOf(entry.files)) {
    const response = await send(enrolment.base, enrolment.device, await formOf(vault, entry, files, isLast));
    const said = messageIn(await response.text());
    // A hotspot that wants a sign-in refuses too, and knows nothing of the visit. Too large is too large for anybody.
    if (said === null && response.status !== 413 && !response.ok) return afterNoAnswer(now, Date.now());
    if (isLast || (response.status !== 201 && response.status !== 202)) return afterAnswer(now, response.status, said ?? "", Date.now(), localIso());
    now = { ...now, files: now.files.map((file) => (files.includes(file) ? { ...file, sent: true } : file)) };
    await keep(vault, now);
  }
  throw new Error("a submission has at least one post");
}

async function formOf(vault: Vault, entry: Entry, files: File[], isLast: boolean): Promise<FormData> {
  const form = new FormData();
  const xml = await xmlOf(vault, entry.id);
  form.append("xml_submission_file", new Blob([xml!], { type: "text/xml" }), "submission.xml");
  if (!isLast) form.append("*isIncomplete*", "yes");
  for (const file of files) {
    const bytes = await fileOf(vault, entry.id, file.name);
    if (bytes) form.append(file.name, new Blob([bytes], { type: file.type }), file.name);
  }
  return form;
}

/** What Saan itself says; null when it is not Saan that speaks. */
function messageIn(body: string): string | null {
  const { documentElement } = new DOMParser().parseFromString(body, "text/xml");
  return documentElement?.localName === "OpenRosaResponse" ? (documentElement.textContent?.trim() ?? "") : null;
}
