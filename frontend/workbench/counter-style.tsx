import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import { PlaceContext, type Capabilities } from "../screens/place";
import { fetchSheets, useOnly } from "../shell/sheets";
import { useBench } from "./app";
import sheet from "./counter.page.css";
import { Waiting } from "../desk/states";

/** A desk: a mouse, a keyboard, a scanner whose files are picked; the next person does not see the screen. */
const desk: Capabilities = {
  searchInPicture: false, cardReader: true, screens: false, camera: false, print: true, showThemes: false, showWays: false, shared: false,
  sheets: { form: sheet }, pond: { width: 0, height: 0, cell: 0 },
};

/** The style of the form, as long as one is here. */
export function FormStyle({ children }: { children: ComponentChildren }) {
  const { router } = useBench();
  const [ready, setReady] = useState(false);
  useEffect(() => {
    let here = true;
    void fetchSheets(desk.sheets, ["form"]).then(() => {
      if (!here) return;
      useOnly(desk.sheets, ["form"]);
      setReady(true);
    });
    return () => {
      here = false;
      useOnly(desk.sheets, []);
    };
  }, []);
  return <PlaceContext.Provider value={{ can: desk, href: (p) => router.href(p) }}>{ready ? children : <Waiting lines={8} />}</PlaceContext.Provider>;
}
