import { signal, type Signal } from "@preact/signals";
import { createContext, type ComponentChildren } from "preact";
import { useContext } from "preact/hooks";
import type { PlanField } from "../core/contract";
import type { Lang } from "../parts/words";
import type { FormSession } from "./session";
import type { Givers } from "./origin";
import type { Spot } from "./outline";

/** What a person has done on the pages, which is no part of the draft. */
export class FormUi {
  private readonly flags = new Map<string, Signal<boolean>>();
  /** Grows with each press of “next” that was refused: from then on what is missing is said at its place. */
  readonly attempts = signal(0);
  /** Id of what takes the focus when it is there. */
  focus: string | null = null;
  /** All of the form has been drawn once. */
  drawn = false;
  /** The path of the value of which the keeper of its register is being told; "" none. */
  readonly telling = signal("");

  private flag(name: string): Signal<boolean> {
    let f = this.flags.get(name);
    if (!f) this.flags.set(name, (f = signal(false)));
    return f;
  }

  /** Left once: its errors are shown from then on. */
  touched(path: string): Signal<boolean> {
    return this.flag(`touched ${path}`);
  }

  /** A filled value that is being changed. */
  editing(path: string): Signal<boolean> {
    return this.flag(`editing ${path}`);
  }
}

/** Everything that parts of the form need. */
export interface Form {
  session: FormSession;
  ui: FormUi;
  lang: Lang;
  /** Others can see the screen: values are masked. */
  masked: boolean;
  /** One section a screen. */
  screens: boolean;
  camera: boolean;
  go: (spot: Spot) => void;
  /** The address of a spot. */
  href: (spot: Spot) => string;
  /** The whole address of a path of this channel, to be handed on. */
  link: (path: string) => string;
  /** Goes to a case of one's own, where the channel shows them. */
  toCase?: (number: string) => void;
  /** Opens the drawer of reasons. */
  why: (path: string, title: string) => void;
  /** Who gave what no source did, where that is not the account of who reads: at a counter. */
  givers?: Givers;
  /** Who typed an answer and looked at what was found, where a clerk does it for somebody: by the field's id. */
  typedBy?: (field: string) => string;
  /** What stands in the place of a question that is not asked: only where a definition is written. */
  ghost?: (field: PlanField) => ComponentChildren;
}

/** Given by the page of a draft. */
export const FormContext = createContext<Form | null>(null);

/** The form around this part. */
export function useForm(): Form {
  const form = useContext(FormContext);
  if (!form) throw new Error("useForm outside of a draft: wrap the part in FormContext");
  return form;
}
