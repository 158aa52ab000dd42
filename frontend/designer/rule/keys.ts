/** Keys of the rows: Enter adds, Alt ↑↓ moves, Ctrl G groups, Ctrl Shift G dissolves, Delete takes away. */
import { dissolve, draft, group, move, remove } from "./acts";
import { useBuilder } from "./builder";

export function useRowKeys(): (e: KeyboardEvent) => void {
  const b = useBuilder();
  return (e) => {
    if (e.isComposing || e.keyCode === 229 || e.defaultPrevented) return;
    const at = e.target as HTMLElement;
    const id = at.closest<HTMLElement>("[data-row]")?.dataset.row;
    if (!id || at.closest("dialog")) return;
    const run = (act: () => void) => {
      e.preventDefault();
      e.stopPropagation();
      act();
    };
    const letter = e.key.toLowerCase();
    if (e.altKey && (e.key === "ArrowUp" || e.key === "ArrowDown")) run(() => move(b, id, e.key === "ArrowUp" ? -1 : 1));
    else if ((e.ctrlKey || e.metaKey) && letter === "g") run(() => (e.shiftKey ? dissolve(b, id) : group(b, id)));
    else if (e.key === "Enter" && !(at instanceof HTMLButtonElement)) run(() => draft(b, "row", id));
    else if (e.key === "Delete" && !(at instanceof HTMLInputElement)) run(() => remove(b, id));
    // An empty value takes its row with it.
    else if (e.key === "Backspace" && at instanceof HTMLInputElement && at.value === "") run(() => remove(b, id));
  };
}
