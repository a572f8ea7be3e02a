import { useState } from "preact/hooks";
import { Icon } from "../parts/icon.tsx";
import { destroy, stage, vaults } from "../session.ts";
import { t } from "../words.ts";
import { Signs } from "./enrol.tsx";
import { Unlock } from "./unlock.tsx";
import { Mark } from "./welcome.tsx";

export function Locked() {
  const all = vaults.value;
  const [chosen, setChosen] = useState(all.length === 1 ? all[0]!.id : "");
  const entry = all.find(({ id }) => id === chosen);
  return (
    <main class="door">
      <Mark />
      {entry ? (
        <>
          <Unlock entry={entry} onForgotten={() => void destroy(entry.id)} />
          {all.length > 1 ? <button class="btn quiet" onClick={() => setChosen("")}>{t("Another picture")}</button> : <Another />}
        </>
      ) : (
        <>
          <h1>{t("Which picture is yours?")}</h1>
          <Signs codes={all.map(({ sign }) => sign)} onChoose={(code) => setChosen(all.find(({ sign }) => sign === code)!.id)} />
          <Another />
        </>
      )}
    </main>
  );
}

function Another() {
  return (
    <button class="btn quiet" onClick={() => (stage.value = "nobody")}>
      <Icon name="plus" />
      {t("Somebody else wants to use this phone")}
    </button>
  );
}
