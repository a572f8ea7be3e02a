import { useState } from "preact/hooks";
import { Note } from "../parts/frame.tsx";
import { isFull } from "../parts/full.ts";
import { Icon } from "../parts/icon.tsx";
import { PinPad } from "../parts/pinpad.tsx";
import { signOf } from "../parts/signs.ts";
import { stage, triesLeft, unlock } from "../session.ts";
import { WrittenByNewer } from "../vault/formats.ts";
import type { Entry } from "../vault/phone.ts";
import { t } from "../words.ts";

/** The PIN of one vault. `onForgotten` is asked for after its owner was told what is lost with it. */
export function Unlock({ entry, onOpened, onForgotten }: { entry: Entry; onOpened?: () => void; onForgotten: () => void }) {
  const [left, setLeft] = useState<number | null>(entry.wrong ? triesLeft(entry) : null);
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState("");
  const [forgot, setForgot] = useState(false);
  const tried = async (pin: string) => {
    setBusy(true);
    const result = await unlock(entry, pin).catch((error: unknown) => (setFault(sentence(error)), null));
    setLeft(result);
    setBusy(false);
    if (stage.value === "open") onOpened?.();
  };
  const [icon, word] = signOf(entry.sign);
  if (forgot) return <Forgot entry={entry} onBack={() => setForgot(false)} onForgotten={onForgotten} />;
  return (
    <>
      <h1>
        <Icon name={icon} /> {t("Type your PIN")}
      </h1>
      <p class="soft">{t(word)}</p>
      {entry.waiting > 0 && <p class="badge waits">{t("{n} waiting to be sent", { n: entry.waiting })}</p>}
      {fault && <Note tone="danger" icon="alert" title={fault} />}
      {left !== null && left > 0 && (
        <Note tone={left <= 3 ? "danger" : "waits"} icon="alert" title={t("That PIN does not fit. {n} tries are left.", { n: left })}>
          <p>{t("Then the data on this phone is removed, to protect people.")}</p>
        </Note>
      )}
      <PinPad label={t("PIN")} busy={busy} onPin={(pin) => void tried(pin)} />
      <button class="btn quiet" onClick={() => setForgot(true)}>
        {t("I forgot the PIN")}
      </button>
    </>
  );
}

function Forgot({ entry, onBack, onForgotten }: { entry: Entry; onBack: () => void; onForgotten: () => void }) {
  return (
    <>
      <h1>{t("A forgotten PIN cannot be found")}</h1>
      <p>{t("Only the PIN opens this data. You can remove it from this phone and sign in again: everything that has been sent comes back.")}</p>
      <Lost waiting={entry.waiting} drafts={entry.drafts ?? 0} />
      <button class="btn primary" onClick={onBack}>
        {t("Try the PIN again")}
      </button>
      <button class="btn danger" onClick={onForgotten}>
        <Icon name="trash" />
        {t("Remove the data of this picture")}
      </button>
    </>
  );
}

/** What nobody else has, said before it is thrown away. */
function Lost({ waiting, drafts }: { waiting: number; drafts: number }) {
  return (
    <>
      {waiting > 0 && <Note tone="danger" icon="alert" title={t("{n} visits that were not sent would be lost for good.", { n: waiting })} />}
      {drafts > 0 && <Note tone="danger" icon="alert" title={t("{n} forms half filled in would be lost for good.", { n: drafts })} />}
    </>
  );
}

function sentence(error: unknown): string {
  if (isFull(error)) return t("The phone is full. Nothing was removed: delete pictures or apps that you do not need, then type your PIN again.");
  if (error instanceof WrittenByNewer) return t("A newer version of the app wrote this. Open the app once with signal, then try again.");
  return t("The data could not be opened. Nothing was removed: close the app and open it again.");
}
