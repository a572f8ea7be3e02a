import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { t } from "../words.ts";
import { Icon } from "./icon.tsx";
import { LENGTH } from "./pin.ts";

/** Six digits by large keys or a keyboard; `onPin` is told when they are complete, and then the dots are empty again. */
export function PinPad({ label, busy, onPin }: { label: string; busy?: boolean; onPin: (pin: string) => void }) {
  // Beside the state: quick fingers press twice before the next drawing.
  const typed = useRef("");
  const [digits, setDigits] = useState("");
  const show = (now: string) => setDigits((typed.current = now));
  const press = (digit: string) => {
    if (busy) return;
    const now = typed.current + digit;
    show(now.length === LENGTH ? "" : now);
    if (now.length === LENGTH) onPin(now);
  };
  const erase = () => show(typed.current.slice(0, -1));
  useLayoutEffect(() => {
    const pressed = ({ key, ctrlKey, metaKey, altKey }: KeyboardEvent) => {
      if (ctrlKey || metaKey || altKey) return;
      if (/^\d$/.test(key)) press(key);
      else if (key === "Backspace") erase();
    };
    addEventListener("keydown", pressed);
    return () => removeEventListener("keydown", pressed);
  });
  return (
    <div class="pinpad" role="group" aria-label={label}>
      <p class="dots" role="status" aria-label={t("{n} of 6 digits", { n: digits.length })}>
        {Array.from({ length: LENGTH }, (_, at) => (
          <span class={at < digits.length || busy ? "dot full" : "dot"} />
        ))}
      </p>
      <div class="keys">
        {[..."123456789"].map((digit) => (
          <button type="button" disabled={busy} onClick={() => press(digit)}>
            {digit}
          </button>
        ))}
        <span />
        <button type="button" disabled={busy} onClick={() => press("0")}>
          0
        </button>
        <button type="button" disabled={busy} onClick={erase} aria-label={t("Erase")}>
          <Icon name="backspace" />
        </button>
      </div>
    </div>
  );
}
