// Small surgeries on XForms and filled instances, on their text: no engine is needed for them.

// The translation for this language becomes the one that the form opens in.
export function inLanguage(xform: string, lang: string): string {
  const code = lang.slice(0, 2).toLowerCase();
  const translations = [...xform.matchAll(/<translation\b[^>]*\blang="([^"]*)"[^>]*>/g)];
  const wanted = translations.find(([, name]) => languageOf(name ?? "") === code);
  if (!wanted) return xform;
  return xform.replaceAll(/<translation\b[^>]*>/g, (tag) => {
    const bare = tag.replace(/\sdefault="[^"]*"/, "");
    return bare === wanted[0].replace(/\sdefault="[^"]*"/, "") ? bare.replace("<translation", '<translation default="true()"') : bare;
  });
}

/** The engine would shrink pictures in a worker that our policy does not allow, and never finish: the photo would be lost. */
export function withoutShrinking(xform: string): string {
  return xform.replaceAll(/\s[\w.-]+:max-pixels=("[^"]*"|'[^']*')/g, "");
}

export function languageOf(name: string): string {
  const code = /\(([a-zA-Z]{2,3})[^)]*\)/.exec(name)?.[1];
  return (code ?? { ไทย: "th", thai: "th", english: "en" }[name.trim().toLowerCase()] ?? name).toLowerCase();
}

export function instanceIdOf(xml: string): string {
  return /<(?:\w+:)?instanceID>([^<]*)<\/(?:\w+:)?instanceID>/.exec(xml)?.[1]?.trim() ?? "";
}

// [path below the root, text] of everything that was answered, in order.
export function leaves(xml: string): [string, string][] {
  const root = new DOMParser().parseFromString(xml, "text/xml").documentElement;
  return [...root.children].filter((one) => one.localName !== "meta").flatMap((one) => leavesOf(one, ""));
}

function leavesOf(element: Element, path: string): [string, string][] {
  const here = path ? `${path}/${element.localName}` : element.localName;
  if (element.children.length) return [...element.children].flatMap((one) => leavesOf(one, here));
  return element.textContent ? [[here, element.textContent]] : [];
}
