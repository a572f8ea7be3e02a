/** `data-dialog="id"`: opens that <dialog>. A click beside it, Escape or a `data-close` button closes it. */
export function dialogOpener(opener: HTMLElement) {
  const dialog = document.getElementById(opener.dataset["dialog"] ?? "");
  if (!(dialog instanceof HTMLDialogElement)) return;
  opener.addEventListener("click", () => dialog.showModal());
  dialog.addEventListener("click", (event) => {
    const closes = event.target === dialog || (event.target as Element).closest("[data-close]");
    if (closes) dialog.close();
  });
}
