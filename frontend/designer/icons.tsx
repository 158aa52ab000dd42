import { Icon, type IconName } from "../parts/icon/icon";

/** Drawings that only the designer needs: 24 × 24, stroke 1.8, round ends. */
const drawn = {
  undo: "M9 7 5 11l4 4M5 11h9a5 5 0 0 1 0 10h-3",
  redo: "m15 7 4 4-4 4m4-4h-9a5 5 0 0 0 0 10h3",
  history: "M4 12a8 8 0 1 0 3-6.2M4 4v4h4m4 0v5l3 2",
  copy: "M9 9h10v11H9zM15 9V4H5v11h4",
  up: "M12 19V5m-6 6 6-6 6 6",
  downward: "M12 5v14m-6-6 6 6 6-6",
  grip: "M9 6h.01M15 6h.01M9 12h.01M15 12h.01M9 18h.01M15 18h.01",
  code: "m8 8-4 4 4 4m8-8 4 4-4 4",
  screen: "M4 5h16v11H4zM9 20h6m-3-4v4",
  kiosk: "M6 3h12v12H6zm6 12v6m-4 0h8",
  hash: "M5 9h14M5 15h14M10 4 8 20m8-16-2 16",
  dot: "M12 4a8 8 0 1 1 0 16 8 8 0 0 1 0-16m0 5.5a2.5 2.5 0 1 1 0 5 2.5 2.5 0 0 1 0-5",
  boxes: "M5 5h5v5H5zm0 9h5v5H5zm9-8h6m-6 2h4m-4 7h6m-6 2h4",
  table: "M4 5h16v14H4zm0 5h16M10 5v14",
  toggle: "M8 7h8a5 5 0 0 1 0 10H8A5 5 0 0 1 8 7m0 3a2 2 0 1 1 0 4 2 2 0 0 1 0-4",
  letters: "M5 18 10 6l5 12M7 14h6m5-2v6m-1.500-3.500h3",
  gate: "M4 20V9l8-5 8 5v11M9 20v-7h6v7",
  fork: "M5 4v16m0-8h6a4 4 0 0 0 4-4V6m-2 2 2-2 2 2m-6 4h4a2 2 0 0 1 2 2v4m-2-2 2 2 2-2",
  stairs: "M4 19h4v-5h4v-5h4V5h4",
  flask: "M9 3h6m-5 0v6l-5 9a2 2 0 0 0 2 3h10a2 2 0 0 0 2-3l-5-9V3M8 15h8",
  reuse: "M5 9h11l-3-3m6 9H8l3 3",
  rule: "M14 5c-3-1-4 1-4 4v7c0 3-1 4-3 3M7 11h7",
  folded: "m9 6 6 6-6 6",
  open: "m6 9 6 6 6-6",
  more: "M6 12h.01M12 12h.01M18 12h.01",
  play: "M8 5l11 7-11 7z",
  bolt: "M13 3 5 14h6l-1 7 8-11h-6z",
  comment: "M4 5h16v11H10l-5 4v-4H4z",
} as const;

export type Drawn = keyof typeof drawn;

/** A drawing of the designer's own, or one of all pages. */
export function Sign({ name, large, extra }: { name: Drawn | IconName; large?: boolean; extra?: string }) {
  if (!(name in drawn)) return <Icon name={name as IconName} large={large} extra={extra} />;
  return (
    <svg class={`icon${large ? " icon--l" : ""}${extra ? ` ${extra}` : ""} icon--drawn`} viewBox="0 0 24 24" aria-hidden="true">
      <path d={drawn[name as Drawn]} />
    </svg>
  );
}

/** What a field looks like in a list, by its type; a type that has no drawing of its own is text. */
const types: Record<string, Drawn | IconName> = {
  date: "cal", address: "pin", region: "pin", point: "pin", number: "hash", integer: "hash", money: "hash", choice: "dot", choices: "boxes",
  table: "table", boolean: "toggle", file: "upload", phone: "phone", id_number: "card", uscc: "card", bank_card: "card", project_code: "card", finding: "check",
};
const kinds: Record<string, Drawn | IconName> = {
  guide: "book", facts: "source", situations: "fork", eligibility: "gate", form: "list", materials: "doc", handling: "stairs",
  material: "doc", condition: "gate", step: "stairs", fact: "source",
};

/** The drawing of an entry of the outline. */
export function signOf(e: { kind: string; id: string; type?: string }): Drawn | IconName {
  if (e.kind === "part") return kinds[e.id] ?? "list";
  return (e.type !== undefined ? types[e.type] : kinds[e.kind]) ?? "letters";
}
