// Questions for sound, video and documents: the engine of ODK Web Forms takes their files, its page only takes pictures.
import { computed, h, onBeforeUnmount, ref, watch, type Component, type VNode } from "vue";
import { said } from "./inside.ts";

/** Of one file, in bytes: it is sealed in one piece on the phone, and the house takes no larger post. */
export const LARGEST = 25 * 1024 * 1024;

export type Question = {
  nodeId: string;
  currentState: { value: File | null; readonly: boolean };
  validationState: { violation?: { message: { formatted: unknown } } | null };
  nodeOptions: { media: { type: string | null } };
  setValue(file: File | null): unknown;
};

const MB = 1024 * 1024;
/** 7.9 KB, 25 MB, 25.1 MB: what is over the limit never looks as if it were not. */
export const sized = (bytes: number): string => (bytes < MB / 10 ? `${Math.max(0.1, Math.round(bytes / 102.4) / 10)} KB` : `${Math.ceil((bytes / MB) * 10) / 10} MB`);
export const isTooLarge = (file: File) => file.size > LARGEST;

/** What its component's `setup` gives back. `props.question` is the engine's node. */
export function fileQuestion(props: { question: Question }, words: Component, problem: Component): () => VNode {
  const refused = ref<File | null>(null);
  const address = computed(() => (props.question.currentState.value ? URL.createObjectURL(props.question.currentState.value) : ""));
  watch(address, (_now, before) => URL.revokeObjectURL(before));
  onBeforeUnmount(() => URL.revokeObjectURL(address.value));
  const take = (event: Event) => {
    const input = event.target as HTMLInputElement;
    const file = input.files?.[0];
    if (!file) return;
    refused.value = isTooLarge(file) ? file : null;
    if (!refused.value) props.question.setValue(file);
    input.value = ""; // the same file may be chosen again
  };
  return () => {
    const { question } = props;
    return h("div", { class: "file-question" }, [
      h(words, { question }),
      h("div", { class: "file-buttons" }, question.currentState.readonly ? [] : buttons(question, take)),
      h("p", { class: "file-limit" }, said(`At most ${sized(LARGEST)}.`, `ไฟล์ละไม่เกิน ${sized(LARGEST)}`)),
      refused.value && h("p", { class: "file-problem", role: "alert" }, tooLarge(refused.value)),
      question.currentState.value && chosen(question, question.currentState.value, address.value),
      h(problem, { message: question.validationState.violation?.message.formatted }),
    ]);
  };
}

function buttons(question: Question, take: (event: Event) => void): VNode[] {
  const kind = question.nodeOptions.media.type;
  if (kind === "audio") return [button(take, said("Record sound", "อัดเสียง"), "audio/*", "user"), button(take, said("Choose a sound", "เลือกไฟล์เสียง"), "audio/*")];
  if (kind === "video") return [button(take, said("Take a video", "ถ่ายวิดีโอ"), "video/*", "environment"), button(take, said("Choose a video", "เลือกวิดีโอ"), "video/*")];
  return [button(take, said("Choose a file", "เลือกไฟล์"))];
}

function button(take: (event: Event) => void, name: string, accept?: string, capture?: string): VNode {
  const input = h("input", { type: "file", accept, capture, "data-as-is": "", onChange: take });
  return h("label", { class: ["file-button", { "is-capture": capture }] }, [input, name]);
}

function chosen(question: Question, file: File, src: string): VNode {
  const kind = question.nodeOptions.media.type;
  const shown = kind === "audio" || kind === "video" ? h(kind, { controls: true, src, playsinline: "", preload: "metadata" }) : null;
  const remove = h("button", { type: "button", class: "file-remove", disabled: question.currentState.readonly, onClick: () => void question.setValue(null) }, said("Remove the file", "ลบไฟล์"));
  return h("div", { class: "file-chosen" }, [shown, h("p", `${file.name} · ${sized(file.size)}`), remove]);
}

function tooLarge(file: File): string {
  const [size, most] = [sized(file.size), sized(LARGEST)];
  return said(
    `${file.name} has ${size} and was not taken: at most ${most} can be sent. Record a shorter one.`,
    `ไฟล์ ${file.name} ใหญ่ ${size} จึงไม่รับ ส่งได้ไม่เกิน ${most} ลองบันทึกให้สั้นลงหรือลดความละเอียด`,
  );
}
