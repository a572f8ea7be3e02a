import htmx from "htmx.org";
import { behaviours } from "./attach.ts";
import { copy } from "./behaviours/copy.ts";
import { dialogOpener } from "./behaviours/dialog.ts";
import { filter } from "./behaviours/filter.ts";
import { focus } from "./behaviours/focus.ts";
import { goBack } from "./behaviours/back.ts";
import { keys } from "./behaviours/keys.ts";
import { lookUp } from "./behaviours/look-up.ts";
import { menu } from "./behaviours/menu.ts";
import { once } from "./behaviours/once.ts";
import { suggest } from "./behaviours/suggest.ts";
import { theme } from "./behaviours/theme.ts";
import { toast } from "./behaviours/toast.ts";
import { unsaved } from "./behaviours/unsaved.ts";
import { upload } from "./behaviours/upload.ts";

const attach = behaviours({
  "[data-back]": goBack,
  "[data-copy]": copy,
  "[data-dialog]": dialogOpener,
  "[data-filter]": filter,
  "[data-focus]": focus,
  "[data-keys]": keys,
  "[data-look-up]": lookUp,
  "[data-menu]": menu,
  "form[method=post]": once,
  "[data-suggest]": suggest,
  "[data-theme-choice]": theme,
  "[data-toast]": toast,
  "form[data-unsaved]": unsaved,
  "form[data-upload]": upload,
  // Heavy ones are fetched only by the pages that have one.
  "[data-chart]": (element) => void import("./behaviours/chart.ts").then(({ chart }) => chart(element)),
  "[data-map]": (element) => void import("./behaviours/map.ts").then(({ map }) => map(element)),
});

attach(document);
document.addEventListener("htmx:after:process", (event) => attach(event.target as ParentNode));
window.htmx = htmx;
