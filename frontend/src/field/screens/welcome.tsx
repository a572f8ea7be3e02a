import { signal } from "@preact/signals";
import { Note } from "../parts/frame.tsx";
import { Icon } from "../parts/icon.tsx";
import { online } from "../parts/line.ts";
import { lock, lost, vaults } from "../session.ts";
import { t } from "../words.ts";

const SIGN_IN = `/account/login/?next=${encodeURIComponent("/field/?enrol")}`;

type Install = Event & { prompt: () => Promise<unknown> };
const install = signal<Install | null>(null);
addEventListener("beforeinstallprompt", (event) => {
  event.preventDefault();
  install.value = event as Install;
});
addEventListener("appinstalled", () => (install.value = null));

export function InstallButton() {
  if (!install.value) return null;
  return (
    <button class="btn" onClick={() => void install.value?.prompt()}>
      <Icon name="download" />
      {t("Put the app on this phone")}
    </button>
  );
}

export function Welcome() {
  return (
    <main class="door">
      <Mark />
      <h1>{t("Home visits, with or without signal")}</h1>
      <ul class="promises">
        <li>
          <Icon name="home" />
          {t("See the homes that are yours, and what is due.")}
        </li>
        <li>
          <Icon name="clipboard" />
          {t("Record a visit anywhere. It is sent once there is signal.")}
        </li>
        <li>
          <Icon name="shield" />
          {t("What is on this phone opens with your PIN alone.")}
        </li>
      </ul>
      {!online.value && (
        <Note tone="waits" icon="off" title={t("The first sign-in needs signal.")}>
          <p>{t("After that the app works without it.")}</p>
        </Note>
      )}
      <a class="btn primary" href={SIGN_IN}>
        {t("Sign in")}
      </a>
      <InstallButton />
      <BackToPin />
    </main>
  );
}

export function Wiped() {
  return (
    <main class="door">
      <Mark />
      <h1>{t("This phone holds nothing any more")}</h1>
      {lost.value > 0 && (
        <Note tone="danger" icon="alert" title={t("{n} visits or forms that were not sent went with it.", { n: lost.value })}>
          <p>{t("Tell your coordinator, and visit those homes again.")}</p>
        </Note>
      )}
      <p>{t("Its data was removed: after ten wrong PINs, because the phone was taken off the list, or because its owner wished it. What had been sent is safe in Saan.")}</p>
      <a class="btn primary" href={SIGN_IN}>
        {t("Sign in again")}
      </a>
      <BackToPin />
    </main>
  );
}

/** Where somebody's data is on this phone already. */
export function BackToPin() {
  const back = () => {
    history.replaceState(null, "", location.pathname); // not to enrol again at the next opening
    void lock();
  };
  if (!vaults.value.length) return null;
  return (
    <button class="btn quiet" onClick={back}>
      {t("Back to the PIN")}
    </button>
  );
}

export function Mark() {
  return (
    <p class="mark">
      <svg viewBox="0 0 32 32" aria-hidden="true">
        <path d="M3 10h7m6 0h13M3 22h13m6 0h7M10 3v13m0 6v7M22 3v7m0 6v13" />
      </svg>
      {t("Saan")}
    </p>
  );
}

export const signInUrl = SIGN_IN;
