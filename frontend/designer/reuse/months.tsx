import { useStudio } from "../app";
import { lengths } from "./window";
import { useReuseWords } from "./words";

/** Of which months cases are looked at; it stands in the address. */
export function Months({ value }: { value: number }) {
  const w = useReuseWords();
  const { router } = useStudio();
  return (
    <>
      <label class="sr-only" for="reuse-months">{w.window}</label>
      <select id="reuse-months" class="select" value={String(value)} onChange={(e) => router.go(`${router.path.peek()}?months=${e.currentTarget.value}`, true)}>
        {lengths.map((n) => <option key={n} value={String(n)}>{w.months(n)}</option>)}
      </select>
    </>
  );
}
