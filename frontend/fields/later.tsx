import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { FieldUI, InputProps, ShowProps } from "./types";

/** The two faces of a type whose script comes with the first of its fields. It is tried again as long as it does not come. */
export function later(load: () => Promise<FieldUI>, group: boolean): FieldUI {
  let here: FieldUI | undefined;
  function useHere(): FieldUI | undefined {
    const [round, setRound] = useState(0);
    useEffect(() => {
      if (here) return;
      let timer = 0;
      let current = true;
      load().then(
        (ui) => { here ??= ui; if (current) setRound(round + 1); }, // the first stays: another would be other components
        () => { if (current) timer = window.setTimeout(() => setRound(round + 1), 3000); },
      );
      return () => { current = false; clearTimeout(timer); };
    }, [round]);
    return here;
  }
  const Input: ComponentType<InputProps> = (p) => {
    const ui = useHere();
    return ui ? <ui.Input {...p} /> : <span id={p.id} class="skeleton w40" />;
  };
  const Show: ComponentType<ShowProps> = (p) => {
    const ui = useHere();
    return ui ? <ui.Show {...p} /> : null;
  };
  return { Input, Show, group };
}
