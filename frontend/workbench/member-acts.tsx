import { useId, useState } from "preact/hooks";
import type { ComponentChildren } from "preact";
import { Button } from "../parts/button";
import { Dialog, Drawer } from "../parts/dialog";
import { Note } from "../parts/notices";
import { errorOf, sayOf } from "../desk/seat";
import { useBench } from "./app";
import { change, type Member, type MemberPage, type RolesPage } from "./members-api";
import { useWork } from "./words";

interface ActProps {
  onClose: () => void;
  onDone: (m: MemberPage) => void;
}

/** A small form in a drawer: what is wrong stands above it, in the words of the server. */
function Form({ title, onClose, onSend, children }: { title: string; onClose: () => void; onSend: (d: FormData) => Promise<void>; children: ComponentChildren }) {
  const w = useWork();
  const [fault, setFault] = useState("");
  const [busy, setBusy] = useState(false);
  const send = async (e: SubmitEvent) => {
    e.preventDefault();
    if (busy) return;
    setBusy(true);
    setFault("");
    try {
      await onSend(new FormData(e.currentTarget as HTMLFormElement));
    } catch (x) {
      setFault(sayOf(errorOf(x), w));
      setBusy(false);
    }
  };
  return (
    <Drawer title={title} onClose={onClose}>
      <form class="staff__form" onSubmit={(e) => void send(e)}>
        {fault && <Note kind="no" icon="alert" role="alert">{fault}</Note>}
        {children}
        <div class="staff__acts"><Button type="submit" kind="primary" busy={busy}>{w.staff.send}</Button><Button onClick={onClose}>{w.staff.cancel}</Button></div>
      </form>
    </Drawer>
  );
}

function Field({ name, label, hint, type = "text" }: { name: string; label: string; hint?: string; type?: "text" | "date" }) {
  const id = useId();
  return (
    <div class="staff__field">
      <label for={id}>{label}</label>
      {hint && <small class="muted" id={`${id}-hint`}>{hint}</small>}
      {type === "date"
        ? <input class="input" id={id} name={name} type="date" aria-describedby={hint ? `${id}-hint` : undefined} />
        : <input class="input" id={id} name={name} aria-describedby={hint ? `${id}-hint` : undefined} />}
    </div>
  );
}

function Pick({ name, label, options, onPick }: { name: string; label: string; options: { id: string; title: string }[]; onPick?: (id: string) => void }) {
  const id = useId();
  return (
    <div class="staff__field">
      <label for={id}>{label}</label>
      <select class="input" id={id} name={name} onChange={(e) => onPick?.(e.currentTarget.value)}>{options.map((o) => <option key={o.id} value={o.id}>{o.title}</option>)}</select>
    </div>
  );
}

/** Role, where it holds, and from when until when. */
function PostFields({ may }: { may: RolesPage }) {
  const s = useWork().staff;
  const roles = may.roles.filter((r) => r.give);
  const [role, setRole] = useState(roles[0]?.role ?? "");
  const bound = roles.find((r) => r.role === role)?.bound;
  return (
    <>
      <Pick name="role" label={s.role} options={roles.map((r) => ({ id: r.role, title: r.title }))} onPick={setRole} />
      {bound === "office" && <Pick name="office" label={s.office} options={may.offices} />}
      {bound === "department" && <Pick name="department" label={s.department} options={may.departments} />}
      {bound === "town" && <Pick name="townOf" label={s.town} options={may.towns} />}
      <div class="staff__days"><Field name="from" label={s.firstDay} type="date" /><Field name="until" label={s.lastDay} hint={s.lastDayHint} type="date" /></div>
    </>
  );
}

const text = (d: FormData, name: string) => String(d.get(name) ?? "").trim();

function postOf(d: FormData): Record<string, string> {
  const parts = { role: text(d, "role"), office: text(d, "office"), department: text(d, "department"), town: text(d, "townOf"), from: text(d, "from"), until: text(d, "until") };
  return Object.fromEntries(Object.entries(parts).filter(([, v]) => v));
}

/** Somebody begins to work here. */
export function Join({ may, onClose, onDone }: ActProps & { may: RolesPage }) {
  const s = useWork().staff;
  const { api } = useBench();
  const everywhere = may.roles.every((r) => r.give);
  const towns = may.towns.filter((t) => everywhere || may.offices.some((o) => o.town === t.id));
  return (
    <Form title={s.joinTitle} onClose={onClose} onSend={async (d) => {
      const body = { account: text(d, "account"), name: text(d, "name"), title: text(d, "title"), town: text(d, "town"), posts: [postOf(d)] };
      onDone(await change(api, "", "", body));
    }}>
      <Field name="account" label={s.account} hint={s.accountHint} />
      <Field name="name" label={s.name} />
      <Field name="title" label={s.titleOf} hint={s.titleHint} />
      <Pick name="town" label={s.town} options={everywhere ? [{ id: "", title: s.district }, ...towns] : towns} />
      <PostFields may={may} />
    </Form>
  );
}

export function Give({ member, may, onClose, onDone }: ActProps & { member: Member; may: RolesPage }) {
  const s = useWork().staff;
  const { api } = useBench();
  return (
    <Form title={s.giveTitle(member.name)} onClose={onClose} onSend={async (d) => {
      onDone(await change(api, member.account, "posts", { version: member.version, posts: [postOf(d)] }));
    }}>
      <PostFields may={may} />
    </Form>
  );
}

export function Absent({ member, onClose, onDone }: ActProps & { member: Member }) {
  const s = useWork().staff;
  const { api } = useBench();
  return (
    <Form title={s.absentTitle(member.name)} onClose={onClose} onSend={async (d) => {
      onDone(await change(api, member.account, "leaves", { version: member.version, from: text(d, "from"), until: text(d, "until"), deputy: text(d, "deputy") }));
    }}>
      <div class="staff__days"><Field name="from" label={s.firstDay} type="date" /><Field name="until" label={s.lastDay} type="date" /></div>
      <Field name="deputy" label={s.deputy} hint={s.deputyHint} />
    </Form>
  );
}

export function Depart({ member, onClose, onDone }: ActProps & { member: Member }) {
  const w = useWork();
  const s = w.staff;
  const { api } = useBench();
  const [fault, setFault] = useState("");
  const [busy, setBusy] = useState(false);
  const go = async () => {
    setBusy(true);
    try {
      onDone(await change(api, member.account, "departure", { version: member.version }));
    } catch (e) {
      setFault(sayOf(errorOf(e), w));
      setBusy(false);
    }
  };
  return (
    <Dialog title={s.departTitle(member.name)} stay={s.departStay} go={s.departGo} onStay={onClose} onGo={() => void go()} busy={busy}>
      <p>{s.departSay}</p>
      {fault && <Note kind="no" icon="alert" role="alert">{fault}</Note>}
    </Dialog>
  );
}
