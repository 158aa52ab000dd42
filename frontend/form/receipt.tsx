import { Button } from "../parts/button";
import { cx } from "../parts/classes";
import { Icon } from "../parts/icon/icon";
import { usePlace } from "../screens/place";
import { usePaperWords } from "./paper-words";

/** The receipt of a case: opened beside the app, or, where the next person would find it there, printed from this page. */
export function Receipt({ number, small }: { number: string; small?: boolean }) {
  const fw = usePaperWords();
  const { can } = usePlace();
  if (can.shared) return <Button icon="printer" small={small} onClick={() => print()}>{fw.printReceipt}</Button>;
  return (
    <a class={cx("btn", small && "btn--small")} href={`/api/cases/${encodeURIComponent(number)}/receipt?language=${fw.tongue}`} target="_blank" rel="noopener"><Icon name="doc" />{fw.receipt}</a>
  );
}
