import { useComputed } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { Empty, Note, Screen } from "../parts/frame.tsx";
import { isWrong } from "../parts/clock.ts";
import { full } from "../parts/full.ts";
import { Icon } from "../parts/icon.tsx";
import { online } from "../parts/line.ts";
import { remembered } from "../parts/remembered.ts";
import { isDue, shown, areasOf, type Order } from "../homes/list.ts";
import { here, locate } from "../homes/place.ts";
import { Roll } from "../homes/roll.tsx";
import { homeLine } from "../homes/row.tsx";
import { lists, rows, syncedAt } from "../session.ts";
import { busy, phase, received, syncNow } from "../sync/rhythm.ts";
import { dateShort, localIso, timeShort, today } from "../thai.ts";
import { t } from "../words.ts";
import { Drafts } from "./drafts.tsx";

const mine = remembered(true);
const due = remembered(false);
const area = remembered("");
const order = remembered<Order>("due");
const words = remembered("");

export function Homes() {
  const day = today();
  const hasMine = useComputed(() => rows.value.some(({ person }) => person.mi));
  const found = useComputed(() => {
    const show = { mine: mine.value && hasMine.value, area: area.value, due: due.value, words: "", order: order.value, here: here.value };
    return shown(rows.value, show, day);
  });
  return (
    <Screen title={t("My homes")} action={<SyncButton />}>
      <State />
      <Drafts />
      {rows.value.length > 0 && <Filters day={day} hasMine={hasMine.value} />}
      {rows.value.length > 0 && <p class="reading" role="status">{t("{n} homes", { n: found.value.length })}</p>}
      {rows.value.length > 0 && !found.value.length && (
        <Empty icon="check" title={due.value ? t("Nothing is due here.") : t("Nobody fits.")} />
      )}
      <Roll items={found.value} name={t("My homes")} line={homeLine} />
    </Screen>
  );
}

export function Search() {
  const day = today();
  const box = useRef<HTMLInputElement>(null);
  useEffect(() => box.current?.focus(), []);
  const found = useComputed(() => (words.value.trim() ? shown(rows.value, { mine: false, area: "", due: false, words: words.value, order: "name", here: null }, day) : []));
  return (
    <Screen title={t("Search")}>
      <label class="searching">
        <Icon name="search" />
        <input
          type="search"
          ref={box}
          value={words.value}
          onInput={(event) => (words.value = event.currentTarget.value)}
          placeholder={t("Name, house number, village or phone")}
          aria-label={t("Search")}
          autocomplete="off"
          enterkeyhint="search"
        />
      </label>
      {words.value.trim() ? (
        <p class="reading" role="status">{t("{n} homes", { n: found.value.length })}</p>
      ) : (
        <p class="soft">{t("Everybody on this phone is searched. Tone marks do not matter.")}</p>
      )}
      {words.value.trim() && !found.value.length && <Empty icon="search" title={t("Nobody on this phone is called that.")} />}
      <a class="btn" href="#/new">
        <Icon name="plus" />
        {t("Somebody met for the first time")}
      </a>
      <Roll items={found.value} name={t("Search")} line={homeLine} />
    </Screen>
  );
}

function Filters({ day, hasMine }: { day: string; hasMine: boolean }) {
  const within = mine.value && hasMine ? rows.value.filter(({ person }) => person.mi) : rows.value;
  const count = within.filter(({ person }) => isDue(person, day)).length;
  const areas = areasOf(within);
  return (
    <div class="filters">
      {hasMine && (
        <div class="switch" role="group" aria-label={t("Whose homes")}>
          <button aria-pressed={mine.value} onClick={() => (mine.value = true)}>
            {t("In my charge")}
          </button>
          <button aria-pressed={!mine.value} onClick={() => (mine.value = false)}>
            {t("Whole area")}
          </button>
        </div>
      )}
      <div class="chips">
        <button class="chip" aria-pressed={due.value} onClick={() => (due.value = !due.value)}>
          <Icon name="clock" />
          {t("Due")} <small>{count}</small>
        </button>
        <button class="chip" aria-pressed={order.value === "near"} onClick={() => void near()}>
          <Icon name="target" />
          {t("Near me")}
        </button>
        <button class="chip" aria-pressed={order.value === "name"} onClick={() => (order.value = order.value === "name" ? "due" : "name")}>
          {t("By name")}
        </button>
      </div>
      {areas.length > 1 && (
        <select class="field" value={area.value} onChange={(event) => (area.value = event.currentTarget.value)} aria-label={t("Village")}>
          <option value="">{t("All villages")}</option>
          {areas.map(([code, homes]) => (
            <option value={code}>
              {lists.value.areas[code]?.name ?? code} ({homes})
            </option>
          ))}
        </select>
      )}
    </div>
  );
}

const refused = remembered(false);
async function near() {
  if (order.value === "near") return void (order.value = "due");
  refused.value = !(await locate());
  if (!refused.value) order.value = "near";
}

function State() {
  if (refused.value) return <Note tone="waits" icon="target" title={t("The phone did not say where it is.")}><p>{t("Allow the position in the phone's settings, then tap “Near me” again.")}</p></Note>; // prettier-ignore
  // Fetched in what is still to come: the clock was set back since.
  const isClockWrong = isWrong.value || (syncedAt.value ?? "") > localIso();
  if (rows.value.length && isClockWrong) return <Note tone="waits" icon="clock" title={t("The phone's date is wrong: {day}", { day: dateShort(today()) })}><p>{t("Set it right in the phone's settings, or what is due is told wrongly. What you record arrives all the same.")}</p></Note>; // prettier-ignore
  if (rows.value.length) return syncedAt.value ? <p class="soft synced">{t("As of {time}", { time: timeShort(syncedAt.value) })}</p> : null;
  if (phase.value === "sending" || phase.value === "fetching") return <Empty icon="refresh" title={t("Fetching your homes: {n} people so far", { n: received.value })} />;
  if (full.value) return null;
  if (phase.value === "failed" || !online.value) return <Empty icon="off" title={t("Your homes could not be fetched yet.")}><p>{t("Go where there is signal and tap refresh. What has arrived is kept.")}</p></Empty>; // prettier-ignore
  return <Empty icon="home" title={t("No homes yet")}><p>{t("Your coordinator assigns homes to you. They appear here by themselves.")}</p></Empty>; // prettier-ignore
}

export function SyncButton() {
  return (
    <button class={busy.value ? "head-button turning" : "head-button"} onClick={() => void syncNow()} disabled={busy.value} aria-label={busy.value ? t("Sending and fetching…") : t("Send and fetch now")}>
      <Icon name="refresh" />
    </button>
  );
}
