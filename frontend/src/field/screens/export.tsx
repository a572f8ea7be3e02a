import { useState } from "preact/hooks";
import { Icon } from "../parts/icon.tsx";
import type { Entry } from "../outbox/entry.ts";
import { enclosed, gathered } from "../outbox/export.ts";
import { session } from "../session.ts";
import { localIso, today } from "../thai.ts";
import { t } from "../words.ts";

const SHORTEST = 10;

/** For a phone that can send no more: what waits as a file that support can read with the passphrase. */
export function Export({ entries }: { entries: Entry[] }) {
  const [passphrase, setPassphrase] = useState("");
  const [done, setDone] = useState(false);
  const save = async (event: Event) => {
    event.preventDefault();
    await download(entries, passphrase);
    setPassphrase("");
    setDone(true);
  };
  return (
    <details class="fold">
      <summary>
        <Icon name="export" />
        {t("It will not send: save what waits as a file")}
      </summary>
      <form onSubmit={(event) => void save(event)}>
        <label>
          {t("A passphrase of at least {n} letters", { n: SHORTEST })}
          <input class="field" type="text" autocomplete="off" value={passphrase} onInput={(event) => setPassphrase(event.currentTarget.value)} />
        </label>
        <p class="soft">{t("Send the file to your coordinator and tell them the passphrase by phone. What waits stays here as well.")}</p>
        <button class="btn" disabled={passphrase.trim().length < SHORTEST}>
          {t("Save the file")}
        </button>
        {done && <p role="status">{t("The file is in the phone's downloads.")}</p>}
      </form>
    </details>
  );
}

async function download(entries: Entry[], passphrase: string): Promise<void> {
  const { vault, enrolment } = session.value!;
  const content = { user: enrolment.user.id, organisation: enrolment.organisation.id, device: enrolment.device, made: localIso(), waiting: await gathered(vault, entries) };
  const url = URL.createObjectURL(new Blob([await enclosed(content, passphrase.trim(), enrolment.key)], { type: "application/json" }));
  const link = Object.assign(document.createElement("a"), { href: url, download: `saan-outbox-${today()}.json` });
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
