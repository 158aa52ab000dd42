import { useState } from "preact/hooks";
import type { MaterialState as Word, Plan, PlanMaterial } from "../core/contract";
import { ButtonLink } from "../parts/button";
import { Choices, type Option } from "../parts/choice";
import { FileDrop, FileRow } from "../parts/file-row";
import { Materials, type MaterialItem, type MaterialState } from "../parts/material";
import { useWords } from "../parts/words";
import type { Messages } from "../parts/messages/zh";
import { useForm, type Form } from "./context";
import { sizeText } from "./format";
import { FormPage } from "./frame";
import type { PaperWords } from "./paper-words";
import { domId, materialAt } from "./outline";
import { Pages } from "./pages";
import { materialTitle } from "./rail";
import { AskToSign } from "./signing";
import { waitsFor } from "./verdict";
import { usePaperWords } from "./paper-words";

/** What the server would not take is said before it is sent. */
function refusal(m: PlanMaterial, file: File, w: PaperWords): string {
  const type = /\.([a-z0-9]+)$/i.exec(file.name)?.[1]?.toLowerCase().replace("jpeg", "jpg") ?? "";
  const taken = m.types?.map((t) => t.replace("jpeg", "jpg")) ?? [];
  if (taken.includes("jpg")) taken.push("heic", "heif"); // the same picture, as phones take it
  if (m.types?.length && type && !taken.includes(type)) return w.wrongType(m.types.join(w.comma));
  return m.maxMB && file.size > m.maxMB * 1024 * 1024 ? w.tooBig(m.maxMB) : "";
}

