// When to send and fetch: on unlock, when the line comes back, by hand, and after failures more and more patiently.
import { computed, signal } from "@preact/signals";
import { Revoked } from "../api.ts";
import { sendWaiting } from "../outbox/sending.ts";
import { destroy, entries, lists, refreshOutbox, refreshPeople, rows, session, stage, syncedAt, type Session } from "../session.ts";
import { rest } from "../outbox/entry.ts";
import { full, isFull } from "../parts/full.ts";
import { localIso } from "../thai.ts";
import { fetchForms, fetchPhotos } from "./files.ts";
import { patience } from "./progress.ts";
import { pull } from "./pull.ts";

export type Phase = "resting" | "sending" | "fetching" | "forms" | "failed";
export const phase = signal<Phase>("resting");
export const received = signal(0);

let failures = 0;
let wanted = false;
let timer: ReturnType<typeof setTimeout> | undefined;

export const busy = computed(() => phase.value === "sending" || phase.value === "fetching" || phase.value === "forms");

/** One at a time; asked for while one runs, another follows it, for what it had passed over already. */
export async function syncNow(): Promise<void> {
  if (busy.value) return void (wanted = true);
  await sync(Infinity);
  if (wanted) await syncNow();
}

/** What must still wait at `moment` is not sent: when somebody asks, nothing must. */
async function sync(moment: number): Promise<void> {
  const open = session.value;
  wanted = false;
  if (!open || busy.value) return;
  clearTimeout(timer);
  try {
    phase.value = "sending";
    await open.vault.alone("sync", () => everything(open, moment));
    failures = 0;
    full.value = false;
    phase.value = "resting";
    const pause = rest(entries.value, Date.now());
    if (pause !== null) later(pause);
  } catch (error) {
    await failed(open, error);
  }
}

async function everything(open: Session, moment: number): Promise<void> {
  const reached = await sendWaiting(open.vault, open.enrolment, moment, () => refreshOutbox(open.vault));
  if (!reached) throw new Error("no answer");
  phase.value = "fetching";
  received.value = 0;
  const isDifferent = await pull(open.vault, open.enrolment, (people) => (received.value += people));
  const at = localIso();
  await open.vault.put("synced", at);
  if (session.value !== open) return; // locked meanwhile: nothing of it goes back into memory
  // Reading 3,000 homes anew holds an old phone up: only when there is something to read.
  if (isDifferent) await refreshPeople(open.vault);
  await refreshOutbox(open.vault);
  syncedAt.value = at;
  phase.value = "forms";
  await fetchForms(open.vault, lists.value.forms);
  await fetchPhotos(open.vault, open.enrolment, rows.value.map((row) => row.person));
}

async function failed(open: Session, error: unknown): Promise<void> {
  if (error instanceof Revoked) return destroy(open.vault.id);
  phase.value = "failed";
  full.value = isFull(error);
  if (session.value !== open) return;
  await refreshOutbox(open.vault);
  later(patience(++failures));
}

function later(milliseconds: number) {
  clearTimeout(timer);
  timer = setTimeout(() => void sync(Date.now()), milliseconds);
}

export function keepRhythm() {
  addEventListener("online", () => {
    failures = 0; // they were the old line's
    void syncNow();
  });
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && void syncNow());
  stage.subscribe((now) => {
    if (now === "open") void syncNow();
    else clearTimeout(timer);
  });
}
