import { useState } from "preact/hooks";
import { Button, ButtonLink, TextButton } from "../parts/button";
import { Icon } from "../parts/icon/icon";
import { Note } from "../parts/notices";
import { Seg } from "../parts/seg";
import { useLoad, useTitle } from "../desk/seat";
import { useBench } from "./app";
import { Shell, type Shortcut } from "./frame";
import { Absent, Depart, Give, Join } from "./member-acts";
import { change, member, members, roles, type Member, type MemberPage, type Post, type RolesPage } from "./members-api";
import { errorOf, sayOf } from "../desk/seat";
import { Blank, Failed, Waiting } from "../desk/states";
import { useWork } from "./words";

const shortcuts: Shortcut[] = [[["?"], "help"]];

/** The directory of staff: who works where, as what. */
export function MembersScreen() {
  const w = useWork();
  const s = w.staff;
  const { router } = useBench();
  useTitle(s.members);
  const [joining, setJoining] = useState(false);
  const search = router.search.value;
  const asked = { q: search.get("q") ?? "", role: search.get("role") ?? "", left: search.get("left") === "true", page: Number(search.get("page") ?? 1) || 1 };
  const chosen = search.get("who") ?? "";
  const go = (part: Record<string, string>) => {
    const next = new URLSearchParams(search);
    for (const [k, v] of Object.entries(part)) if (v) next.set(k, v); else next.delete(k);
    router.go(`/members${next.size ? `?${next}` : ""}`, true);
  };
  const list = useLoad(`members ${JSON.stringify(asked)}`, (api) => members(api, asked));
  const table = useLoad("roles", (api) => roles(api));
  const may = table.state === "here" ? table.data : null;
  const place = <div class="crumbs"><h1 tabIndex={-1}>{s.members}</h1>{list.state === "here" && <span class="muted">{s.count(list.data.total)}</span>}</div>;
  const tools = may && may.roles.some((r) => r.give) && <Button kind="primary" small icon="plus" onClick={() => setJoining(true)}>{s.join}</Button>;
  return (
    <Shell place={place} tools={tools} shortcuts={shortcuts}>
      <div class="staff">
        <section class="staff__list" aria-label={s.members}>
          <form class="staff__find" role="search" onSubmit={(e) => { e.preventDefault(); go({ q: String(new FormData(e.currentTarget).get("q") ?? ""), page: "" }); }}>
            <label class="staff__box"><span class="sr-only">{s.search}</span><Icon name="search" /><input class="input" name="q" value={asked.q} placeholder={s.search} /></label>
            <label class="staff__pick"><span class="sr-only">{s.role}</span>
              <select class="input" value={asked.role} onChange={(e) => go({ role: e.currentTarget.value, page: "" })}>
                <option value="">{s.anyRole}</option>
                {may?.roles.map((r) => <option key={r.role} value={r.role}>{r.title}</option>)}
              </select>
            </label>
            <Seg label={s.which} options={[{ code: "", text: s.here }, { code: "true", text: s.left }]} value={asked.left ? "true" : ""} onChange={(v) => go({ left: v, page: "", who: "" })} />
          </form>
          {list.state === "waiting" && <Waiting lines={10} />}
          {list.state === "failed" && <Failed error={list.error} onAgain={list.again} />}
          {list.state === "here" && (list.data.members.length === 0 ? <Blank icon="people" title={s.nobody} line={s.nobodyHint} /> : (
            <div class="scroll" tabIndex={0} role="region" aria-label={s.members}>
              <table class="grid">
                <thead><tr><th scope="col">{s.columns.name}</th><th scope="col">{s.columns.posts}</th><th scope="col">{s.columns.status}</th></tr></thead>
                <tbody>
                  {list.data.members.map((m) => (
                    <tr key={m.account} aria-selected={m.account === chosen}>
                      <td><TextButton label={m.name} onClick={() => go({ who: m.account })}><b>{m.name}</b></TextButton><small class="muted block">{m.title}</small></td>
                      <td><Posts posts={m.posts} /></td>
                      <td><Now member={m} /></td>
                    </tr>
                  ))}
                </tbody>
              </table>
              {list.data.total > list.data.size && (
                <div class="staff__pages">
                  {asked.page > 1 && <Button small icon="back" onClick={() => go({ page: String(asked.page - 1) })}>{w.prevPage}</Button>}
                  <span class="muted">{w.pageOf(asked.page, Math.ceil(list.data.total / list.data.size))}</span>
                  {asked.page * list.data.size < list.data.total && <Button small after="next" onClick={() => go({ page: String(asked.page + 1) })}>{w.nextPage}</Button>}
                </div>
              )}
            </div>
          ))}
        </section>
        <aside class="staff__one" aria-label={s.posts}>
          {chosen && may ? <One key={chosen} account={chosen} may={may} onChanged={list.again} /> : <Blank icon="person" title={s.choose} />}
        </aside>
      </div>
      {joining && may && <Join may={may} onClose={() => setJoining(false)} onDone={({ member: m }) => { setJoining(false); list.again(); go({ who: m.account, q: "", left: "" }); }} />}
    </Shell>
  );
}

