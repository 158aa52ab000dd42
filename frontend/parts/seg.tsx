/** Two or three views, no more. */
export function Seg({ label, options, value, onChange }: {
  label: string;
  options: { code: string; text: string }[];
  value: string;
  onChange: (code: string) => void;
}) {
  return (
    <span class="seg" role="group" aria-label={label}>
      {options.map((o) => (
        <button key={o.code} type="button" aria-pressed={o.code === value} onClick={() => onChange(o.code)}>{o.text}</button>
      ))}
    </span>
  );
}
