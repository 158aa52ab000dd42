/** Twin of engine/eval/session.go: the same application, changed bit by bit. A form page hands in whole inputs and leaves this out. */
import type { Found, Input } from "../contract";
import { known } from "../value/value";
import { own, type FieldCell } from "./cells";
import { editWord, markOf } from "./fields";
import type { FieldProg } from "./program";
import { Session } from "./session";

type ListKey = "disputed" | "given" | "promised" | "deferred";
type MapKey = "confirmed" | "chosen" | "formOf" | "signed";

export class Editor extends Session {
  private change(part: Partial<Input>): void {
    this.told = { ...this.told, ...part };
    this.last = undefined;
  }

  /** Answers a field: JSON; null for “left blank on purpose”, undefined to take the answer back. A field that is none is left alone. */
  answer(id: string, raw: unknown): void {
    const i = this.prog.fields.findIndex((f) => f.def.id === id);
    if (i < 0) return;
    const answers = { ...this.told.answers };
    if (raw === undefined) delete answers[id];
    else answers[id] = raw;
    this.read(i, raw);
    this.change({ answers });
  }

  /** As answer, by the path that the state uses: form.area, or form.managers[r1].no for a cell of a row. */
  answerAt(path: string, raw: unknown): void {
    const m = /^form\.([^[]+)(?:\[([^\]]*)\]\.(.+))?$/.exec(path);
    if (!m) return;
    const [, id, row, column] = m;
    if (row === undefined || column === undefined) return this.answer(id!, raw);
    const rows = this.rowsOf(id!).map((r) => {
      if (r["_row"] !== row) return r;
      const changed = { ...r, [column]: raw };
      if (raw === undefined) delete changed[column];
      return changed;
    });
    // A row of a fixed table has no answer yet when its first cell is filled.
    if (!rows.some((r) => r["_row"] === row)) rows.push(raw === undefined ? { _row: row } : { _row: row, [column]: raw });
    this.answer(id!, rows);
  }

  /** The answered rows of a table, each with its _row. Add, remove and move rows by answering with a changed list. */
  rowsOf(id: string): Record<string, unknown>[] {
    const raw = own(this.told.answers, id);
    return Array.isArray(raw) ? [...(raw as Record<string, unknown>[])] : [];
  }

  /** Hands in what a source or licence answered under a key. */
  found(source: string, key: string, f: Found): void {
    this.change({ facts: { ...this.told.facts, [source]: { ...own(this.told.facts, source), [key]: f } } });
  }

  private mark(key: ListKey, path: string, on: boolean): void {
    this[key] = new Set(this[key]);
    if (on) this[key].add(path);
    else this[key].delete(path);
    this.change({ [key]: this[key].size ? [...this[key]] : undefined });
  }

  private put(key: MapKey, path: string, v: string | undefined): void {
    const map = { ...this.told[key] };
    if (v === undefined) delete map[path];
    else map[path] = v;
    this.change({ [key]: Object.keys(map).length ? map : undefined });
  }

  /** 没错 to a filled value, by path; nothing where none stands to be confirmed. */
  confirm(path: string, on = true): void {
    const mark = on ? this.markAt(path) : undefined;
    if (mark !== undefined || !on) this.put("confirmed", path, mark);
  }
  /** What 没错 at a path stands for now: the source of the filled value and the value. undefined where nothing stands to be confirmed. */
  markAt(path: string): string | undefined {
    this.state();
    let mark: string | undefined;
    const look = (f: FieldProg, c: FieldCell): void => {
      if (c.path === path && c.shown && known(c.fill) && editWord(f.def) === "confirm") mark = markOf(f, c);
    };
    this.prog.fields.forEach((f, i) => {
      look(f, this.fields[i]!);
      this.tables.get(i)?.rows.forEach((r) => f.columns.forEach((col, j) => look(col, r.cells[j]!)));
    });
    return mark;
  }
  /** 不对 to a locked value, by path. */
  dispute(path: string, on = true): void { this.mark("disputed", path, on); }
  /** A material is uploaded, or will be brought on paper. */
  give(material: string, on = true): void { this.mark("given", material, on); }
  /** A material is promised instead (告知承诺). */
  promise(material: string, on = true): void { this.mark("promised", material, on); }
  /** A material will be handed in later (容缺). */
  defer(material: string, on = true): void { this.mark("deferred", material, on); }
  /** Picks one of several records of a fact, by path; "none" for 不在其中, undefined to take the pick back. */
  choose(fact: string, record: string | undefined): void { this.put("chosen", fact, record); }
  /** Says which of its forms (any_of) a material comes in. */
  pickForm(material: string, form: string | undefined): void { this.put("formOf", material, form); }
  /** Notes whose signature a material has. */
  sign(material: string, no: string | undefined): void { this.put("signed", material, no); }
  /** 仍要提交. */
  insist(on = true): void { this.change({ insist: on || undefined }); }
  /** true: as the review page and the submission see it; false: as a draft. */
  submit(on = true): void { this.change({ submit: on }); }
}
