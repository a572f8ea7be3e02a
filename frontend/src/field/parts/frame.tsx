import type { ComponentChildren } from "preact";
import { waiting } from "../session.ts";
import { newer, takeNewer } from "../shell.ts";
import { t } from "../words.ts";
import { full } from "./full.ts";
import { Icon, type IconName } from "./icon.tsx";
import { online } from "./line.ts";
import { route } from "./route.ts";

type Props = { title: string; back?: string; action?: ComponentChildren; children: ComponentChildren; bare?: boolean };

/** A screen: where one is, what is on it, and the four places on the bar below. */
export function Screen({ title, back, action, children, bare }: Props) {
  return (
    <>
      <header class="head">
        {back !== undefined && (
          <a class="head-button" href={back} aria-label={t("Back")}>
            <Icon name="back" />
          </a>
        )}
        <h1>{title}</h1>
        {!online.value && (
          <span class="badge past">
            <Icon name="off" />
            {t("No signal")}
          </span>
        )}
        {action}
      </header>
      <main class="content">
        {full.value && <Full />}
        {!bare && <Newer />}
        {children}
      </main>
      {!bare && <Bar />}
    </>
  );
}

function Full() {
  return (
    <Note tone="danger" icon="alert" title={t("The phone is full.")} stays>
      <p>{t("What was kept before is safe. Delete pictures or apps that you do not need, then try again.")}</p>
    </Note>
  );
}

function Newer() {
  if (!newer.value) return null;
  return (
    <Note tone="ours" icon="download" title={t("A newer version of the app is ready.")}>
      <p>{t("What waits to be sent stays where it is.")}</p>
      <button class="btn" onClick={takeNewer}>
        {t("Use the newer version")}
      </button>
    </Note>
  );
}

const PLACES: [string, IconName, string, string[]][] = [
  ["homes", "home", "My homes", ["homes", "person", "map"]],
  ["search", "search", "Search", ["search"]],
  ["outbox", "outbox", "Outbox", ["outbox", "sent"]],
  ["me", "user", "Me", ["me", "pin"]],
];

function Bar() {
  return (
    <nav class="bar" aria-label={t("Places in the app")}>
      {PLACES.map(([name, icon, word, within]) => (
        <a href={`#/${name}`} aria-current={within.includes(route.value.name) ? "page" : undefined}>
          <Icon name={icon} />
          <span>{t(word)}</span>
          {name === "outbox" && waiting.value > 0 && <b class="count">{waiting.value}</b>}
        </a>
      ))}
    </nav>
  );
}

type Tone = "ours" | "waits" | "danger" | "past";

/** One that `stays` is in sight wherever the screen has been scrolled to. */
export function Note({ tone, icon, title, children, stays }: { tone: Tone; icon: IconName; title: string; children?: ComponentChildren; stays?: boolean }) {
  return (
    <div class={stays ? `note ${tone} stays` : `note ${tone}`} role={tone === "danger" ? "alert" : undefined}>
      <Icon name={icon} />
      <div>
        <strong>{title}</strong>
        {children}
      </div>
    </div>
  );
}

export function Badge({ tone, icon, children }: { tone: Tone; icon: IconName; children: ComponentChildren }) {
  return (
    <span class={`badge ${tone}`}>
      <Icon name={icon} />
      {children}
    </span>
  );
}

export function Empty({ icon, title, children }: { icon: IconName; title: string; children?: ComponentChildren }) {
  return (
    <div class="empty">
      <Icon name={icon} />
      <strong>{title}</strong>
      {children}
    </div>
  );
}

export function Section({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    <section>
      <h2>{title}</h2>
      {children}
    </section>
  );
}
