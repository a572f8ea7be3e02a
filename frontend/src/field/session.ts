// What is open now: whose vault, and what the screens show of it. All of it leaves memory when the app locks.
import { batch, computed, signal } from "@preact/signals";
import { forgetPlaces, goInstead } from "./parts/route.ts";
import { remembered, forgetAll } from "./parts/remembered.ts";
import { addVault, MOST_WRONG, tryPin, vaultsHere, wipe, type Entry as VaultEntry, type Owner } from "./vault/phone.ts";
import { FORMAT } from "./vault/formats.ts";
import { Vault } from "./vault/vault.ts";
import { peopleIn, PREFIX, type Pack } from "./homes/packs.ts";
import { rowsOf, type Row } from "./homes/list.ts";
import { unsent, type Entry } from "./outbox/entry.ts";
import { entries as storedEntries, removePast } from "./outbox/outbox.ts";
import { localIso } from "./thai.ts";
import type { Enrolment, Lists } from "./wire.ts";
import { clearAway, drafts as storedDrafts, type Draft } from "./visit/draft.ts";
import * as filling from "./visit/filling.ts";

export type Stage = "starting" | "nobody" | "enrolling" | "locked" | "open" | "wiped";
export type Settings = { lockAfter: number };
export type Session = { vault: Vault; enrolment: Enrolment };

const NOTHING: Lists = {
  me: { user: 0, name: "", organisation: "" },
  forms: [],
  areas: {},
  measures: {},
  need_kinds: {},
  words: { groups: {}, disabilities: {}, outcomes: {}, urgency: {}, whose: {}, severity: {} },
};
const MONTH = 31 * 86_400_000;

export const stage = signal<Stage>("starting");
export const vaults = signal<VaultEntry[]>([]);
/** Visits and half-filled forms that went with what was removed from this phone. */
export const lost = signal(0);
export const session = remembered<Session | null>(null);
export const rows = remembered<Row[]>([]);
export const lists = remembered<Lists>(NOTHING);
export const entries = remembered<Entry[]>([]);
export const syncedAt = remembered<string | null>(null);
export const settings = remembered<Settings>({ lockAfter: 5 });
export const drafts = remembered<Draft[]>([]);
export const waiting = computed(() => unsent(entries.value));
export const byId = computed(() => new Map(rows.value.map(({ person }) => [person.id, person])));

export async function start(): Promise<void> {
  vaults.value = await vaultsHere();
  const wantsIn = new URLSearchParams(location.search).has("enrol");
  stage.value = wantsIn ? "enrolling" : vaults.value.length ? "locked" : "nobody";
}

/** Opens with this PIN; else how many tries are left, 0 when there are none and all is gone. */
export async function unlock(entry: VaultEntry, pin: string): Promise<number | null> {
  const tried = await tryPin(entry.id, pin);
  if ("key" in tried) {
    await open(await Vault.open(entry.id, tried.key, entry.format, () => void taken(entry.id)));
    return null;
  }
  if ("left" in tried) return tried.left;
  gone(await vaultsHere(), entry);
  return 0;
}

export async function begin(pin: string, sign: string, owner: Owner, enrolment: Enrolment): Promise<void> {
  const { id, key } = await addVault(pin, sign, owner, FORMAT);
  const vault = await Vault.open(id, key, FORMAT, () => void taken(id));
  await vault.put("enrolment", enrolment);
  void navigator.storage.persist?.();
  await open(vault);
}

let last: string | undefined;
async function open(vault: Vault): Promise<void> {
  if (last && last !== vault.id) elsewhere();
  last = vault.id;
  if (stage.value === "enrolling") history.replaceState(null, "", "/field/");
  const enrolment = await vault.get<Enrolment>("enrolment");
  if (!enrolment) return destroy(vault.id); // enrolment was cut between two writes: nothing was in it yet
  await removePast(vault, localIso(new Date(Date.now() - MONTH)));
  await clearAway(vault);
  await Promise.all([refreshPeople(vault), refreshOutbox(vault), refreshDrafts(vault), readSettings(vault)]);
  batch(() => {
    session.value = { vault, enrolment };
    stage.value = "open";
  });
}

/** Where the one before was is no place to begin for another. */
function elsewhere() {
  forgetPlaces();
  goInstead("homes");
}

export async function refreshPeople(vault: Vault): Promise<void> {
  const [kept, packs, at] = await Promise.all([vault.get<Lists>("lists"), vault.all<Pack>(PREFIX), vault.get<string>("synced")]);
  batch(() => {
    lists.value = { ...NOTHING, ...kept };
    rows.value = rowsOf(peopleIn(packs.values()), lists.value.areas);
    syncedAt.value = at ?? null;
  });
}

export async function refreshOutbox(vault: Vault): Promise<void> {
  entries.value = (await storedEntries(vault)).sort((a, b) => (a.at < b.at ? 1 : -1));
}

export async function refreshDrafts(vault: Vault): Promise<void> {
  drafts.value = await storedDrafts(vault);
}

async function readSettings(vault: Vault): Promise<void> {
  settings.value = (await vault.get<Settings>("settings")) ?? settings.value;
}

export async function change(next: Settings): Promise<void> {
  settings.value = next;
  await session.value?.vault.put("settings", next);
}

/** The key and everything read with it leave memory; of a form that stands open, what is in it is kept first. */
export async function lock(): Promise<void> {
  await filling.open.value?.now();
  session.value?.vault.close();
  const left = await vaultsHere();
  leave(left.length ? "locked" : "nobody", left);
}

/** Revoked, or its owner wants it gone. */
export async function destroy(id: string): Promise<void> {
  const entry = (await vaultsHere()).find((each) => each.id === id);
  session.value?.vault.close();
  await wipe(id);
  gone(await vaultsHere(), entry);
}

/** Another tab removed what stands open in this one. */
async function taken(id: string): Promise<void> {
  if (session.value?.vault.id === id) gone((await vaultsHere()).filter((each) => each.id !== id));
}

/** Their owner begins anew, having been told what is lost. */
export async function remove(id: string): Promise<void> {
  await wipe(id);
  vaults.value = await vaultsHere();
}

function gone(left: VaultEntry[], entry?: VaultEntry) {
  lost.value = (entry?.waiting ?? 0) + (entry?.drafts ?? 0);
  leave("wiped", left);
}

// All at once: no screen may be drawn of a session that is half gone.
function leave(to: Stage, left: VaultEntry[]) {
  batch(() => {
    stage.value = to;
    vaults.value = left;
    forgetAll();
  });
}

export const triesLeft = (entry: VaultEntry) => MOST_WRONG - entry.wrong;
