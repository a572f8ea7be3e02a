import { useEffect, useRef, useState } from "preact/hooks";
import { Empty, Note, Screen } from "../parts/frame.tsx";
import { goInstead } from "../parts/route.ts";
import { byId, call, lists, refreshOutbox, session } from "../session.ts";
import { formOf, mediaOf, type KeptForm } from "../sync/files.ts";
import { syncNow } from "../sync/rhythm.ts";
import { nextForm, type Call } from "../visit/call.ts";
import { keepFilled } from "../visit/filled.ts";
import { isFilling } from "../visit/filling.ts";
import { shrinkChosenPhotos } from "../visit/photos.ts";
import { personsCsv, prefilled } from "../visit/prefill.ts";
import { t } from "../words.ts";
import type { Filled } from "../../webforms/index.ts";
import { keepCall } from "./visit.tsx";

/** The form of the call that is to be filled now. */
export function Fill() {
  const now = call.value;
  if (!now)
    return (
      <Screen title={t("Visit")} back="#/homes">
        <Empty icon="clipboard" title={t("There is no visit to go on with.")} />
      </Screen>
    );
  return <FillForm key={`${now.visit} ${now.forms[0]}`} now={now} />;
}

function FillForm({ now }: { now: Call }) {
  const [kept, setKept] = useState<KeptForm | null | undefined>();
  const [leaving, setLeaving] = useState(false);
  useEffect(() => void formOf(session.value!.vault, now.forms[0]!).then((found) => setKept(found ?? null)), []);
  const back = now.person && byId.value.has(now.person.id) ? ["person", now.person.id] : ["homes"];
  const leave = async () => {
    await keepCall(null);
    goInstead(...back);
  };
  const of = now.done.length + now.forms.length;
  return (
    <Screen
      title={now.person?.name ?? t("Somebody met for the first time")}
      bare
      action={
        <button class="head-button word" onClick={() => setLeaving(true)}>
          {t("Stop")}
        </button>
      }
    >
      {of > 1 && <p class="soft">{t("Form {n} of {all}", { n: now.done.length + 1, all: of })}</p>}
      {leaving && (
        <Note tone="waits" icon="alert" title={t("Stop without keeping this form?")}>
          <p>{t("Forms of this visit that were finished before are kept.")}</p>
          <p class="links">
            <button class="btn danger" onClick={() => void leave()}>
              {t("Stop")}
            </button>
            <button class="btn" onClick={() => setLeaving(false)}>
              {t("Go on")}
            </button>
          </p>
        </Note>
      )}
      {kept === null && <Note tone="danger" icon="alert" title={t("This form is not on the phone any more.")} />}
      {kept && <Engine kept={kept} now={now} />}
    </Screen>
  );
}

function Engine({ kept, now }: { kept: KeptForm; now: Call }) {
  const element = useRef<HTMLDivElement>(null);
  const [state, setState] = useState<"opening" | "open" | "missing" | "unkept">("opening");
  useEffect(() => {
    const stopShrinking = shrinkChosenPhotos(element.current!);
    let close: (() => void) | undefined;
    let left = false;
    isFilling.value = true;
    void opened(element.current!, kept, now, () => setState("unkept")).then(
      (closing) => {
        close = closing;
        if (left) closing();
        else setState("open");
      },
      () => setState("missing"),
    );
    return () => {
      left = true;
      isFilling.value = false;
      stopShrinking();
      close?.();
    };
  }, []);
  return (
    <>
      {state === "opening" && <p class="opening">{t("Opening the form…")}</p>}
      {state === "unkept" && <Note tone="danger" icon="alert" title={t("The phone could not keep the form. It may be full: free some space, then tap again.")} />}
      {state === "missing" && (
        <Note tone="danger" icon="alert" title={t("The form could not be opened.")}>
          <p>{t("Open the app once with signal, so that it can fetch all it needs.")}</p>
        </Note>
      )}
      <div class="engine" ref={element} />
    </>
  );
}

async function opened(element: HTMLElement, kept: KeptForm, now: Call, onFailure: () => void): Promise<() => void> {
  const { mount } = await import("../../webforms/index.ts");
  const form = await mount(element, {
    xform: prefilled(kept.xml, call.value ?? now),
    lang: "th",
    attachment: (name) => attachment(kept, now, name),
    onSubmit: (filled) => finished(kept, now, filled),
    onFailure,
  });
  return () => form.unmount();
}

async function attachment(kept: KeptForm, now: Call, name: string): Promise<Blob | null> {
  if (name === "persons.csv") return new Blob([personsOf(now)], { type: "text/csv" });
  const bytes = await mediaOf(session.value!.vault, kept.form.code, name);
  return bytes ? new Blob([bytes]) : null;
}

function personsOf(now: Call): string {
  const person = now.person ? byId.value.get(now.person.id) : undefined;
  return personsCsv(person, lists.value.areas[person?.a ?? ""]?.name ?? "");
}

/** Kept first; only what is in the vault counts as done. */
async function finished(kept: KeptForm, now: Call, filled: Filled): Promise<void> {
  const { vault } = session.value!;
  await keepFilled(vault, now, kept.form, filled);
  const next = nextForm(call.value ?? now);
  await keepCall(next);
  await refreshOutbox(vault);
  if (!next) goInstead("done");
  void syncNow();
}
