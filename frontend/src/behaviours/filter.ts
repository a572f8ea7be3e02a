/** `form[data-filter]`: asks again by itself when a choice changes or typing rests; the button stays for those without script. */
export function filter(element: HTMLElement) {
  const form = element as HTMLFormElement;
  const rest = Number(form.dataset["filter"]) || 500;
  form.classList.add("live");
  let timer = 0;
  const ask = (wait: number) => {
    clearTimeout(timer);
    timer = window.setTimeout(() => form.requestSubmit(), wait);
  };
  form.addEventListener("change", () => ask(0));
  form.addEventListener("input", (event) => {
    if ((event.target as HTMLElement).matches("[type=search], [type=text]")) ask(rest);
  });
}
