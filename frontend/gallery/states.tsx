import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { FieldFrame, type FieldOrigin } from "../parts/field-frame";
import { HeldList } from "../parts/held-list";
import { Choices } from "../parts/choice";
import { ErrorSummary } from "../parts/error-summary";
import { TextButton } from "../parts/button";
import { RowTable } from "../parts/row-table";
import { TextControl } from "../fields/control";
import { trades } from "./samples";

const registryOf = { name: "市场监管局登记库", on: "2026-11-20" };
const nothing = () => undefined;

/** A titled place of the gallery. */
export function Spec({ title, wide, children }: { title: string; wide?: boolean; children: ComponentChildren }) {
  return <section class={wide ? "wide" : undefined}><h2 class="spec">{title}</h2>{children}</section>;
}

function One({ id, title, start, origin, error, hint, warning }: {
  id: string; title: string; start: string; origin?: FieldOrigin; error?: string; hint?: string; warning?: string;
}) {
  const [value, set] = useState<string | null>(start || null);
  const text = origin && ["locked", "disputed", "computed"].includes(origin.state);
  return (
    <FieldFrame id={id} title={title} hint={hint} error={error} warning={warning} origin={origin} onConfirm={nothing} onChange={nothing}
      onRestore={nothing} onDispute={nothing} onWithdraw={nothing}>
      {(ids) => text ? <p class="strong">{value}</p> : (
        <TextControl {...ids} field={{ id, type: "text", title }} value={value} lang="zh"
          onChange={(v) => set(typeof v === "string" ? v : null)} />
      )}
    </FieldFrame>
  );
}

/** The nine states of a field. */
export function FieldStates() {
  const address = "佛山市南海区里水镇和顺示例路20号";
  return (
    <>
      <Spec title="字段 · 空 empty"><One id="s0" title="门店招牌名称" start="" /></Spec>
      <Spec title="字段 · 等您确认 awaiting"><One id="s1" title="经营地址" start={address} origin={{ state: "awaiting", source: registryOf }} /></Spec>
      <Spec title="字段 · 只是提示 hint"><One id="s1h" title="从业人数" start={address} origin={{ state: "awaiting", source: { ...registryOf, hint: true } }} /></Spec>
      <Spec title="字段 · 已确认 confirmed"><One id="s2" title="经营地址" start={address} origin={{ state: "confirmed", source: registryOf }} /></Spec>
      <Spec title="字段 · 改过 corrected（两个值都留着）">
        <One id="s3" title="单位联系电话" start="139****0008" origin={{ state: "corrected", was: "139****0007", source: { name: "您的账号", on: "2026-10-08" } }} />
      </Spec>
      <Spec title="字段 · 不能改 locked"><One id="s4" title="主体类型" start="个体工商户" origin={{ state: "locked", source: registryOf }} /></Spec>
      <Spec title="字段 · 说过不对 disputed"><One id="s5" title="经营者" start="阿依古丽•买买提" origin={{ state: "disputed", said: "间隔号应为“·”" }} /></Spec>
      <Spec title="字段 · 系统算的 computed"><One id="s6" title="从业人数" start="3人" origin={{ state: "computed", how: "系统按上表数的" }} /></Spec>
      <Spec title="字段 · 数据源没回应 source down"><One id="s7" title="健康证有效至" start="" origin={{ state: "down", source: { name: "疾控健康证库" } }} /></Spec>
      <Spec title="字段 · 出错 error"><One id="s8" title="食品处理区面积" start="860" hint="厨房加备餐间" error="要小于经营场所面积86平方米" /></Spec>
      <Spec title="字段 · 提醒 warn"><One id="s9" title="租赁期满日" start="2027-01-31" warning="离期满不到3个月，上门核查时会看续租的合同" /></Spec>
    </>
  );
}

/** A prefilled section, long choices, rows checked one by one, the error summary. */
export function Groups() {
  const [picked, pick] = useState<string[]>(["t0"]);
  return (
    <>
      <Spec title="整段预填：读一遍，点一次 held list" wide>
        <HeldList
          onConfirm={nothing}
          rows={[
            { id: "h1", title: "单位名称", value: "佛山市南海区古丽手抓饭店", origin: { state: "locked", source: registryOf }, onDispute: nothing },
            { id: "h2", title: "统一社会信用代码", value: "92440605MA90A0040F", origin: { state: "locked", source: registryOf }, onDispute: nothing },
            { id: "h3", title: "经营者", value: "阿依古丽•买买提", origin: { state: "disputed", said: "间隔号应为“·”" }, onWithdraw: nothing },
            { id: "h4", title: "单位联系电话", value: "139****0007", origin: { state: "filled", source: { name: "您的账号", on: "2026-10-08" } }, onDispute: nothing },
          ]}
        />
      </Spec>
      <Spec title="选项 · 多于7个：可以找 choice with search">
        <FieldFrame id="trade" title="经营什么？" group>
          {(ids) => <Choices name="trade" many options={trades} value={picked} onChange={pick} {...ids} />}
        </FieldFrame>
      </Spec>
      <Spec title="出错汇总 error summary">
        <ErrorSummary errors={[{ id: "s8", say: "食品处理区面积：要小于经营场所面积86平方米" }, { id: "s7", say: "请填健康证有效至哪一天" }]} />
      </Spec>
      <Spec title="表格 · 每行自己核对 rows" wide>
        <div class="card card--flush">
          <RowTable
            caption="从业人员，每行一人"
            columns={[{ id: "name", title: "姓名" }, { id: "no", title: "身份证号" }, { id: "post", title: "职务" }, { id: "health", title: "健康证有效至" }]}
            rows={[
              { id: "p1", name: "阿依古丽·买买提", cells: { name: <b>阿依古丽·买买提</b>, no: "6501**********9902", post: "食品安全员", health: "" },
                check: { state: "unknown", tag: "还没查到", say: "健康证库没有回应，正在重查，可以先往下填" }, onEdit: nothing },
              { id: "p2", name: "林嘉欣宁", cells: { name: <b>林嘉欣宁</b>, no: "4406**********9903", post: "服务员", health: "2027-03-02" }, onEdit: nothing },
              { id: "p3", name: "黄㛃珊", cells: { name: <b>黄㛃珊</b>, no: "4406**********9904", post: "厨工", health: "2026-10-09" },
                check: { state: "error", say: "已过期45天" }, act: <TextButton onClick={nothing}>上传新证</TextButton>, onEdit: nothing },
            ]}
            foot={<span class="small muted">共3人，其中持有效健康证1人（系统按上表数的）</span>}
          />
        </div>
      </Spec>
    </>
  );
}
