// What is half filled in: gone on with by one tap, deleted by another, brought back by a third.
import { Note } from "../parts/frame.tsx";
import { Icon } from "../parts/icon.tsx";
import { Name } from "../parts/name.tsx";
import { remembered } from "../parts/remembered.ts";
import { drafts, lists, refreshDrafts, session } from "../session.ts";
import { timeShort } from "../thai.ts";
import { isWorthKeeping, putAway, type Draft } from "../visit/draft.ts";
import { t } from "../words.ts";

const deleted = remembered<Draft | null>(null);

export const halfFilled = () => drafts.value.filter((draft) => isWorthKeeping(draft) && !draft.away);

/** All of them; or of one person, or of somebody nobody knows yet (null). */
export function Drafts({ of }: { of?: string | null }) {
  const shown = halfFilled().filter(({ call }) => of === undefined || (call.person?.id ?? null) === of);
  const gone = drafts.value.find(({ call, away }) => away && call.visit === deleted.value?.call.visit);
  return (
    <>
      {shown.length > 0 && <ul class="out">{shown.map((draft) => <HalfFilled draft={draft} key={draft.call.visit} />)}</ul>}
      {gone && (
        <Note tone="past" icon="trash" title={t("Deleted: {name}", { name: nameOf(gone) })}>
          <button class="btn" onClick={() => void move(gone, false)}>
            {t("Bring it back")}
          </button>
        </Note>
      )}
    </>
  );
}

function HalfFilled({ draft }: { draft: Draft }) {
  return (
    <li class="half">
      <strong><Name of={nameOf(draft)} /></strong>
      <p class="soft">{[titleOf(draft), t("half filled in {time}", { time: timeShort(draft.at) })].filter(Boolean).join(" · ")}</p>
      <p class="links">
        <a class="btn primary" href={`#/fill/${draft.call.visit}`}>
          <Icon name="clipboard" />
          {t("Go on filling in")}
        </a>
        <button class="btn quiet danger" onClick={() => void move(draft, true)}>
          {t("Delete")}
        </button>
      </p>
    </li>
  );
}

const nameOf = ({ call }: Draft) => call.person?.name ?? t("Somebody met for the first time");
const titleOf = ({ call, form }: Draft) => form?.title_th ?? lists.value.forms.find(({ code }) => code === call.forms[0])?.title_th;

async function move(draft: Draft, away: boolean): Promise<void> {
  const { vault } = session.value!;
  await putAway(vault, draft.call.visit, away);
  deleted.value = away ? draft : null;
  await refreshDrafts(vault);
}
