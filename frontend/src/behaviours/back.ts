/** `data-back`: back to where one came from, with the form as it was left. */
export function goBack(element: HTMLElement) {
  if (history.length < 2) return;
  element.addEventListener("click", (event) => {
    event.preventDefault();
    history.back();
  });
}
