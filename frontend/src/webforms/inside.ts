// What the changed module of ODK Web Forms calls (webforms.mjs).

// An element that stands where a <style> was asked for; its text goes to a constructed sheet, which the policy allows.
export function styleElement(): HTMLElement {
  const element = document.createElement("template");
  const sheet = new CSSStyleSheet();
  document.adoptedStyleSheets.push(sheet);
  Object.defineProperty(element, "textContent", {
    get: () => "",
    set: (css: string) => void sheet.replace(css ?? ""),
  });
  return element;
}

export const said = (english: string, thai: string): string => (inThai() ? thai : english);

export const saidList = (english: string[], thai: string[]): string[] => (inThai() ? thai : english);

const inThai = (): boolean => !document.documentElement.lang.startsWith("en");
