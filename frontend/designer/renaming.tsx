import { useState } from "preact/hooks";
import { ApiError } from "../core/api";
import { Button } from "../parts/button";
import { renameTo, type Renamed } from "./api";
import { useEditing } from "./app";
import { placeText } from "./deleting";
import { handleOf, join, parentOf, at, nameOf } from "./model/tree";
import { Panel } from "./panel";
import { useStudioWords } from "./words";

/** Another id for an entry: what names it follows, and is seen before. */
export default function Renaming() {
  const e = useEditing();
  const w = useStudioWords();
  const path = e.renaming.value;
  const was = idAt(e, path);
  const [to, setTo] = useState(was);
  const [asked, setAsked] = useState("");
  const [found, setFound] = useState<Renamed | null>(null);
  const [refused, setRefused] = useState("");
  const [busy, setBusy] = useState(false);
  const close = () => { e.renaming.value = ""; };
  const wanted = to.trim();

  const mine = (f: { file: string }) => (f.file === e.doc.file ? 0 : 1);

  const see = async () => {
    setBusy(true);
    setRefused("");
    setFound(null);
    try {
      await e.doc.flush();
      const got = await renameTo(e.studio.api, e.doc.id, path, wanted);
      setFound({ ...got, files: [...got.files].sort((a, b) => mine(a) - mine(b)) }); // the definition first
      setAsked(wanted);
    } catch (err) {
      setRefused(err instanceof ApiError ? err.fields["body.to"] ?? err.say : String(err));
    } finally {
      setBusy(false);
    }
  };
  const take = (r: Renamed) => {
    if (!e.step(r.files.flatMap((f) => f.commands.map((command) => ({ file: f.file, command }))), w.labels.renamed(e.titleOf(path), asked))) return setRefused(w.renameMoved);
    close();
    e.select(join(parentOf(path), nameOf(path).startsWith("#") ? `#${asked}` : asked));
    e.say(w.renamedSaid(count(r)));
  };
  const ready = found && asked === wanted ? found : null;
  return (
    <Panel title={w.renameId(e.titleOf(path))} onClose={close}>
      <form class="rename" onSubmit={(ev) => { ev.preventDefault(); if (!busy && wanted && wanted !== was) void (ready ? take(ready) : see()); }}>
        <label class="rename__id"><span>{w.theId}</span><input class="input" value={to} maxLength={60} spellcheck={false} autocapitalize="off" autocomplete="off" aria-describedby="rename-hint" aria-invalid={refused !== "" || undefined} onInput={(ev) => { setTo(ev.currentTarget.value); setRefused(""); }} /></label>
        <p class="muted" id="rename-hint">{w.idHint}</p>
        {refused && <p class="rename__no" role="alert">{refused}</p>}
        {ready && <Places renamed={ready} />}
        <div class="panel-foot">
          <Button kind="primary" type="submit" busy={busy || !wanted || wanted === was}>{ready ? w.renameAll(count(ready)) : w.renameSee}</Button>
          <Button kind="quiet" onClick={close}>{w.cancel}</Button>
        </div>
      </form>
    </Panel>
  );
}

/** Where something is said otherwise then, file by file. */
function Places({ renamed }: { renamed: Renamed }) {
  const e = useEditing();
  const w = useStudioWords();
  return (
    <div class="rename__places" tabIndex={0} role="group" aria-label={w.renamePlaces(count(renamed))}>
      {renamed.files.map((f) => (
        <section key={f.file}>
          <h3>{w.fileKind(f.file)} <small class="muted">{w.places(f.places.length)}</small></h3>
          <ul>
            {f.places.map((p) => <li key={p.path}><span class="clip">{/\/(id|section)$/.test(p.path) && f.file === e.doc.file ? w.theId : f.file === e.doc.file ? placeText(e.titleOf.bind(e), p.path, w) : placeOfFile(p.path)}</span><del>{p.was}</del><ins>{p.now}</ins></li>)}
          </ul>
        </section>
      ))}
    </div>
  );
}

const count = (r: Renamed) => r.files.reduce((n, f) => n + f.places.length, 0);

/** The id of an entry, as the file has it; "" where it has none. */
function idAt(e: ReturnType<typeof useEditing>, path: string): string {
  const t = at(e.doc.tree.peek() ?? undefined, path);
  return t && handleOf(t) || nameOf(path).replace(/^#/, "");
}

/** A place in a file of tests or texts: the name of the test, or the path of the text. */
const placeOfFile = (path: string) => path.slice(1).split("/").filter((p) => p !== "tests").map((p) => p.replace(/^#/, "").replaceAll("~1", "/").replaceAll("~0", "~")).slice(0, 2).join(" / ");
