import type { ComponentChildren } from "preact";
import { Icon, type IconName } from "./icon/icon";

/** held: the government has it · yes · wait: your turn, or a date runs · no · unknown: dashed · solid: you. */
export type TagKind = "held" | "yes" | "wait" | "no" | "unknown" | "solid";

/** A state in two to ten characters, with a mark: never by colour alone. */
export function Tag({ kind, icon, children }: { kind?: TagKind; icon?: IconName; children: ComponentChildren }) {
  return (
    <span class={kind ? `tag tag--${kind}` : "tag"}>
      {icon && <Icon name={icon} />}
      {children}
    </span>
  );
}
