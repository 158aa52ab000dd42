import { useState } from "preact/hooks";
import { useLoad, useTitle } from "../desk/seat";
import { Shell, type Shortcut } from "./frame";
import { WhoHas } from "./members";
import { roles, type RolesPage } from "./members-api";
import { Blank, Failed, Waiting } from "../desk/states";
import { useWork } from "./words";

const shortcuts: Shortcut[] = [[["?"], "help"]];

/** Who may do what: the table of permission, as it is checked. */
export function RolesScreen() {
  const s = useWork().staff;
  useTitle(s.rolesTitle);
  const [chosen, choose] = useState("");
  const loaded = useLoad("roles", (api) => roles(api));
  const place = <div class="crumbs"><h1 tabIndex={-1}>{s.rolesTitle}</h1>{loaded.state === "here" && <span class="muted">{s.rolesCount(loaded.data.roles.length)}</span>}</div>;
  return (
    <Shell place={place} shortcuts={shortcuts} foot={<span class="muted">{s.cellHelp}</span>}>
      {loaded.state === "waiting" && <Waiting lines={12} />}
      {loaded.state === "failed" && <Failed error={loaded.error} onAgain={loaded.again} />}
      {loaded.state === "here" && <Table page={loaded.data} chosen={chosen} choose={choose} />}
    </Shell>
  );
}

/** Scrolls a role's column out from under the titles of the rows and the card beside the table: the head sticks, and browsers don't scroll to what sticks. */
function inSight(role: HTMLElement) {
  const table = role.closest<HTMLElement>(".scroll");
  const column = role.closest("th");
  if (!table || !column) return;
  const { left, right } = column.getBoundingClientRect();
  const view = table.getBoundingClientRect();
  const titles = table.querySelector('tbody th[scope="row"]')?.getBoundingClientRect().width ?? 0;
  if (right > view.left + table.clientWidth) table.scrollLeft += right - view.left - table.clientWidth;
  else if (left < view.left + titles) table.scrollLeft -= view.left + titles - left;
}

function Table({ page, chosen, choose }: { page: RolesPage; chosen: string; choose: (role: string) => void }) {
  const s = useWork().staff;
  const role = page.roles.find((r) => r.role === chosen);
  const kinds = [...new Set(page.acts.map((a) => a.of))];
  return (
    <div class="staff staff--roles">
      <div class="scroll" tabIndex={0} role="region" aria-label={s.rolesTitle}>
        <table class="grid rights">
          <thead>
            <tr><th scope="col">{s.act}</th>{page.roles.map((r) => (
              <th key={r.role} scope="col" aria-selected={r.role === chosen}><button type="button" aria-pressed={r.role === chosen} onFocus={(e) => inSight(e.currentTarget)} onClick={() => choose(r.role)}>{r.title}</button></th>
            ))}</tr>
          </thead>
          {kinds.map((kind) => (
            <tbody key={kind}>
              <tr class="rights__kind"><th scope="colgroup" colSpan={page.roles.length + 1}>{kind}</th></tr>
              {page.acts.filter((a) => a.of === kind).map((a) => (
                <tr key={a.act}><th scope="row">{a.title}</th>{page.roles.map((r) => {
                  const where = a.roles[r.role];
                  return <td key={r.role} data-chosen={r.role === chosen || undefined}>{where && <span class={`right right--${where}`}>{s.cell[where]}</span>}</td>;
                })}</tr>
              ))}
            </tbody>
          ))}
        </table>
      </div>
      <aside class="staff__one" aria-label={s.role}>
        {role ? (
          <div class="staff__card">
            <header><div><h2>{role.title}</h2></div></header>
            <h3>{s.mayDo}</h3>
            <ul class="staff__posts">{page.acts.filter((a) => a.roles[role.role]).map((a) => <li key={a.act}><span>{a.title}</span><span class="muted">{s.cell[a.roles[role.role]!]}</span></li>)}</ul>
            <h3>{s.clashes}</h3>
            {role.clashes.length === 0 ? <p class="muted">{s.noClash}</p> : <ul class="staff__clashes">{role.clashes.map((c) => <li key={c}>{c}</li>)}</ul>}
            <WhoHas role={role.role} />
          </div>
        ) : <Blank icon="shield" title={s.rolesTitle} line={s.cellHelp} />}
      </aside>
    </div>
  );
}
