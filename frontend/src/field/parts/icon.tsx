import accessible from "@tabler/icons/outline/accessible.svg";
import alert from "@tabler/icons/outline/alert-triangle.svg";
import back from "@tabler/icons/outline/arrow-left.svg";
import backspace from "@tabler/icons/outline/backspace.svg";
import bell from "@tabler/icons/outline/bell.svg";
import calendar from "@tabler/icons/outline/calendar.svg";
import check from "@tabler/icons/outline/check.svg";
import checks from "@tabler/icons/outline/checks.svg";
import chevron from "@tabler/icons/outline/chevron-right.svg";
import clipboard from "@tabler/icons/outline/clipboard-text.svg";
import clock from "@tabler/icons/outline/clock.svg";
import close from "@tabler/icons/outline/x.svg";
import download from "@tabler/icons/outline/download.svg";
import export_ from "@tabler/icons/outline/file-export.svg";
import fish from "@tabler/icons/outline/fish.svg";
import flower from "@tabler/icons/outline/flower.svg";
import heart from "@tabler/icons/outline/heart-handshake.svg";
import heartbeat from "@tabler/icons/outline/heartbeat.svg";
import home from "@tabler/icons/outline/home.svg";
import leaf from "@tabler/icons/outline/leaf.svg";
import lock from "@tabler/icons/outline/lock.svg";
import map from "@tabler/icons/outline/map-pin.svg";
import moon from "@tabler/icons/outline/moon.svg";
import off from "@tabler/icons/outline/wifi-off.svg";
import outbox from "@tabler/icons/outline/send.svg";
import phone from "@tabler/icons/outline/phone.svg";
import plus from "@tabler/icons/outline/user-plus.svg";
import refresh from "@tabler/icons/outline/refresh.svg";
import search from "@tabler/icons/outline/search.svg";
import shield from "@tabler/icons/outline/shield-lock.svg";
import star from "@tabler/icons/outline/star.svg";
import sun from "@tabler/icons/outline/sun.svg";
import target from "@tabler/icons/outline/current-location.svg";
import trash from "@tabler/icons/outline/trash.svg";
import umbrella from "@tabler/icons/outline/umbrella.svg";
import user from "@tabler/icons/outline/user.svg";
import users from "@tabler/icons/outline/users.svg";

const drawings = {
  accessible, alert, back, backspace, bell, calendar, check, checks, chevron, clipboard, clock, close, download, export: export_, fish, flower,
  heart, heartbeat, home, leaf, lock, map, moon, off, outbox, phone, plus, refresh, search, shield, star, sun, target, trash, umbrella, user, users,
}; // prettier-ignore

export type IconName = keyof typeof drawings;

/** A drawing beside its word; it says nothing by itself. */
export function Icon({ name }: { name: IconName }) {
  return <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" dangerouslySetInnerHTML={{ __html: drawings[name] }} />;
}
