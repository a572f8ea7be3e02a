import { useEffect, useState } from "preact/hooks";
import { Empty, Note, Screen } from "../parts/frame.tsx";
import { Icon } from "../parts/icon.tsx";
import { Name } from "../parts/name.tsx";
import { go, goInstead } from "../parts/route.ts";
import { addressOf } from "../homes/row.tsx";
import { locate } from "../homes/place.ts";
import { byId, lists, refreshDrafts, session } from "../session.ts";
import { formsForNewcomers } from "../sync/files.ts";
import { localIso } from "../thai.ts";
import { beginCall } from "../visit/call.ts";
import { begin, keepPlace } from "../visit/draft.ts";
import { geopoint } from "../visit/prefill.ts";
import type { Person } from "../wire.ts";
import { t } from "../words.ts";
import { Drafts, halfFilled } from "./drafts.tsx";

/** Which forms are to be filled in this call; without an id for somebody met for the first time. */
export function ChooseForms({ id }: { id?: string }) {
  const person = id ? byId.value.get(id) : undefined;
  const [fitting, setFitting] = useState<Set<string> | null>(null);
  useEffect(() => void (id || formsForNewcomers(session.value!.vault).then(setFitting)), [id]);
  const forms = lists.value.forms.filter((form) => id || fitting?.has(form.code));
  const [picked, setPicked] = useState<string[] | null>(null);
  const chosen = picked ?? forms.slice(0, 1).map((form) => form.code);
  const toggle = (code: string) => setPicked(chosen.includes(code) ? chosen.filter((each) => each !== code) : [...chosen, code]);
  const ordered = forms.map((form) => form.code).filter((code) => chosen.includes(code));
  const others = halfFilled().some(({ call }) => (call.person?.id ?? null) === (id ?? null));
  return (
    <Screen title={t("Visit")} back={id ? `#/person/${id}` : "#/search"} bare>
      <Whose person={person} />
      <Drafts of={id ?? null} />
      {!forms.length && <Empty icon="clipboard" title={t("No forms on this phone yet")}><p>{t("They come with the next fetch, where there is signal.")}</p></Empty>}
      {forms.length > 0 && (
        <fieldset class="choices">
          <legend>{t("What do you fill in today?")}</legend>
          {forms.map((form) => (
            <label class="choice">
              <input type="checkbox" checked={chosen.includes(form.code)} onChange={() => toggle(form.code)} />
              <span>{form.title_th}</span>
            </label>
          ))}
        </fieldset>
      )}
      {forms.length > 0 && (
        <div class="foot">
          <button class={others ? "btn wide" : "btn primary wide"} disabled={!ordered.length} onClick={() => void start(person ?? null, ordered)}>
            {ordered.length > 1 ? t("Begin, {n} forms", { n: ordered.length }) : t("Begin")}
          </button>
        </div>
      )}
    </Screen>
  );
}

function Whose({ person }: { person?: Person }) {
  if (!person) return <Note tone="ours" icon="plus" title={t("Somebody met for the first time")}><p>{t("Leave the person empty in the form and write down who it is. Saan checks later whether it already knows them.")}</p></Note>; // prettier-ignore
  return (
    <div class="whose">
      <strong><Name of={person.n} /></strong>
      <p class="soft">{addressOf(person)}</p>
    </div>
  );
}

async function start(person: Person | null, forms: string[]): Promise<void> {
  const { vault } = session.value!;
  const call = beginCall(person, forms, localIso(), crypto.randomUUID());
  await begin(vault, call);
  await refreshDrafts(vault);
  goInstead("fill", call.visit);
  const position = await locate();
  if (!position || session.value?.vault !== vault) return;
  await keepPlace(vault, call.visit, geopoint(position));
  await refreshDrafts(vault);
}

export function Finished() {
  return (
    <Screen title={t("Visit")} bare>
      <Empty icon="checks" title={t("The visit is kept on this phone")}>
        <p>{t("It is sent by itself once there is signal. The outbox shows what became of it.")}</p>
      </Empty>
      <div class="foot">
        <button class="btn primary wide" onClick={() => go("homes")}>
          {t("Back to my homes")}
        </button>
        <a class="btn wide" href="#/outbox">
          {t("See the outbox")}
        </a>
      </div>
    </Screen>
  );
}
