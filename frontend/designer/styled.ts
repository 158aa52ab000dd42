import type { ComponentType } from "preact";
import { later } from "../desk/later";
import { fetchSheets, useOnly } from "../shell/sheets";
import sheet from "./css/later.page.css";

const sheets = { later: sheet };

/** A screen or panel whose script is fetched when it is first opened, and with it the style that first screens do without. */
export const styled = <P extends object>(load: () => Promise<ComponentType<P>>) => later(async () => {
  const [part] = await Promise.all([load(), fetchSheets(sheets, ["later"])]);
  useOnly(sheets, ["later"], false);
  return part;
});
