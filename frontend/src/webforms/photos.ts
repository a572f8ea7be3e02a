// A photo is made small before the form takes it: 300 KB instead of 5 MB over a poor line, and no camera data in it.
const LONGEST_SIDE = 1280;
const QUALITY = 0.8;
const KINDS = ["input", "change"] as const;

const ours = new WeakSet<Event>();

/** Inside `element`, chosen pictures reach the form shrunk: the choice is held back, then made again with the small file. */
export function shrinkChosenPhotos(element: HTMLElement): () => void {
  const held = (event: Event) => {
    const input = event.target;
    if (ours.has(event) || !(input instanceof HTMLInputElement) || input.type !== "file" || "asIs" in input.dataset) return;
    const files = [...(input.files ?? [])];
    if (!files.some((file) => file.type.startsWith("image/"))) return;
    event.stopImmediatePropagation();
    if (event.type === "change") void Promise.all(files.map(shrunk)).then((small) => choose(input, small));
  };
  KINDS.forEach((kind) => element.addEventListener(kind, held, { capture: true }));
  return () => KINDS.forEach((kind) => element.removeEventListener(kind, held, { capture: true }));
}

function choose(input: HTMLInputElement, files: File[]) {
  const chosen = new DataTransfer();
  files.forEach((file) => chosen.items.add(file));
  input.files = chosen.files;
  for (const kind of KINDS) {
    const event = new Event(kind, { bubbles: true });
    ours.add(event);
    input.dispatchEvent(event);
  }
}

/** At most 1280 px and JPEG; what is no picture the phone can read stays as it is. */
export async function shrunk(file: File): Promise<File> {
  if (!file.type.startsWith("image/") || file.type === "image/svg+xml") return file;
  const picture = await createImageBitmap(file, { imageOrientation: "from-image" }).catch(() => null);
  if (!picture) return file;
  const { width, height } = fitted(picture.width, picture.height);
  const canvas = new OffscreenCanvas(width, height);
  const brush = canvas.getContext("2d")!;
  brush.fillStyle = "#fff";
  brush.fillRect(0, 0, width, height);
  brush.drawImage(picture, 0, 0, width, height);
  picture.close();
  const blob = await canvas.convertToBlob({ type: "image/jpeg", quality: QUALITY });
  return new File([blob], file.name.replace(/\.\w+$/, "") + ".jpg", { type: "image/jpeg" });
}

export function fitted(width: number, height: number, longest = LONGEST_SIDE): { width: number; height: number } {
  const scale = Math.min(1, longest / Math.max(width, height));
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}
