import { useState } from "preact/hooks";
import { Note, Screen, Section } from "../parts/frame.tsx";
import { Icon } from "../parts/icon.tsx";
import { Name } from "../parts/name.tsx";
import { isTooEasy } from "../parts/pin.ts";
import { PinPad } from "../parts/pinpad.tsx";
import { go } from "../parts/route.ts";
import { change, destroy, lists, lock, rows, session, settings, syncedAt, waiting } from "../session.ts";
import { engineKept } from "../shell.ts";
import { timeShort } from "../thai.ts";
import { changePin } from "../vault/phone.ts";
import { t } from "../words.ts";
import { halfFilled } from "./drafts.tsx";
import { SyncButton } from "./homes.tsx";
import { Fact } from "./record.tsx";
import { InstallButton } from "./welcome.tsx";

export function Me() {
  const { enrolment } = session.value!;
  return (
    <Screen title={t("Me")} action={<SyncButton />}>
      <div class="who">
        <span class="photo" aria-hidden="true">
          <Icon name="user" />
        </span>
        <div>
          <h2>
            <Name of={enrolment.user.name} />
          </h2>
          <p class="soft">{enrolment.organisation.name}</p>
        </div>
      </div>
      <Section title={t("On this phone")}>
        <Fact icon="home" name={t("Homes")}>{String(rows.value.length)}</Fact>
        <Fact icon="clipboard" name={t("Forms")}>{String(lists.value.forms.length)}</Fact>
        <Fact icon="outbox" name={t("Waiting to be sent")}>{String(waiting.value)}</Fact>
        <Fact icon="refresh" name={t("Last fetched")}>{syncedAt.value ? timeShort(syncedAt.value) : t("Never")}</Fact>
        <Fact icon="off" name={t("Works without signal")}>{engineKept.value ? t("Yes, forms too") : t("Lists yes, forms not yet")}</Fact>
      </Section>
      <Section title={t("Safety")}>
        <label>
          {t("Lock by itself after")}
          <select class="field" value={String(settings.value.lockAfter)} onChange={(event) => void change({ lockAfter: Number(event.currentTarget.value) })}>
            {[1, 5, 15].map((minutes) => (
              <option value={String(minutes)}>{t("{n} minutes", { n: minutes })}</option>
            ))}
          </select>
        </label>
        <div class="stack">
          <button class="btn primary" onClick={() => void lock()}>
            <Icon name="lock" />
            {t("Lock now")}
          </button>
          <a class="btn" href="#/pin">
            <Icon name="shield" />
            {t("Change the PIN")}
          </a>
          <InstallButton />
          <Remove />
        </div>
      </Section>
    </Screen>
  );
}

function Remove() {
  const [asking, setAsking] = useState(false);
  if (!asking) return <button class="btn quiet danger" onClick={() => setAsking(true)}><Icon name="trash" />{t("Remove my data from this phone")}</button>; // prettier-ignore
  return (
    <Note tone="danger" icon="trash" title={t("Remove everything of yours from this phone?")}>
      {waiting.value + halfFilled().length === 0 && <p>{t("Everything has been sent. Sign in again and it comes back.")}</p>}
      {waiting.value > 0 && <p>{t("{n} visits that were not sent would be lost for good.", { n: waiting.value })}</p>}
      {halfFilled().length > 0 && <p>{t("{n} forms half filled in would be lost for good.", { n: halfFilled().length })}</p>}
      <p class="links">
        <button class="btn danger" onClick={() => void destroy(session.value!.vault.id)}>
          {t("Remove")}
        </button>
        <button class="btn" onClick={() => setAsking(false)}>
          {t("Keep it")}
        </button>
      </p>
    </Note>
  );
}

type Step = { title: string; old: string; fresh: string; fault: string };

export function ChangePin() {
  const [{ title, old, fresh, fault }, setStep] = useState<Step>({ title: "Your PIN now", old: "", fresh: "", fault: "" });
  const [busy, setBusy] = useState(false);
  const typed = async (pin: string) => {
    if (!old) return setStep({ title: "The new PIN", old: pin, fresh: "", fault: "" });
    if (!fresh && isTooEasy(pin)) return setStep({ title: "The new PIN", old, fresh: "", fault: t("That PIN is too easy to guess. Choose another.") });
    if (!fresh) return setStep({ title: "Your PIN once more", old, fresh: pin, fault: "" });
    if (pin !== fresh) return setStep({ title: "The new PIN", old, fresh: "", fault: t("The two were not the same. Choose your PIN once more.") });
    setBusy(true);
    const changed = await changePin(session.value!.vault.id, old, pin);
    setBusy(false);
    if (changed) return go("me");
    setStep({ title: "Your PIN now", old: "", fresh: "", fault: t("The old PIN did not fit. Nothing was changed.") });
  };
  return (
    <Screen title={t("Change the PIN")} back="#/me">
      <div class="door inside">
        <h2>{t(title)}</h2>
        {fault && <Note tone="danger" icon="alert" title={fault} />}
        <PinPad key={`${title}${fault}`} label={t("PIN")} busy={busy} onPin={(pin) => void typed(pin)} />
      </div>
    </Screen>
  );
}
