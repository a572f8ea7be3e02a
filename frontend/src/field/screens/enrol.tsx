import { useState } from "preact/hooks";
import { Answered, enrol, NotSignedIn, signOut } from "../api.ts";
import { Note } from "../parts/frame.tsx";
import { Icon } from "../parts/icon.tsx";
import { isTooEasy } from "../parts/pin.ts";
import { PinPad } from "../parts/pinpad.tsx";
import { SIGNS } from "../parts/signs.ts";
import { begin, vaults } from "../session.ts";
import { t } from "../words.ts";
import { Mark, signInUrl } from "./welcome.tsx";

/** Signed in just now: a picture where others use the phone too, a PIN, the PIN once more, and the phone has its key. */
export function Enrol() {
  const free = Object.keys(SIGNS).filter((code) => !vaults.value.some(({ sign }) => sign === code));
  const [sign, setSign] = useState(vaults.value.length ? "" : free[0]!);
  return sign ? <ChoosePin sign={sign} /> : <ChooseSign free={free} onChoose={setSign} />;
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

function ChoosePin({ sign }: { sign: string }) {
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
    setFault(await enrolled(pin, sign));
    setBusy(false);
  };
  return (
    <main class="door">
      <Mark />
      <h1>{first ? t("Your PIN once more") : t("Choose a PIN of six digits")}</h1>
      <p>{t("Nobody can look it up for you. Without it, what has not been sent is lost.")}</p>
      {fault && (
        <Note tone="danger" icon="alert" title={fault}>
          {fault === t("You are not signed in any more.") && <a href={signInUrl}>{t("Sign in")}</a>}
        </Note>
      )}
      <PinPad key={first} label={t("PIN")} busy={busy} onPin={first ? (pin) => void again(pin) : chosen} />
    </main>
  );
}

/** Nothing when all went well; else what did not. */
async function enrolled(pin: string, sign: string): Promise<string> {
  try {
    const enrolment = await enrol(phoneName());
    await begin(pin, sign, enrolment);
    await signOut().catch(() => {}); // the session ends by itself within hours
    return "";
  } catch (error) {
    if (error instanceof NotSignedIn) return t("You are not signed in any more.");
    if (error instanceof Answered && error.status === 403) return t("Your role does not include home visits. Ask your coordinator.");
    return t("The server could not be reached. Nothing is lost: try again where there is signal.");
  }
}

function phoneName(): string {
  const agent = navigator.userAgent;
  const system = /Android|iPhone|iPad|Windows|Macintosh|Linux/.exec(agent)?.[0] ?? "";
  const model = /Android [\d.]+; ([^;)]+)/.exec(agent)?.[1] ?? "";
  return [model && model !== "K" ? model : "", system].filter(Boolean).join(" · ") || "Web";
}
