import type { ComponentChildren } from "preact";
import { cx } from "./classes";
import { Icon, type IconName } from "./icon/icon";

/** What a button may look like. One primary on a screen; confirm says yes to a value that is already there. */
export type ButtonKind = "primary" | "confirm" | "quiet" | "danger";

interface Common {
  kind?: ButtonKind;
  small?: boolean;
  wide?: boolean;
  icon?: IconName;
  after?: IconName;
  extra?: string;
  children?: ComponentChildren;
}

const face = (p: Common) =>
  cx("btn", p.kind && `btn--${p.kind}`, p.small && "btn--small", p.wide && "btn--wide", p.extra);

interface ButtonProps extends Common {
  type?: "button" | "submit";
  /** Busy buttons stay focusable, say so, and do nothing; nothing else disables a button. */
  busy?: boolean;
  onClick?: (event: MouseEvent) => void;
  label?: string;
  lang?: string;
  pressed?: boolean;
  /** Out of the tab order: a native control beside it is the one that keyboards and readers use. */
  untabbed?: boolean;
}

/** A verb to press. */
export function Button(p: ButtonProps) {
  const press = (e: MouseEvent) => {
    if (p.busy) e.preventDefault();
    else p.onClick?.(e);
  };
  return (
    <button
      class={face(p)}
      type={p.type ?? "button"}
      aria-disabled={p.busy ? "true" : undefined}
      aria-label={p.label}
      aria-pressed={p.pressed}
      lang={p.lang}
      tabIndex={p.untabbed ? -1 : undefined}
      onClick={press}
    >
      {p.icon && <Icon name={p.icon} />}
      {p.children}
      {p.after && <Icon name={p.after} />}
    </button>
  );
}

/** A link that looks like a button: it leads somewhere. */
export function ButtonLink(p: Common & { href: string; onClick?: () => void }) {
  return (
    <a class={face(p)} href={p.href} onClick={p.onClick}>
      {p.icon && <Icon name={p.icon} />}
      {p.children}
      {p.after && <Icon name={p.after} />}
    </a>
  );
}

/** A small act inside running text or a row; `label` names what it acts on for those who don't see the row. */
export function TextButton(p: { onClick?: () => void; icon?: IconName; label?: string; extra?: string; children: ComponentChildren }) {
  return (
    <button class={cx("link", p.extra)} type="button" aria-label={p.label} onClick={p.onClick}>
      {p.icon && <Icon name={p.icon} />}
      {p.children}
    </button>
  );
}
