import type { ComponentChildren } from "preact";
import { Button, TextButton } from "./button";
import { cx } from "./classes";
import { OriginLine, type FieldOrigin } from "./field-frame";
import { useWords } from "./words";

/** One value that the government holds. */
export interface HeldRow {
  id: string;
  title: string;
  value: ComponentChildren;
  origin: FieldOrigin;
  onDispute?: () => void;
  onWithdraw?: () => void;
  onConfirm?: () => void;
  onTell?: () => void;
  told?: string;
}

/** A section that is wholly prefilled: read it, and say yes once. Six confirmations are never asked one by one. */
export function HeldList({ rows, onConfirm, busy }: { rows: HeldRow[]; onConfirm?: () => void; busy?: boolean }) {
  const w = useWords();
  return (
    <div class="held-list">
      <dl>
        {rows.map((r) => {
          const disputed = r.origin.state === "disputed";
          const press = disputed ? r.onWithdraw : r.onDispute;
          return (
            <div class={cx("held", disputed && "held--disputed")} id={r.id} key={r.id}>
              <dt>{r.title}</dt>
              <dd>
                {r.value}
                <OriginLine origin={r.origin} title={r.title} {...(disputed && { onTell: r.onTell, told: r.told, onConfirm: r.onConfirm })} />
              </dd>
              <dd class="held__act">
                {press && (
                  <TextButton label={`${disputed ? w.withdrawDispute : w.wrong}${w.colon}${r.title}`} onClick={press}>
                    {disputed ? w.withdraw : w.wrong}
                  </TextButton>
                )}
              </dd>
            </div>
          );
        })}
      </dl>
      {onConfirm && (
        <div class="held-list__foot">
          <Button kind="confirm" small icon="check" busy={busy} onClick={onConfirm}>{w.allRight(rows.length)}</Button>
          <span class="small muted">{w.heldHelp}</span>
        </div>
      )}
    </div>
  );
}
