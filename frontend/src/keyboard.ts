type Press = Pick<KeyboardEvent, "key" | "code" | "ctrlKey" | "altKey" | "metaKey" | "repeat">;

/** True when the pressed key is the wanted one, also while the keyboard is switched to Thai. */
export function matches(press: Press, wanted: string): boolean {
  if (press.ctrlKey || press.altKey || press.metaKey || press.repeat) return false;
  return press.key.toLowerCase() === wanted.toLowerCase() || press.code === codeOf(wanted);
}

export function codeOf(key: string): string {
  if (/^[a-z]$/i.test(key)) return `Key${key.toUpperCase()}`;
  if (/^[0-9]$/.test(key)) return `Digit${key}`;
  return key === "/" ? "Slash" : key;
}

export function typing(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]");
}
