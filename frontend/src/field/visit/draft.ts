// A visit that is not finished: which forms are left, and what stands in the one now. It is kept sealed while it is
// filled, with the form it was begun in, so that it can be gone on with whatever happens to the phone or to the form.
import { noteDrafts } from "../vault/phone.ts";
import { bytesOf, textOf } from "../vault/sealing.ts";
import type { Changes, Vault } from "../vault/vault.ts";
import { localIso } from "../thai.ts";
import type { KeptForm } from "../sync/files.ts";
import type { Form, Uuid } from "../wire.ts";
import type { Filled } from "../../webforms/index.ts";
import { nextForm, type Call } from "./call.ts";

/** `at` is when it was last written in; `form` is there once something was; `away` is deleted, and can come back. */
export type Draft = { call: Call; at: string; form?: Form; files: { name: string; type: string }[]; away?: boolean };

const PREFIX = "draft/";
const draftName = (visit: Uuid) => `${PREFIX}${visit}`;
const partName = (visit: Uuid, name: string) => `filling/${visit}/${name}`;
const [FORM, ANSWERS] = ["form.xml", "answers.xml"];
const fileName = (name: string) => `file/${name}`;

/** Begun and left again without a word written is nothing to go on with. */
export const isWorthKeeping = ({ form, call }: Draft) => Boolean(form) || call.done.length > 0;

export async function drafts(vault: Vault): Promise<Draft[]> {
  const all = [...(await vault.all<Draft>(PREFIX)).values()];
  return all.sort((a, b) => (a.at < b.at ? 1 : -1));
}

export async function begin(vault: Vault, call: Call): Promise<void> {
  await vault.put(draftName(call.visit), { call, at: call.begun, files: [] } satisfies Draft);
}

/** What now stands in the first of its forms, whole or not at all. Says no more of a form that is finished or deleted. */
export function keepFilling(vault: Vault, visit: Uuid, { form, xml }: KeptForm, filled: Filled): Promise<void> {
  return changed(vault, visit, async (draft) => {
    if (draft.call.forms[0] !== form.code || draft.away) return draft;
    const had = new Set(draft.files.map(({ name }) => name));
    const parts: Changes = new Map([[partName(visit, ANSWERS), { bytes: bytesOf(filled.xml) }]]);
    if (!draft.form) parts.set(partName(visit, FORM), { bytes: bytesOf(xml) });
    const added = filled.files.filter(({ name }) => !had.has(name));
    for (const file of added) parts.set(partName(visit, fileName(file.name)), { bytes: await file.arrayBuffer() });
    // Also what stands in the answers no more stays until the form is sent: it may come back with the next change.
    const files = [...draft.files, ...added.map(({ name, type }) => ({ name, type }))];
    return [{ ...draft, form, files, at: localIso() }, parts];
  });
}

export const keepPlace = (vault: Vault, visit: Uuid, place: string) =>
  changed(vault, visit, async (draft) => ({ ...draft, call: { ...draft.call, place: draft.call.place || place } }));

export const putAway = (vault: Vault, visit: Uuid, away: boolean) => changed(vault, visit, async (draft) => ({ ...draft, away }));

/** The form it was begun in and what stands in it; nothing where nothing does. */
export async function leftOf(vault: Vault, { call: { visit }, form, files }: Draft): Promise<{ kept: KeptForm; left: Pick<Filled, "xml" | "files"> } | null> {
  const [xform, answers] = await Promise.all([FORM, ANSWERS].map((name) => vault.bytes(partName(visit, name))));
  if (!form || !xform || !answers) return null;
  const found = await Promise.all(files.map(async ({ name, type }) => ({ name, type, bytes: await vault.bytes(partName(visit, fileName(name))) })));
  const there = found.flatMap(({ name, type, bytes }) => (bytes ? [new File([bytes], name, { type })] : []));
  return { kept: { form, xml: textOf(xform) }, left: { xml: textOf(answers), files: there } };
}

/** What to write when its form is finished: the next one begins, or the draft is over. */
export async function advanced(vault: Vault, { call }: Draft): Promise<Changes> {
  const next = nextForm(call);
  const changes = await without(vault, call.visit);
  if (next) changes.set(draftName(call.visit), { json: { call: next, at: localIso(), files: [] } satisfies Draft });
  return changes;
}

/** What was deleted before the app was closed, and what nothing was written in. */
export async function clearAway(vault: Vault): Promise<void> {
  for (const draft of await drafts(vault)) if (draft.away || !isWorthKeeping(draft)) await vault.write(await without(vault, draft.call.visit));
}

export async function count(vault: Vault): Promise<void> {
  await noteDrafts(vault.id, (await drafts(vault)).filter((draft) => isWorthKeeping(draft) && !draft.away).length);
}

async function without(vault: Vault, visit: Uuid): Promise<Changes> {
  const names = [draftName(visit), ...(await vault.names(partName(visit, "")))];
  return new Map(names.map((name) => [name, null]));
}

function changed(vault: Vault, visit: Uuid, change: (draft: Draft) => Promise<Draft | [Draft, Changes]>): Promise<void> {
  return vault.alone("draft", async () => {
    const draft = await vault.get<Draft>(draftName(visit));
    if (!draft) return;
    const after = await change(draft);
    const [now, parts] = Array.isArray(after) ? after : [after, new Map()];
    await vault.write(new Map([...parts, [draftName(visit), { json: now }]]));
    await count(vault);
  });
}
