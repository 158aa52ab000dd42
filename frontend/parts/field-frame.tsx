import type { ComponentChildren } from "preact";
import { TextButton } from "./button";
import { cx } from "./classes";
import { Icon } from "./icon/icon";
import { Tag } from "./tag";
import { useWords } from "./words";

/** Where a value came from: the name of the source and the day it was looked up, YYYY-MM-DD. */
export interface Source {
  name: string;
  on?: string;
  /** It vouches for the value only as a hint. */
  hint?: boolean;
}

/** What evaluation says about the value of a field; one shape per state of the visual language. */
export type FieldOrigin =
  | { state: "empty" }
  | { state: "awaiting"; source: Source }
  | { state: "filled"; source: Source }
  | { state: "confirmed"; source: Source }
  | { state: "corrected"; was: string; source: Source }
  | { state: "locked"; source: Source }
  | { state: "disputed"; said?: string }
  | { state: "computed"; how?: string }
  | { state: "chosen" }
  | { state: "down"; source: Source; /** Too many numbers were typed: it was not asked. */ limit?: boolean };

/** What a person can do about a value that the government filled in. */
export interface OriginActs {
  onConfirm?: () => void;
  onChange?: () => void;
  onRestore?: () => void;
  onDispute?: () => void;
  onWithdraw?: () => void;
  /** Opens the form in which one tells the keeper of the register. */
  onTell?: () => void;
  /** What became of telling, in the place of what is said before. */
  told?: string;
}

/** The line under a value: seal, source, date, and what one may do about it. */
export function OriginLine({ origin, title, ...acts }: { origin: FieldOrigin; title: string } & OriginActs) {
  const w = useWords();
  const from = (s: Source) => <span class="whole"><span class="block">{w.source(s.name)}</span>{s.on && <span class="nowrap"><span class="dot"> · </span>{s.on}</span>}</span>;
  const act = (text: string, press?: () => void) =>
    press && <TextButton label={`${text}${title && w.colon + title}`} onClick={press}>{text}</TextButton>;
  switch (origin.state) {
    case "empty":
      return null;
    case "filled":
      return <p class="origin"><Icon name="seal" /><span>{w.filled}{from(origin.source)}</span></p>;
    case "awaiting":
      return (
        <p class="origin">
          <Icon name="seal" />
          <span>{w.filled}{from(origin.source)}</span>
          {origin.source.hint && <Tag>{w.onlyHint}</Tag>}
          <Tag kind="wait">{w.awaiting}</Tag>
          {act(w.right, acts.onConfirm)}
          {act(w.changeIt, acts.onChange)}
        </p>
      );
    case "confirmed":
      return <p class="origin"><Icon name="check" /><span>{w.confirmed}{from(origin.source)}</span></p>;
    case "corrected":
      return (
        <p class="origin">
          <Icon name="edit" />
          <span>{w.corrected(origin.was, [origin.source.name, origin.source.on].filter(Boolean).join(" · "))}</span>
          {act(w.useOriginal, acts.onRestore)}
          {acts.told ? <span>{acts.told}</span> : act(w.tellOwner, acts.onTell)}
        </p>
      );
    case "locked":
      return (
        <p class="origin">
          <Icon name="lock" />
          <span>{w.filledLocked}{from(origin.source)}</span>
          {act(w.wrong, acts.onDispute)}
        </p>
      );
    case "disputed":
      return (
        <p class="origin">
          <Icon name="alert" />
          <span>{acts.told ?? w.disputed(origin.said ?? "")}</span>
          {act(w.right, acts.onConfirm)}
          {!acts.told && act(w.tellOwner, acts.onTell)}
          {act(w.withdrawDispute, acts.onWithdraw)}
        </p>
      );
    case "computed":
      return <p class="origin"><Icon name="gear" /><span>{w.computed(origin.how ?? "")}</span></p>;
    case "chosen":
      return <p class="origin"><Icon name="check" /><span>{w.chosenFirst}</span></p>;
    case "down":
      return <p class="origin" role="status"><Icon name="source" /><span>{origin.limit ? w.sourceLimit : w.sourceDown(origin.source.name)}</span></p>;
  }
}

/** Ids that join a control with its hint, error and origin. */
export interface ControlIds {
  id: string;
  describedBy: string | undefined;
  invalid: boolean;
}

interface FieldFrameProps extends OriginActs {
  id: string;
  title: string;
  hint?: ComponentChildren;
  optional?: boolean;
  error?: string;
  warning?: string;
  origin?: FieldOrigin;
  /** Several controls under one question: a fieldset with a legend instead of a label. */
  group?: boolean;
  /** Takes the whole row. */
  wide?: boolean;
  /** The control; it gets the ids to wear. A locked, disputed or computed value is text, not an input. */
  children: (ids: ControlIds) => ComponentChildren;
}

/** One question: label, hint, error, control, and where the value came from. */
export function FieldFrame(p: FieldFrameProps) {
  const w = useWords();
  const origin = p.origin ?? { state: "empty" };
  const has = { hint: !!p.hint, error: !!p.error, warn: !!p.warning, origin: origin.state !== "empty" };
  const describedBy =
    [has.hint && `${p.id}-hint`, has.error && `${p.id}-error`, has.warn && `${p.id}-warn`, has.origin && `${p.id}-origin`]
      .filter(Boolean).join(" ") || undefined;
  const label = <>{p.title}{p.optional && <small>{w.optional}</small>}</>;
  const face = cx("field", p.wide && "wide", p.error && "field--error", origin.state === "disputed" && "field--disputed");
  const rest = (
    <>
      {p.hint && <p class="field__hint" id={`${p.id}-hint`}>{p.hint}</p>}
      {p.error && <p class="field__error" id={`${p.id}-error`}><Icon name="alert" /><span>{p.error}</span></p>}
      {p.children({ id: p.id, describedBy, invalid: has.error })}
      {p.warning && <p class="field__warn" id={`${p.id}-warn`}><Icon name="info" /><span>{p.warning}</span></p>}
      {has.origin && (
        <div id={`${p.id}-origin`}>
          <OriginLine
            origin={origin}
            title={p.title}
            onConfirm={p.onConfirm}
            onChange={p.onChange}
            onRestore={p.onRestore}
            onDispute={p.onDispute}
            onWithdraw={p.onWithdraw}
            onTell={p.onTell}
            told={p.told}
          />
        </div>
      )}
    </>
  );
  const text = origin.state === "locked" || origin.state === "disputed" || origin.state === "computed";
  if (text) return <div class={face} id={p.id} tabIndex={-1}><p class="field__label">{label}</p>{rest}</div>;
  if (!p.group) return <div class={face}><label class="field__label" for={p.id}>{label}</label>{rest}</div>;
  return (
    <fieldset class={face} id={p.id} tabIndex={-1} aria-describedby={describedBy}>
      <legend>{label}</legend>
      {rest}
    </fieldset>
  );
}
