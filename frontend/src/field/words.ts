// What the app says. The English sentence is the key, as everywhere in the house; saan/field/words.py holds them all,
// the room's catalogue the Thai, and the shell brings it along, so that it is there without signal.
let thai: Record<string, string> = {};

export function speak(catalogue: Record<string, string>) {
  thai = catalogue;
}

/** t("{n} homes", { n: 3 }): named places, so that Thai can put them in its own order. */
export function t(english: string, values: Record<string, string | number> = {}): string {
  return (thai[english] ?? english).replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}
