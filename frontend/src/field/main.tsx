import { render } from "preact";
import { whenIdle } from "./parts/idle.ts";
import { route } from "./parts/route.ts";
import { lock, session, settings, stage, start } from "./session.ts";
import { keepEngine, keepShell } from "./shell.ts";
import { keepRhythm } from "./sync/rhythm.ts";
import { Enrol } from "./screens/enrol.tsx";
import { Fill } from "./screens/fill.tsx";
import { Homes, Search } from "./screens/homes.tsx";
import { Locked } from "./screens/lock.tsx";
import { ChangePin, Me } from "./screens/me.tsx";
import { Outbox } from "./screens/outbox.tsx";
import { PersonCard } from "./screens/person.tsx";
import { ChooseForms, Finished } from "./screens/visit.tsx";
import { Welcome, Wiped } from "./screens/welcome.tsx";
import { speak } from "./words.ts";

function App() {
  if (stage.value === "starting") return null;
  if (stage.value === "nobody") return <Welcome />;
  if (stage.value === "enrolling") return <Enrol />;
  if (stage.value === "wiped") return <Wiped />;
  if (stage.value === "locked") return <Locked />;
  return <Open key={session.value?.vault.id} />;
}

function Open() {
  const { name, rest } = route.value;
  switch (name) {
    case "search":
      return <Search />;
    case "person":
      return <PersonCard id={rest[0] ?? ""} key={rest[0]} />;
    case "visit":
      return <ChooseForms id={rest[0]} />;
    case "new":
      return <ChooseForms />;
    case "fill":
      return <Fill visit={rest[0] ?? ""} />;
    case "done":
      return <Finished />;
    case "outbox":
      return <Outbox />;
    case "me":
      return <Me />;
    case "pin":
      return <ChangePin />;
    default:
      return <Homes />;
  }
}

speak(JSON.parse(document.getElementById("words")?.textContent ?? "{}"));
const root = document.getElementById("field")!;
root.replaceChildren();
render(<App />, root);
void start();
void keepShell();
keepRhythm();
whenIdle(() => settings.value.lockAfter, () => stage.value === "open" && void lock());
stage.subscribe((now) => now === "open" && void keepEngine());
