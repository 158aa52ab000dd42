import { Drawer } from "../parts/dialog";
import { useWords } from "../parts/words";
import { FormTally } from "./rail";

/** The tally over the page, where there is no room beside it. A line that is followed closes it. */
export function Which({ onClose }: { onClose: () => void }) {
  const w = useWords();
  return (
    <Drawer title={w.tally} onClose={onClose}>
      <div onClick={(e) => (e.target as Element).closest("a") && onClose()}><FormTally /></div>
    </Drawer>
  );
}
