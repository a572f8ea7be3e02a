import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import { Answered, enrol, marksOf, NotSignedIn, signOut } from "../api.ts";
import { Note } from "../parts/frame.tsx";
import { Icon } from "../parts/icon.tsx";
import { isTooEasy } from "../parts/pin.ts";
import { PinPad } from "../parts/pinpad.tsx";
import { SIGNS } from "../parts/signs.ts";
import { begin, remove, vaults } from "../session.ts";
import type { Entry, Owner } from "../vault/phone.ts";
import { t } from "../words.ts";
import { Unlock } from "./unlock.tsx";
import { BackToPin, Mark, signInUrl } from "./welcome.tsx";

/** Signed in just now: who that is on this phone, then a picture where others use it too, a PIN twice, and it has its key. */
export function Enrol() {
  const [asked, setAsked] = useState<Asked | null>(null);
  const ask = () => {
    setAsked(null);
    void whoIsIt().then(setAsked);
  };
  useEffect(ask, []);
  if (!asked) return <Door title={t("One moment…")} />;
  if (asked.fault) return <NotYet fault={asked.fault} onAgain={ask} />;
  if (asked.theirs) return <Theirs entry={asked.theirs} onRemoved={ask} />;
  return <New owner={asked.owner} />;
}

type Asked = { owner: Owner; theirs?: Entry; fault?: string };

/** The vaults here are asked about by their salts, with a fresh one for a vault that is still to be made. */
async function whoIsIt(): Promise<Asked> {
  const known = vaults.value.filter(({ owner }) => owner);
  const salt = crypto.randomUUID();
  try {
    const [mark, ...marks] = await marksOf([salt, ...known.map(({ owner }) => owner!.salt)]);
    return { owner: { salt, mark: mark! }, theirs: known.find(({ owner }, at) => owner!.mark === marks[at]) };
  } catch (error) {
    return { owner: { salt, mark: "" }, fault: sentence(error) };
  }
}

function Door({ title, children }: { title: string; children?: ComponentChildren }) {
  return (
    <main class="door">
      <Mark />
      <h1>{title}</h1>
      {children}
    </main>
  );
}

function NotYet({ fault, onAgain }: { fault: string; onAgain: () => void }) {
  return (
    <Door title={t("Make this phone yours")}>
      <Fault fault={fault} />
      <button class="btn primary" onClick={onAgain}>
        {t("Try again")}
      </button>
      <BackToPin />
    </Door>
  );
}

/** Signing in again is no reason for a second copy: what waits is in the first. */
function Theirs({ entry, onRemoved }: { entry: Entry; onRemoved: () => void }) {
  const forget = () => void remove(entry.id).then(onRemoved);
  return (
    <main class="door">
      <Mark />
      <Note tone="ours" icon="shield" title={t("This phone holds your data already. Type the PIN you chose then.")} />
      <Unlock entry={entry} onOpened={() => void signOut().catch(() => {})} onForgotten={forget} />
    </main>
  );
}

function New({ owner }: { owner: Owner }) {
  const free = Object.keys(SIGNS).filter((code) => !vaults.value.some(({ sign }) => sign === code));
  const [sign, setSign] = useState(vaults.value.length ? "" : free[0]!);
  return sign ? <ChoosePin sign={sign} owner={owner} /> : <ChooseSign free={free} onChoose={setSign} />;
}

function ChooseSign({ free, onChoose }: { free: string[]; onChoose: (sign: string) => void }) {
  return (
    <main class="door">
      <Mark />
      <h1>{t("Choose a picture of your own")}</h1>
      <p>{t("Others use this phone too. Your picture leads to your data, and tells nobody who you are.")}</p>
      <Signs codes={free} onChoose={onChoose} />
      {!free.length && <p>{t("All pictures on this phone are taken.")}</p>}
    </main>
  );
}

export function Signs({ codes, onChoose }: { codes: string[]; onChoose: (code: string) => void }) {
  return (
    <div class="signs">
      {codes.map((code) => (
        <button class="sign" onClick={() => onChoose(code)}>
          <Icon name={SIGNS[code]![0]} />
          {t(SIGNS[code]![1])}
        </button>
      ))}
    </div>
  );
}

function ChoosePin({ sign, owner }: { sign: string; owner: Owner }) {
  const [first, setFirst] = useState("");
  const [fault, setFault] = useState("");
  const [busy, setBusy] = useState(false);
  const chosen = (pin: string) => {
    setFault(isTooEasy(pin) ? t("That PIN is too easy to guess. Choose another.") : "");
    if (!isTooEasy(pin)) setFirst(pin);
  };
  const again = async (pin: string) => {
    if (pin !== first) {
      setFirst("");
      return setFault(t("The two were not the same. Choose your PIN once more."));
    }
    setBusy(true);
    setFault(await enrolled(pin, sign, owner));
    setBusy(false);
  };
  return (
    <main class="door">
      <Mark />
      <h1>{first ? t("Your PIN once more") : t("Choose a PIN of six digits")}</h1>
      <p>{t("Nobody can look it up for you. Without it, what has not been sent is lost.")}</p>
      {fault && <Fault fault={fault} />}
      <PinPad key={first} label={t("PIN")} busy={busy} onPin={first ? (pin) => void again(pin) : chosen} />
    </main>
  );
}

function Fault({ fault }: { fault: string }) {
  return (
    <Note tone="danger" icon="alert" title={fault}>
      {fault === t("You are not signed in any more.") && <a href={signInUrl}>{t("Sign in")}</a>}
    </Note>
  );
}

/** Nothing when all went well; else what did not. */
async function enrolled(pin: string, sign: string, owner: Owner): Promise<string> {
  try {
    const enrolment = await enrol(phoneName());
    await begin(pin, sign, owner, enrolment);
    await signOut().catch(() => {}); // the session ends by itself within hours
    return "";
  } catch (error) {
    return sentence(error);
  }
}

function sentence(error: unknown): string {
  if (error instanceof NotSignedIn) return t("You are not signed in any more.");
  if (error instanceof Answered && error.status === 403) return t("Your role does not include home visits. Ask your coordinator.");
  return t("The server could not be reached. Nothing is lost: try again where there is signal.");
}

function phoneName(): string {
  const agent = navigator.userAgent;
  const system = /Android|iPhone|iPad|Windows|Macintosh|Linux/.exec(agent)?.[0] ?? "";
  const model = /Android [\d.]+; ([^;)]+)/.exec(agent)?.[1] ?? "";
  return [model && model !== "K" ? model : "", system].filter(Boolean).join(" · ") || "Web";
}
