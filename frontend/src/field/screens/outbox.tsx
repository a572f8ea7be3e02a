import { useState } from "preact/hooks";
import { fileSize } from "../../words.ts";
import { Badge, Empty, Note, Screen } from "../parts/frame.tsx";
import { Icon } from "../parts/icon.tsx";
import { Name } from "../parts/name.tsx";
import { online } from "../parts/line.ts";
import { again, isRefused, isSettled, isUnsent, type Entry } from "../outbox/entry.ts";
import { keep, remove } from "../outbox/outbox.ts";
import { entries, refreshOutbox, session, waiting } from "../session.ts";
import { phase, syncNow } from "../sync/rhythm.ts";
import { timeShort } from "../thai.ts";
import { t } from "../words.ts";
import { Export } from "./export.tsx";
import { SyncButton } from "./homes.tsx";

export function Outbox() {
  const all = entries.value;
  const [here, there] = [all.filter(isUnsent), all.filter((entry) => !isUnsent(entry))];
  return (
    <Screen title={t("Outbox")} action={<SyncButton />}>
      <Summary />
      {here.length > 0 && <ul class="out">{here.map((entry) => <Waiting entry={entry} key={entry.id} />)}</ul>}
      {here.length > 0 && <Export entries={here} />}
      {there.length > 0 && <h2>{t("Sent")}</h2>}
      <ul class="out">{there.map((entry) => <Sent entry={entry} key={entry.id} />)}</ul>
    </Screen>
  );
}

function Summary() {
  const sending = phase.value === "sending";
  if (!entries.value.length) return <Empty icon="outbox" title={t("Nothing waits to be sent")}><p>{t("What you fill in waits here until it has arrived, and stays on show when it has.")}</p></Empty>; // prettier-ignore
  if (!waiting.value) return <Note tone="ours" icon="checks" title={t("Everything has been sent.")} />;
  const refused = entries.value.filter(isRefused).length;
  if (sending) return <Note tone="waits" icon="outbox" title={t("Sending now…")} />;
  if (refused === waiting.value) return <Refused count={refused} />;
  return (
    <>
      {refused > 0 && <Refused count={refused} />}
      <Note tone="waits" icon="clock" title={t("{n} waiting to be sent", { n: waiting.value - refused })}>
        <p>{online.value ? t("It is safe on this phone.") : t("It is safe on this phone, and goes by itself once there is signal.")}</p>
        <button class="btn primary" onClick={() => void syncNow()}>
          <Icon name="outbox" />
          {t("Send now")}
        </button>
      </Note>
    </>
  );
}

function Refused({ count }: { count: number }) {
  return (
    <Note tone="danger" icon="alert" title={t("{n} could not be sent and need a look", { n: count })}>
      <p>{t("Nothing is lost. What the server said stands with each.")}</p>
    </Note>
  );
}

function Head({ entry }: { entry: Entry }) {
  return (
    <>
      <strong>{entry.person ? <Name of={entry.person.name} /> : t("Somebody met for the first time")}</strong>
      <p class="soft">{[entry.title, timeShort(entry.at), entry.files.length > 0 && fileSize(entry.size)].filter(Boolean).join(" · ")}</p>
    </>
  );
}

function Waiting({ entry }: { entry: Entry }) {
  const [asking, setAsking] = useState(false);
  return (
    <li>
      <Head entry={entry} />
      {entry.refusal ? (
        <Note tone="danger" icon="alert" title={t("The server did not take it")}>
          <p>{entry.refusal.text || t("It gave no reason (number {n}).", { n: entry.refusal.status })}</p>
        </Note>
      ) : (
        <Badge tone="waits" icon="clock">
          {entry.tries ? t("Waiting, tried {n} times", { n: entry.tries }) : t("Waiting for signal")}
        </Badge>
      )}
      {asking ? (
        <Note tone="danger" icon="trash" title={t("Delete it for good? Nobody else has it.")}>
          <p class="links">
            <button class="btn danger" onClick={() => void deleted(entry)}>
              {t("Delete")}
            </button>
            <button class="btn" onClick={() => setAsking(false)}>
              {t("Keep it")}
            </button>
          </p>
        </Note>
      ) : (
        <p class="links">
          <button class="btn" onClick={() => void retried(entry)}>
            <Icon name="refresh" />
            {t("Try again")}
          </button>
          <button class="btn quiet danger" onClick={() => setAsking(true)}>
            {t("Delete")}
          </button>
        </p>
      )}
    </li>
  );
}

function Sent({ entry }: { entry: Entry }) {
  return (
    <li>
      <Head entry={entry} />
      <Became entry={entry} />
      {isSettled(entry) && entry.outcome?.state !== "landed" && entry.outcome?.error && <p>{entry.outcome.error}</p>}
    </li>
  );
}

function Became({ entry }: { entry: Entry }) {
  const state = entry.outcome?.state;
  if (state === "landed") return <Badge tone="ours" icon="checks">{t("Recorded")}</Badge>; // prettier-ignore
  if (state === "aside" || state === "conflict") return <Badge tone="waits" icon="users">{t("Arrived, somebody looks after it")}</Badge>; // prettier-ignore
  if (state === "discarded") return <Badge tone="past" icon="close">{t("Does not count, by decision of staff")}</Badge>; // prettier-ignore
  return <Badge tone="ours" icon="check">{t("Arrived, being recorded")}</Badge>; // prettier-ignore
}

async function retried(entry: Entry): Promise<void> {
  const { vault } = session.value!;
  await keep(vault, again(entry));
  await refreshOutbox(vault);
  await syncNow();
}

async function deleted(entry: Entry): Promise<void> {
  const { vault } = session.value!;
  await remove(vault, entry.id);
  await refreshOutbox(vault);
}
