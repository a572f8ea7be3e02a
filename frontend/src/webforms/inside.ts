// What the changed module of ODK Web Forms calls (webforms.mjs).

// An element that stands where a <style> was asked for; its text goes to a constructed sheet, which the policy allows.
export function styleElement(): HTMLElement {
  const element = document.createElement("template");
  const sheet = new CSSStyleSheet();
  document.adoptedStyleSheets.push(sheet);
  Object.defineProperty(element, "textContent", {
    get: () => "",
    set: (css: string) => void sheet.replace(withoutScheme(css ?? "")),
  });
  return element;
}

// The engine declares the whole page light, and a constructed sheet stays when the form is gone.
export const withoutScheme = (css: string): string => css.replaceAll(/:root\s*\{\s*color-scheme:\s*light;?\s*\}/g, "");

export const said = (english: string, thai: string): string => (inThai() ? thai : english);

export const saidList = (english: string[], thai: string[]): string[] => (inThai() ? thai : english);

// Its calendar knows no eras: PrimeVue formats dates by itself, without Intl, and offers no place to say how.
const ERA = 543;
export const shownYear = (year: number): number => (inThai() ? year + ERA : year);
export const readYear = (year: number): number => (inThai() && year > 2300 ? year - ERA : year);

const inThai = (): boolean => !document.documentElement.lang.startsWith("en");

/** A form opens as it was left, under the same instance id, or empty; `opened` is given what stands in it from then on. */
export async function openedForm(form: Openable, { left, opened }: Opening, config: unknown): Promise<Opened> {
  const instance = left ? await form.restoreInstance({ data: [left] }, config) : form.createInstance(config);
  opened(instance.root);
  return instance;
}

export type Opening = { left: FormData | null; opened: (root: Root) => void };
type Opened = { root: Root };
type Openable = { createInstance(config: unknown): Opened; restoreInstance(input: { data: [FormData] }, config: unknown): Promise<Opened> };

/** What of the engine's tree we look into. */
export interface Root {
  instanceState: { instanceXML: string };
  rootDocument: { attachments: Map<{ isAttached(): boolean; isRelevant(): boolean }, { getFileName(): string | null; getValue(): File | null }> };
}