/** The roles that somebody has now, with where. */
function Posts({ posts }: { posts: Post[] }) {
  const s = useWork().staff;
  const by = new Map<string, Post[]>();
  for (const p of posts) if (p.status !== "ended") by.set(p.title, [...(by.get(p.title) ?? []), p]);
  if (by.size === 0) return <span class="muted">{s.noPosts}</span>;
  return <>{[...by].map(([title, list]) => <span key={title} class="staff__post"><span class="tag tag--held">{title}</span> {s.places(list[0]!.at ?? s.wholeDistrict, list.length)}</span>)}</>;
}

function Now({ member: m }: { member: Member }) {
  const s = useWork().staff;
  const leave = m.leaves.find((l) => l.status === "now");
  if (m.left) return <span class="tag">{s.leftOn(m.left)}</span>;
  if (leave) return <span class="tag tag--wait">{s.away(leave.until, leave.deputy ?? "")}</span>;
  return <span class="tag tag--yes">{s.now}</span>;
}

/** One member with every act; what is closed says why. */
function One({ account, may, onChanged }: { account: string; may: RolesPage; onChanged: () => void }) {
  const w = useWork();
  const s = w.staff;
  const bench = useBench();
  const loaded = useLoad(`member ${account}`, (api) => member(api, account));
  const [act, setAct] = useState<"" | "give" | "absent" | "depart">("");
  const [fault, setFault] = useState("");
  const [busy, setBusy] = useState(false);
  // What was answered stands at once: another act on what it was before would be refused as overtaken.
  const done = (now: MemberPage) => { setAct(""); setFault(""); bench.news.value = s.done; loaded.put(now); onChanged(); };
  if (loaded.state === "waiting") return <Waiting lines={8} />;
  if (loaded.state === "failed") return <Failed error={loaded.error} onAgain={loaded.again} />;
  const { member: m, manage, why } = loaded.data;
  const closed = !manage || !!m.left;
  const send = async (what: string, body: Record<string, unknown>) => {
    if (busy) return;
    setBusy(true);
    setFault("");
    try {
      done(await change(bench.api, account, what, { version: m.version, ...body }));
    } catch (e) {
      setFault(sayOf(errorOf(e), w));
    } finally {
      setBusy(false);
    }
  };
  const live = m.posts.filter((p) => p.status !== "ended");
  const over = m.posts.length - live.length;
  return (
    <div class="staff__card">
      <header><i class="staff__face" aria-hidden="true">{[...m.name][0]}</i><div><h2>{m.name}</h2><p class="muted">{m.title}</p><p class="tiny">{s.account} {m.account}</p></div></header>
      {closed && <Note kind="plain" icon="lock">{m.left ? s.leftOn(m.left) : why}</Note>}
      {fault && <Note kind="no" icon="alert" role="alert">{fault}</Note>}
      <div class="staff__acts">
        <Button small icon="plus" busy={closed} onClick={() => setAct("give")}>{s.give}</Button>
        <Button small icon="cal" busy={closed} onClick={() => setAct("absent")}>{s.absent}</Button>
        <Button small kind="danger" icon="power" busy={closed} onClick={() => setAct("depart")}>{s.depart}</Button>
      </div>
      <h3>{s.posts}</h3>
      {live.length === 0 && <p class="muted">{s.noPosts}</p>}
      <ul class="staff__posts">
        {live.map((p) => (
          <li key={p.id}>
            <span><b>{p.title}</b> {p.at ?? s.wholeDistrict}<small class="muted block">{p.until ? s.period(p.from, p.until) : `${s.from(p.from)}${w.then}${s.open}`}{w.then}{s.status[p.status]}</small></span>
            {!closed && <Button small kind="quiet" busy={busy} label={s.endPost(`${p.title} ${p.at ?? ""}`)} onClick={() => void send("posts", { end: [p.id] })}>{s.end}</Button>}
          </li>
        ))}
      </ul>
      {over > 0 && <p class="tiny">{s.ended(over)}</p>}
      {m.leaves.length > 0 && <h3>{s.leaves}</h3>}
      <ul class="staff__posts">
        {m.leaves.map((l) => (
          <li key={l.id}>
            <span>{s.leaveLine(l.from, l.until)}<small class="muted block">{l.deputy ? s.deputyIs(l.deputy) : s.noDeputy}</small></span>
            {!closed && l.status !== "ended" && <Button small kind="quiet" busy={busy} onClick={() => void send(`leaves/${l.id}/end`, {})}>{s.backNow}</Button>}
          </li>
        ))}
      </ul>
      {act === "give" && <Give member={m} may={may} onClose={() => setAct("")} onDone={done} />}
      {act === "absent" && <Absent member={m} onClose={() => setAct("")} onDone={done} />}
      {act === "depart" && <Depart member={m} onClose={() => setAct("")} onDone={done} />}
    </div>
  );
}

/** A link to whoever has a role. */
export function WhoHas({ role }: { role: string }) {
  const s = useWork().staff;
  const { router } = useBench();
  return <ButtonLink small icon="people" href={router.href(`/members?role=${role}`)}>{s.whoHas}</ButtonLink>;
}
