const YEAR = 60 * 60 * 24 * 365;

/** `data-theme-choice="light|dark|system"`: kept in a cookie, so that the server sends the right page at once. */
export function theme(element: HTMLElement) {
  const choice = element.dataset["themeChoice"] ?? "system";
  element.addEventListener("click", () => {
    document.cookie = `theme=${choice}; path=/; max-age=${choice === "system" ? 0 : YEAR}; samesite=lax`;
    if (choice === "system") delete document.documentElement.dataset["theme"];
    else document.documentElement.dataset["theme"] = choice;
    document.querySelectorAll("[data-theme-choice]").forEach((each) => each.setAttribute("aria-pressed", String(each === element)));
  });
}
