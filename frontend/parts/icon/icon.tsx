import sprite from "./sprite.svg";

/** Every symbol of the sprite; journeys/sprite.test.ts holds the two lists equal. */
export type IconName =
  | "alert" | "ask" | "back" | "bank" | "bell" | "big" | "book" | "bowl" | "building" | "cal" | "camera" | "card"
  | "chat" | "check" | "clock" | "contrast" | "cross" | "del" | "doc" | "down" | "drop" | "edit" | "elder" | "eye"
  | "gear" | "globe" | "heart" | "home" | "hourglass" | "image" | "inbox" | "info" | "list" | "lock" | "mic" | "minus"
  | "next" | "offline" | "people" | "person" | "phone" | "pin" | "plus" | "power" | "printer" | "right" | "save"
  | "scissors" | "seal" | "search" | "shield" | "shop" | "sign" | "sound" | "source" | "truck" | "turn" | "upload"
  | "walk";

/** A drawing beside a word. It is hidden from screen readers: the word speaks. */
export function Icon({ name, large, extra }: { name: IconName; large?: boolean; extra?: string }) {
  return (
    <svg class={`icon${large ? " icon--l" : ""}${extra ? ` ${extra}` : ""}`} aria-hidden="true">
      <use href={`${sprite}#i-${name}`} />
    </svg>
  );
}