/** 交材料: four groups, each material in the state that evaluation gives it. */
export function MaterialsStep({ onLeave }: { onLeave: () => void }) {
  const fw = usePaperWords();
  const w = useWords();
  const form = useForm();
  const { session, go } = form;
  const state = session.state.value;
  const paths = Object.keys(state.materials ?? {});
  const order = new Map(session.plan.materials?.map((m, i) => [m.id, i]));
  paths.sort((a, b) => order.get(a.replace(/\[.*/, ""))! - order.get(b.replace(/\[.*/, ""))! || (a < b ? -1 : 1));
  const items = paths.map((path) => itemOf(form, path, w, fw));
  return (
    <FormPage
      step="materials" nextLabel={form.screens ? fw.next : fw.nextTo(fw.steps.review)} onPrev={() => go({ step: "form" })} onLeave={onLeave}
      paths={() => paths.filter((p) => !state.materials?.[p]?.signer)} onNext={() => go({ step: "review" })}
    >
      <Materials items={items} />
      <p class="small muted">{fw.filesWhy}</p>
    </FormPage>
  );
}

const words: Record<Word["state"], MaterialState> = {
  needed: "upload", given: "uploaded", reused: "reused", made: "generated", promised: "promise", deferred: "later",
  not_needed: "unneeded", undecided: "unknown", to_be_found: "found-later",
};

function itemOf(form: Form, path: string, w: Messages, fw: PaperWords): MaterialItem {
  const { session } = form;
  const state = session.state.value;
  const s = state.materials![path]!;
  const m = materialAt(session.plan, path)!;
  const title = materialTitle(session.plan, state, path, fw);
  let word = words[s.state];
  const third = othersSign(form, s, m);
  if (third) word = "other-signs";
  else if (s.state === "needed" && m.made) word = "generated";
  else if (s.state === "needed" && s.promise) word = "promise";
  else if (s.state === "needed" && s.defer) word = "later";
  // A choice that was made stays a choice: one may still change it.
  else if (s.state === "given" && (s.promise || s.defer)) word = s.promise ? "promise" : "later";
  const { returned } = session;
  const kept = !!returned?.locked?.includes(`materials.${path}`);
  const asked = returned?.parts?.filter((p) => p.path === `materials.${path}`).map((p) => fw.partMend(p.reason, p.mend)).join(fw.comma);
  const takes = !kept && (word === "upload" || word === "uploaded" || word === "promise" || word === "later" || (s.state === "not_needed" && m.welcome) || (s.state === "undecided" && !m.made));
  return {
    id: domId(path), title, state: word,
    line: [asked, kept ? fw.partLocked : lineOf(form, s, m, w, fw)].filter(Boolean).join(" · "),
    evidence: s.evidence && s.evidence.number ? {
      name: s.evidence.title, number: s.evidence.number,
      line: [s.evidence.issuer, fw.until(s.evidence.until ?? ""), s.evidence.trust && fw.trust(s.evidence.trust)].filter(Boolean).join(" · "),
    } : undefined,
    onWhy: () => form.why(`materials.${path}`, title),
    act: m.template && takes ? <ButtonLink small kind="quiet" href={m.template}>{fw.fillTemplate}</ButtonLink> : undefined,
    body: takes ? <Body path={path} m={m} s={s} title={title} /> : third && opensRecord(session.plan, m.id) ? <AskToSign path={path} title={title} /> : undefined,
  };
}

/** Somebody who is neither here nor the applicant has to sign it. */
function othersSign(form: Form, s: Word, m: PlanMaterial): boolean {
  const { user, applicant } = form.session.input.value;
  return s.state === "needed" && !!m.made && !!s.signer && s.signer !== user.no && s.signer !== applicant.no;
}

/** Its signature lets a record of the signer be looked up: that can be given from elsewhere. */
function opensRecord(plan: Plan, material: string): boolean {
  const facts = [...(plan.facts ?? []), ...plan.fields.flatMap((f) => f.facts ?? [])];
  return facts.some((f) => f.consent?.material === material);
}

function lineOf(form: Form, s: Word, m: PlanMaterial, w: Messages, fw: PaperWords): string {
  const { session } = form;
  switch (s.state) {
    case "reused": {
      const { title = "", record, number, at } = s.evidence ?? {};
      if (!record) return fw.reusedOthers(title); // somebody else's: which one it is stays on the server
      return number ? "" : fw.reusedBy(title, at);
    }
    case "made": return s.signer ? `${fw.generated}${fw.generatedSigned}` : fw.generated;
    case "not_needed": return m.welcome ? fw.welcome : fw.notNeededNow;
    case "undecided": {
      const on = waitsFor(form, session.state.value, s.missing);
      const letters = (s.missing ?? []).filter((n) => n.startsWith("consent:")).map((n) => materialAt(session.plan, n.slice("consent:".length))?.title ?? n);
      return on.questions.length > 0 ? fw.undecidedBy(on.questions.join(w.comma))
        : letters.length > 0 ? fw.undecidedConsent(letters.join(w.comma))
        : fw.undecidedSource(on.sources.join(w.comma));
    }
    case "to_be_found": return fw.toBeFound;
  }
  if (m.made) return othersSign(form, s, m) ? fw.otherSigns : fw.generatedSign;
  if (s.promise) return s.promise;
  return [session.text(m.help), fw.formats((m.types ?? []).join(fw.comma), m.maxMB)].filter(Boolean).join(fw.stop);
}

/** What is there, a place for more, and the other ways: promise, later, on paper. */
function Body({ path, m, s, title }: { path: string; m: PlanMaterial; s: Word; title: string }) {
  const form = useForm();
  const { session, camera } = form;
  const { uploads } = session;
  const fw = usePaperWords();
  const input = session.input.value;
  const files = session.files.value[path] ?? [];
  const sending = uploads.list.value.filter((u) => u.material === path);
  const brought = !!input.given?.includes(path) && files.length === 0;
  const paper = !!m.originals && session.state.value.visits.max > 0;
  const ways: Option[] = [
    { code: "now", text: fw.uploadNow },
    ...(s.promise ? [{ code: "promised", text: fw.promiseIt, hint: fw.promiseHint }] : []),
    ...(s.defer ? [{ code: "deferred", text: fw.deferIt, hint: fw.deferHint(fw.spans[m.defer?.within.unit ?? "wd"](m.defer?.within.n ?? 0)) }] : []),
    ...(paper ? [{ code: "brought", text: fw.bringPaper, hint: fw.bringHint(m.originals!) }] : []),
  ];
  const [wanted, setWanted] = useState("");
  const way = s.state === "promised" ? "promised" : s.state === "deferred" ? "deferred" : brought ? "brought" : files.length > 0 || sending.length > 0 ? "now" : wanted;
  const choose = (next: string | undefined) => {
    setWanted(next ?? "");
    for (const list of ["promised", "deferred", "brought"] as const) {
      if (next === list || way === list) session.put(list, [path], next === list);
    }
  };
  const pick = (list: File[]) => { for (const file of list) uploads.begin(path, file, refusal(m, file, fw)); };
  const many = ways.length > 1;
  const id = `${domId(path)}-file`;
  return (
    <div class="stack-s">
      {m.anyOf && m.anyOf.length > 0 && (
        <fieldset class="field">
          <legend class="small">{fw.formOf}</legend>
          <Choices name={`${id}-form`} options={m.anyOf.map((a, i) => ({ code: a, text: m.anyOfSaid?.[i] ?? a }))} value={s.formOf ? [s.formOf] : []} onChange={([a]) => session.pick("formOf", path, a ?? null)} />
        </fieldset>
      )}
      {many && <fieldset class="field"><legend class="sr-only">{title}</legend><Choices name={`${id}-way`} options={ways} value={way ? [way] : []} onChange={([v]) => choose(v)} /></fieldset>}
      {files.length > 0 && <Pages path={path} files={files} title={title} pdf={!m.types?.length || m.types.includes("pdf")} onRetake={(file) => uploads.begin(path, file, refusal(m, file, fw))} />}
      {sending.map((u) => (
        <FileRow key={u.id} name={u.file.name} size={sizeText(u.file.size)}
          file={u.failed ? { state: "failed", say: u.say || fw.uploadFailed } : { state: u.paused ? "held" : u.offline ? "paused" : "sending", percent: u.percent }}
          onCancel={() => uploads.drop(u.id)} onPause={() => uploads.pause(u.id)} onRetry={() => uploads.retry(u.id)} onReplace={() => uploads.drop(u.id)} />
      ))}
      {(!many || way === "now") && (
        <FileDrop id={id} multiple label={title} camera={camera} accept={[...(m.types ?? []), ...(m.types?.includes("jpg") ? ["heic", "heif"] : [])].map((t) => `.${t}`).join(",")} onFiles={pick} />
      )}
    </div>
  );
}
