import { signal, type Signal } from "@preact/signals";
import type { Lang } from "../parts/words";

/** How the screens look to this person. */
export interface Look {
  mode: Signal<string>;
  theme: Signal<string>;
  lang: Signal<Lang>;
  setMode: (mode: string) => void;
  setTheme: (theme: string) => void;
  setLang: (lang: Lang) => void;
}

/** The cookie of a look: the server reads it, so that the first paint is right. */
export const LOOK_COOKIE = "look";

/**
 * The look is data-mode, data-theme and lang of <html>. It starts as the
 * document came, and is kept in a cookie for a year, unless the device is
 * shared: a terminal forgets it with the person.
 */
export function startLook(shared: boolean): Look {
  const root = document.documentElement;
  const mode = signal(root.dataset.mode ?? "standard");
  const theme = signal(root.dataset.theme ?? "light");
  const lang = signal<Lang>(root.lang === "en" ? "en" : "zh");
  const keep = () => {
    root.dataset.mode = mode.value;
    root.dataset.theme = theme.value;
    root.lang = lang.value === "en" ? "en" : "zh-CN";
    if (shared) return;
    const base = root.dataset.base ?? "/";
    document.cookie = `${LOOK_COOKIE}=${mode.value}.${theme.value}.${lang.value}; path=${base}; max-age=31536000; samesite=lax`;
  };
  return {
    mode, theme, lang,
    setMode: (v) => { mode.value = v; keep(); },
    setTheme: (v) => { theme.value = v; keep(); },
    setLang: (v) => { lang.value = v; keep(); },
  };
}
