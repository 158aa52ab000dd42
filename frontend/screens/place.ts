import { createContext } from "preact";
import { useContext } from "preact/hooks";

/** Style sheets that come with the pages that need them: the way in, the form, its questions, what belongs to cases. */
export type Sheet = "front" | "form" | "questions" | "papers" | "later";

/** What a channel can do; screens ask this and never which channel they are in. */
export interface Capabilities {
  /** The search stands in the picture (web, WeChat), or below it within reach (terminal). */
  searchInPicture: boolean;
  /** Reads identity cards: the home page offers that first. */
  cardReader: boolean;
  /** One section of a form is one screen, with the act at the thumb. */
  screens: boolean;
  camera: boolean;
  print: boolean;
  showThemes: boolean;
  showWays: boolean;
  /** Addresses of the style sheets of single pages; a channel without one has its styles in its own sheet. */
  sheets?: Partial<Record<Sheet, string>>;
  /** Others can see the screen: mask, forget. */
  shared: boolean;
  /** Size of the picture on the home page, and of one pond in it. */
  pond: { width: number; height: number; cell: number };
}

/** Where a screen stands: what can be done here, and the address of a path. */
export interface Place {
  can: Capabilities;
  href: (path: string) => string;
}

/** Given by the shell. */
export const PlaceContext = createContext<Place | null>(null);

/** Where this screen stands. */
export function usePlace(): Place {
  const place = useContext(PlaceContext);
  if (!place) throw new Error("usePlace outside of a shell: wrap the screen in PlaceContext");
  return place;
}
