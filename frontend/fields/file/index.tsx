import { FileDrop, FileRow } from "../../parts/file-row";
import { textOf, type InputProps, type Json, type ShowProps } from "../types";

/** Files of a value: one object, or a list of them. */
export function filesOf(value: Json): { name: string; size: string }[] {
  const list = Array.isArray(value) ? value : value === null ? [] : [value];
  return list.flatMap((f) =>
    f !== null && typeof f === "object" && !Array.isArray(f) ? [{ name: textOf(f.name), size: bytes(f.size) }] : []);
}

function bytes(n: Json | undefined): string {
  if (typeof n !== "number") return "";
  if (n < 1024) return `${n}B`;
  return n < 1024 * 1024 ? `${Math.round(n / 1024)}kB` : `${(n / 1024 / 1024).toFixed(1)}MB`;
}

/** What is there, and a place for more. Who uploads is told by onFiles; this part knows no network. */
export function Input(p: InputProps) {
  return (
    <div>
      {filesOf(p.value).map((f) => (
        <FileRow key={f.name} name={f.name} size={f.size} file={{ state: "checked" }} onRemove={() => p.onChange(null)} />
      ))}
      <FileDrop id={p.id} camera={p.camera} disabled={p.disabled || !p.onFiles} describedBy={p.describedBy}
        invalid={p.invalid} onFiles={(files) => p.onFiles?.(files)} />
    </div>
  );
}

/** Names of the files. */
export function Show({ value }: ShowProps) {
  return <>{filesOf(value).map((f) => f.name).join("、")}</>;
}
