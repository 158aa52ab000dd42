import { useState } from "preact/hooks";
import { TextButton } from "../parts/button";
import { Icon } from "../parts/icon/icon";
import { errorOf, sayOf, sit } from "../desk/seat";
import { useBench } from "./app";
import { PURPOSES, search, type Purpose, type Query } from "./desk";
import { addressOf } from "./query";
import { useWork } from "./words";

/** Looks for cases. The words travel in a body and stay in this tab: no address and no log holds a person's number. */
export function Find({ input, query }: { input: { current: HTMLInputElement | null }; query: Query }) {
  const w = useWork();
  const bench = useBench();
  const { router, found } = bench;
  const [text, setText] = useState(query.found ? (found.value?.text ?? "") : "");
  const [purpose, setPurpose] = useState<Purpose>(found.value?.purpose ?? "handle");
  const [busy, setBusy] = useState(false);
  const go = async () => {
    const words = text.trim();
    if (busy) return;
    if (!words) return router.go(addressOf({ ...query, found: false }));
    setBusy(true);
    try {
      found.value = { text: words, purpose, got: await search(bench.api, words, purpose) };
      router.go(addressOf({ ...query, found: true }), query.found);
    } catch (e) {
      const error = errorOf(e);
      if (error.status === 401) void sit(bench, true).catch(() => undefined);
      else bench.news.value = sayOf(error, w);
    } finally {
      setBusy(false);
    }
  };
  const clear = () => { setText(""); found.value = null; router.go(addressOf({ ...query, found: false })); };
  return (
    <form class="find" role="search" onSubmit={(e) => { e.preventDefault(); void go(); }}>
      <Icon name="search" />
      <input ref={input} class="find__box" type="search" autocomplete="off" aria-label={w.search} placeholder={w.searchWide} title={w.searchNoted} maxLength={100} value={text} onInput={(e) => setText(e.currentTarget.value)}
        onKeyDown={(e) => { if (e.key === "Escape") { e.currentTarget.blur(); e.stopPropagation(); } }} />
      <select class="find__why" aria-label={w.searchFor} title={w.searchNoted} value={purpose} onChange={(e) => setPurpose(e.currentTarget.value as Purpose)}>
        {PURPOSES.map((p) => <option key={p} value={p}>{w.purposes[p]}</option>)}
      </select>
      {query.found && <TextButton onClick={clear}>{w.clearSearch}</TextButton>}
    </form>
  );
}
