import { useState } from "preact/hooks";
import { Button } from "../../parts/button";
import { useLateWords } from "../../parts/late-words";
import { tidyDecimal } from "../decimal";
import { textOf, type InputProps, type Json, type ShowProps } from "../types";

function read(value: Json): { lng: string; lat: string } {
  if (value === null || typeof value !== "object" || Array.isArray(value)) return { lng: "", lat: "" };
  return { lng: textOf(value.lng), lat: textOf(value.lat) };
}

/** A place on the map as degrees in decimal text; the device's own position fills both. */
export function Input(p: InputProps) {
  const w = useLateWords();
  const [failed, setFailed] = useState(false);
  const at = read(p.value);
  const set = (next: { lng: string; lat: string }) => p.onChange(next.lng || next.lat ? next : null);
  const locate = () =>
    navigator.geolocation.getCurrentPosition(
      (g) => { setFailed(false); set({ lng: g.coords.longitude.toFixed(6), lat: g.coords.latitude.toFixed(6) }); },
      () => setFailed(true),
      { enableHighAccuracy: true, timeout: 10000 },
    );
  const degree = (key: "lng" | "lat", label: string) => (
    <span class="region__level">
      <label class="small muted" for={`${p.id}-${key}`}>{label}</label>
      <input class="input input--short" id={`${p.id}-${key}`} inputMode="decimal" autocomplete="off" value={at[key]}
        disabled={p.disabled} aria-describedby={p.describedBy} aria-invalid={p.invalid ? "true" : undefined}
        onInput={(e) => set({ ...at, [key]: tidyDecimal(e.currentTarget.value) })} onBlur={p.onBlur} />
    </span>
  );
  return (
    <div class="region">
      {degree("lng", w.longitude)}
      {degree("lat", w.latitude)}
      {"geolocation" in navigator && <Button icon="pin" busy={p.disabled} onClick={locate}>{w.here}</Button>}
      <p class="small muted" role="status">{failed && w.hereFailed}</p>
    </div>
  );
}

/** 113.142800, 23.028800 */
export function Show({ value }: ShowProps) {
  const at = read(value);
  return <span class="num">{at.lng && `${at.lng}, ${at.lat}`}</span>;
}
