import { useEffect, useRef, useState } from "preact/hooks";
import { Empty, Note, Screen } from "../parts/frame.tsx";
import { Icon } from "../parts/icon.tsx";
import { goInstead } from "../parts/route.ts";
import { byId, drafts, lists, refreshDrafts, refreshOutbox, session } from "../session.ts";
import { formOf, mediaOf, type KeptForm } from "../sync/files.ts";
import { syncNow } from "../sync/rhythm.ts";
import { localIso, timeShort } from "../thai.ts";
import { keepFilling, leftOf, type Draft } from "../visit/draft.ts";
import { keepFilled } from "../visit/filled.ts";
import * as filling from "../visit/filling.ts";
import { located, personsCsv, prefilled } from "../visit/prefill.ts";
import { t } from "../words.ts";
import type { Filled, Mounted } from "../../webforms/index.ts";

type Begun = { kept: KeptForm; left: Pick<Filled, "xml" | "files"> | null };

/** The form that is to be filled now in this visit, new or as it was left. */
export function Fill({ visit }: { visit: string }) {
  const draft = drafts.value.find(({ call, away }) => call.visit === visit && !away);
  if (!draft)
    return (
      <Screen title={t("Visit")} back="#/homes">
        <Empty icon="clipboard" title={t("There is no visit to go on with.")} />
      </Screen>
    );
  return <FillForm key={`${visit} ${draft.call.forms[0]}`} draft={draft} />;
}

function FillForm({ draft }: { draft: Draft }) {
  const { call } = draft;
  const [begun, setBegun] = useState<Begun | null | undefined>();
  const [at, setAt] = useState(draft.form ? draft.at : "");
  useEffect(() => void begunOf(draft).then(setBegun), []);
  const back = call.person && byId.value.has(call.person.id) ? `#/person/${call.person.id}` : "#/homes";
  const all = call.done.length + call.forms.length;
  return (
    <Screen title={call.person?.name ?? t("Somebody met for the first time")} back={back} bare>
      <p class="soft filling" role="status">
        <Icon name={at ? "check" : "shield"} />
        {[all > 1 && t("Form {n} of {all}", { n: call.done.length + 1, all }), at ? t("Kept on this phone {time}", { time: timeShort(at) }) : t("Kept on this phone while you fill it in")].filter(Boolean).join(" · ")}
      </p>
      {begun === null && <Note tone="danger" icon="alert" title={t("This form is not on the phone any more.")} />}
      {begun && lists.value.forms.find(({ code }) => code === draft.call.forms[0])?.cannot?.map((words) => <Note tone="waits" icon="alert" title={words} />)}
      {begun && <Engine begun={begun} draft={draft} onKept={() => setAt(localIso())} />}
    </Screen>
  );
}

/** As it was left, in the form it was begun in, whatever became of that form since. */
async function begunOf(draft: Draft): Promise<Begun | null> {
  const { vault } = session.value!;
  const left = await leftOf(vault, draft);
  const kept = left ? left.kept : await formOf(vault, draft.call.forms[0]!);
  return kept ? { kept, left: left?.left ?? null } : null;
}

type State = "opening" | "open" | "missing";
/** What the phone had no room for: what stands in the form as it is filled, or the form that was sent. */
type Unkept = { filling: boolean; sent: boolean };

function Engine({ begun, draft, onKept }: { begun: Begun; draft: Draft; onKept: () => void }) {
  const element = useRef<HTMLDivElement>(null);
  const [state, setState] = useState<State>("opening");
  const [unkept, setUnkept] = useState<Unkept>({ filling: false, sent: false });
  const tell = (what: Partial<Unkept>) => setUnkept((had) => ({ ...had, ...what }));
  useEffect(() => opened(element.current!, begun, draft, setState, tell, onKept), []);
  return (
    <>
      {state === "opening" && <p class="opening">{t("Opening the form…")}</p>}
      {(unkept.filling || unkept.sent) && <Note tone="danger" icon="alert" stays title={t("The phone could not keep the form. It may be full: free some space, then tap again.")} />}
      {state === "missing" && (
        <Note tone="danger" icon="alert" title={t("The form could not be opened.")}>
          <p>{t("Open the app once with signal, so that it can fetch all it needs.")}</p>
        </Note>
      )}
      <div class="engine" ref={element} />
    </>
  );
}

/** Opens the form and keeps what is filled in; returns how to leave it. */
function opened(
  element: HTMLElement,
  begun: Begun,
  draft: Draft,
  setState: (state: State) => void,
  tell: (what: Partial<Unkept>) => void,
  onKept: () => void,
): () => void {
  const { vault } = session.value!;
  let form: Mounted | undefined;
  const told = (isKept: boolean) => (tell({ filling: !isKept }), isKept && onKept());
  const keeping = filling.keepWhileFilling(() => form?.now() ?? null, (filled) => keepFilling(vault, draft.call.visit, begun.kept, filled), told);
  filling.open.value = keeping;
  let isLeft = false;
  void mounted(element, begun, draft, (sent) => tell({ sent })).then(
    (mounted) => {
      form = mounted;
      if (isLeft) mounted.unmount();
      else setState("open");
    },
    () => setState("missing"),
  );
  return () => {
    isLeft = true;
    filling.open.value = null;
    const last = keeping.now(); // looks at once, writes in its own time
    keeping.stop();
    form?.unmount();
    void last.then(() => (session.value?.vault === vault ? refreshDrafts(vault) : undefined));
  };
}

async function mounted(element: HTMLElement, { kept, left }: Begun, draft: Draft, onUnkept: (sent: boolean) => void): Promise<Mounted> {
  const { mount } = await import("../../webforms/index.ts");
  return mount(element, {
    xform: prefilled(kept.xml, callNow(draft)),
    lang: "th",
    left,
    attachment: (name) => attachment(kept, draft, name),
    onSubmit: (filled) => (onUnkept(false), finished(kept, draft, filled)),
    onFailure: () => onUnkept(true),
  });
}

/** With the place, which a phone may learn only after the form was opened. */
const callNow = (draft: Draft) => drafts.value.find(({ call }) => call.visit === draft.call.visit)?.call ?? draft.call;

async function attachment(kept: KeptForm, { call }: Draft, name: string): Promise<Blob | null> {
  if (name === "persons.csv") return new Blob([personsOf(call.person?.id)], { type: "text/csv" });
  const bytes = await mediaOf(session.value!.vault, kept.form.code, name);
  return bytes ? new Blob([bytes]) : null;
}

function personsOf(id: string | undefined): string {
  const person = id ? byId.value.get(id) : undefined;
  return personsCsv(person, lists.value.areas[person?.a ?? ""]?.name ?? "");
}

/** Kept first; only what is in the vault counts as done. */
async function finished(kept: KeptForm, draft: Draft, filled: Filled): Promise<void> {
  const { vault } = session.value!;
  await keepFilled(vault, draft, kept.form, { ...filled, xml: located(filled.xml, kept.xml, callNow(draft).place) });
  await refreshOutbox(vault);
  if (draft.call.forms.length === 1) goInstead("done");
  else await refreshDrafts(vault);
  void syncNow();
}
