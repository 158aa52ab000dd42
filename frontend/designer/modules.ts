import type { IconName } from "../parts/icon/icon";
import type { Drawn } from "./icons";

/** A module at the left of every screen of the designer. A new one is a row. */
export interface Module {
  id: "items" | "shared" | "reuse" | "cases" | "hall";
  icon: Drawn | IconName;
  /** Inside the designer; "" for one that lies elsewhere. */
  path: string;
  /** Elsewhere on this site. */
  href?: string;
  here: (path: string) => boolean;
  /** Only who has one of these; missing: everybody of the staff. What counts is the server's answer. */
  roles?: string[];
}

export const modules: Module[] = [
  { id: "items", icon: "list", path: "/", here: (p) => p === "/" || p === "/import" || p.startsWith("/items") || p.startsWith("/drafts") && !p.endsWith("/replay") },
  { id: "shared", icon: "source", path: "/shared", here: (p) => p.startsWith("/shared") },
  { id: "reuse", icon: "reuse", path: "/reuse", here: (p) => p === "/reuse" || p.endsWith("/replay") },
  { id: "cases", icon: "inbox", path: "", href: "/staff/", here: () => false },
  { id: "hall", icon: "bank", path: "", href: "/", here: () => false },
];
