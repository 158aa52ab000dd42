import { useState } from "preact/hooks";
import { Button, ButtonLink, TextButton } from "../parts/button";
import { Card } from "../parts/card";
import { Choices, Declaration } from "../parts/choice";
import { Dialog } from "../parts/dialog";
import { FileDrop, FileRow } from "../parts/file-row";
import { Keypad } from "../parts/keypad";
import { LicenceCard, Letter, LetterPoint } from "../parts/letter";
import { Materials } from "../parts/material";
import { Empty, Note, OfflineStrip, Refer, Skeleton, SourceDown } from "../parts/notices";
import { Seg } from "../parts/seg";
import { Steps } from "../parts/steps";
import { Tag } from "../parts/tag";
import { Tally } from "../parts/tally";
import { Timeline } from "../parts/timeline";
import { Toast } from "../parts/toast";
import { Verdict } from "../parts/verdict";
import { Facts, Visits } from "../parts/visits";
import { Because, WhyDrawer, type Clause } from "../parts/why";
import { Spec } from "./states";

const nothing = () => undefined;
const swatches = ["paper", "sunken", "brand-deep", "brand", "brand-tint", "yes", "wait", "no", "unknown", "sun"];

/** Colours, buttons, tags, small things. */
export function Basics() {
  const [who, setWho] = useState("firm");
  return (
    <>
      <Spec title="颜色" wide>
        <div class="swatches">{swatches.map((s) => <div key={s}><i class={`sw-${s}`} />{s}</div>)}</div>
      </Spec>
      <Spec title="按钮：主、次、轻、确认、危险、正忙" wide>
        <div class="toolbar">
          <Button kind="primary">提交申请</Button>
          <Button>存好，先退出</Button>
          <Button kind="quiet">跳过</Button>
          <Button kind="confirm" icon="check">没错</Button>
          <Button kind="danger">撤回申请</Button>
          <Button busy>正在提交…</Button>
          <ButtonLink href="#why" after="right">开始办理</ButtonLink>
          <TextButton onClick={nothing}>为什么?</TextButton>
        </div>
      </Spec>
      <Spec title="标签">
        <div class="toolbar">
          <Tag>要上传</Tag><Tag kind="held" icon="check">已复用，免交</Tag><Tag kind="wait">可容缺</Tag><Tag kind="unknown">不需要</Tag>
          <Tag kind="yes" icon="check">办结</Tag><Tag kind="no" icon="cross">不予许可</Tag><Tag kind="solid">您</Tag>
        </div>
      </Spec>
      <Spec title="切换">
        <Seg label="为谁办" options={[{ code: "person", text: "个人" }, { code: "firm", text: "企业和商户" }]} value={who} onChange={setWho} />
      </Spec>
    </>
  );
}

const clauses: Clause[] = [
  { id: "a", truth: "yes", text: <>证照是“<b>佛山市南海区古丽手抓饭店</b>”的</>, saw: "和表里的单位名称一致" },
  { id: "b", truth: "no", text: "状态有效，没有过期", saw: "2026-11-19到期，2026-11-23查到" },
  { id: "c", truth: "unknown", text: "可信等级够", saw: "证照库还没有回应" },
];

/** Verdicts, figures, tally, why. */
export function Decisions() {
  const [open, setOpen] = useState<"why" | "dialog" | null>(null);
  return (
    <>
      <Spec title="受理条件 · 还差（虚线）">
        <Verdict truth="unknown" missing={1} conditions={[
          { id: "held", title: "营业执照有效", truth: "yes", line: "登记库：存续", onWhy: nothing },
          { id: "open", title: "至少1名食品安全管理人员", truth: "unknown", line: "还没填", act: { text: "去填", onClick: nothing } },
          { id: "site", title: "场所、设备、布局合适", truth: "site", line: "工作人员上门看", onWhy: nothing },
        ]} />
      </Spec>
      <Spec title="受理条件 · 不能办（打叉）">
        <Verdict truth="no" line="1条不满足" conditions={[
          { id: "rev", title: "经营者5年内被吊销过食品许可", truth: "no", line: "信用信息：2024-05-20吊销。2029年5月21日起可以申请", onWhy: nothing },
        ]} />
      </Spec>
      <Spec title="受理条件 · 可以办"><Verdict truth="yes" line="6个条件都满足，1个等上门看" /></Spec>
      <Spec title="应该去办别的"><Refer say="不用办许可，办备案就行。" href="#refer" to="去办：仅销售预包装食品备案">您只卖有包装的食品。</Refer></Spec>
      <Spec title="到现场次数">
        <div class="card row row--between row--wrap"><Visits count={0} /><Visits count={1} line="领证时核对原件" /><Visits count={2} line="交材料、领证" /></div>
      </Spec>
      <Spec title="算出来的数">
        <Card label="事实"><Facts facts={[
          { id: "v", title: "您要到现场", figure: 0, unit: "次", line: "工作人员上门核查1次" },
          { id: "d", title: "承诺办完", figure: 5, unit: "个工作日", line: "法定10个工作日" },
        ]} /></Card>
      </Spec>
      <Spec title="办理小结">
        <Tally
          missing={[{ id: "k", text: "食品处理区面积", href: "#s8" }, { id: "l", text: "租赁期满日", href: "#s9" }]}
          waived={[{ id: "w", text: "营业执照、身份证明：用已有证照" }, { id: "x", text: "租赁合同：用承诺书代替", icon: "sign" }]}
          waivedCount={3}
          visits={1}
          visitLines={[{ id: "v", text: <>因为选了“窗口领取”。改成快递，就是<b>0次</b>。</>, act: { text: "改成快递", onClick: nothing } }]}
          doneBy={{ date: "12月1日前", how: "按11月24日受理、5个工作日算" }}
        />
      </Spec>
      <Spec title="为什么">
        <div class="stack"><Because clauses={clauses} /><div class="toolbar">
          <Button onClick={() => setOpen("why")}>打开为什么</Button><Button onClick={() => setOpen("dialog")}>打开对话框</Button>
        </div></div>
        {open === "why" && (
          <WhyDrawer title="为什么营业执照还要交？" answer="政府已有您的电子营业执照，但是它11月19日到期了。" clauses={clauses}
            basis="规则由南海区市场监督管理局定，2026年11月20日起用。" onClose={() => setOpen(null)}
            acts={[{ text: "证照信息有误", onClick: nothing }, { text: "我想自己交", onClick: nothing }]} />
        )}
        {open === "dialog" && (
          <Dialog title="撤回这次申请？" stay="不撤回" go="撤回申请" onStay={() => setOpen(null)} onGo={() => setOpen(null)}>
            撤回后，办理停止。填过的内容会存成草稿，可以再提交。
          </Dialog>
        )}
      </Spec>
    </>
  );
}

/** Materials and files. */
export function Papers() {
  const [pick, set] = useState<string[]>(["promise"]);
  return (
    <>
      <Spec title="材料的九种样子，四组" wide>
        <Materials items={[
          { id: "m1", title: "主要设备设施、经营布局、操作流程文件", state: "upload", line: "标出食品处理区、洗消设施的位置。pdf、jpg、png、ofd，每个10MB以内。", act: <a class="link" href="#sample">看样例</a>,
            body: <FileDrop id="m1-file" label="主要设备设施、经营布局、操作流程文件" onFiles={nothing}>或者把文件拖到这里。电脑上没有？<TextButton onClick={nothing}>用手机拍照传上来</TextButton></FileDrop> },
          { id: "m2", title: "操作流程", state: "uploaded", line: "2页，清楚" },
          { id: "m3", title: "委托书", state: "unknown", line: "要看“由谁办理？”怎么答" },
          { id: "m9", title: "业主授权查询书", state: "other-signs", line: "要另一人登录后签名", onWhy: nothing },
          { id: "m4", title: "经营场所使用权证明", state: "promise", line: "您信用等级A，可以承诺“有权使用和顺示例路20号到2028年6月30日”。办完后会抽查，不实的要撤证。", onWhy: nothing,
            body: <fieldset><legend class="sr-only">经营场所使用权证明怎么办</legend><Choices name="m4" value={pick} onChange={set} options={[
              { code: "promise", text: "签承诺书", hint: "提交时和申请书一起签" }, { code: "upload", text: "上传租赁合同", hint: "首页、期限页、签名页" }]} /></fieldset> },
          { id: "m5", title: "自动售货设备合格证明", state: "later", line: "现在没有也能受理，请在12月8日前补上。", onWhy: nothing },
          { id: "m6", title: "营业执照", state: "reused", onWhy: nothing, evidence: { name: "营业执照", number: "92440605MA90A0040F", line: "佛山市南海区市场监督管理局发 · 长期有效 · 可信等级A（发证机关盖章）", onSee: nothing } },
          { id: "m7", title: "食品经营许可申请书", state: "generated", line: "由填好的表生成，下一步签名。", act: <TextButton onClick={nothing}>先看看</TextButton> },
          { id: "m8", title: "授权委托书和代理人身份证明", state: "unneeded", line: "您选了本人办理。" },
        ]} />
      </Spec>
      <Spec title="文件 · 上传中、断网、打不开、通过、模糊">
        <FileRow name="平面图.jpg" file={{ state: "sending", percent: 28 }} onCancel={nothing} />
        <FileRow name="操作流程.pdf" size="4.2MB" file={{ state: "paused", percent: 62 }} onRetry={nothing} onCancel={nothing} />
        <FileRow name="合同.heic" file={{ state: "failed", say: "这种图片打不开。请用jpg、png或pdf" }} onReplace={nothing} />
        <FileRow name="布局图.png" size="1.2MB" file={{ state: "checked", blurred: false }} onTurn={nothing} onReplace={nothing} />
        <FileRow name="第2页.jpg" size="0.8MB" file={{ state: "checked", blurred: true }} onReplace={nothing} onKeep={nothing} />
      </Spec>
      <Spec title="声明：从不替人勾上">
        <Declaration name="d1" checked={false} onChange={nothing} note="提供虚假材料的，1年内不能再申请。">以上内容和材料真实有效。</Declaration>
      </Spec>
    </>
  );
}

/** Steps, timeline, letters, notices, overlays, keyboard. */
export function Rest() {
  return (
    <>
      <Spec title="步骤" wide><Steps titles={["答几个问题", "填表", "交材料", "核对、提交"]} now={1} /></Spec>
      <Spec title="进度">
        <Card label="进度"><Timeline events={[
          { id: "1", state: "done", when: "11月23日15:42", title: "您提交了申请", line: "当时的规定和您的回答都已存好，不会变。" },
          { id: "2", state: "done", when: "11月24日09:12", title: "预审" },
          { id: "3", state: "now", title: "等您补正", line: "12月8日前补齐。不计办理时间" },
          { id: "4", state: "next", when: "补齐后", title: "受理", line: "收到后最晚5个工作日内答复" },
        ]} /></Card>
      </Spec>
      <Spec title="证照">
        <div class="stack">
          <LicenceCard name="营业执照" holder="佛山市南海区古丽手抓饭店" number="92440605MA90A0040F" line="长期有效 · 可信等级A" act={<a class="on-dark" href="#show">亮证</a>} />
          <LicenceCard name="食品经营许可证" holder="JY24406050000025" line="正在重新办理" over="2026年11月19日到期" act={<a href="#progress">看进度</a>} />
        </div>
      </Spec>
      <Spec title="文书" wide>
        <Letter id="notice" title="补正材料通知书" notice signer="佛山市南海区里水镇市场监督管理所" on="2026年11月24日">
          <p class="mt">佛山市南海区古丽手抓饭店：</p>
          <p>您11月23日提交的食品经营许可申请，还要补正下面2处。<b>这是一次说清的全部内容</b>，补齐后不会再要别的材料。</p>
          <ol class="mt">
            <LetterPoint title="平面图要标出洗消设施的位置" line="在图上写“洗碗”“消毒”两处就行，手写也可以。" act={<Button kind="primary" small icon="upload">换一张图</Button>} />
            <LetterPoint title="操作流程文件第2页看不清" line="重新拍一张，四个角都拍进去。" act={<Button small icon="camera">重新上传</Button>} />
          </ol>
        </Letter>
      </Spec>
      <Spec title="空、加载、离线、数据源停">
        <div class="stack">
          <Empty title="还没有办件" line="办了事，进度会在这里。" act={<Button small>找要办的事</Button>} />
          <Skeleton after={0} /><OfflineStrip /><SourceDown name="公安身份信息库" />
          <Note kind="yes" icon="check"><b>都齐了，可以提交。</b>提交后由里水镇市场监督管理所办理。</Note>
        </div>
      </Spec>
      <Spec title="轻提示">
        <div class="stack"><Toast onUndo={nothing}>已删除第2行</Toast><br /><Toast icon="save">已保存，换手机也能接着填</Toast></div>
      </Spec>
      {document.documentElement.dataset.channel === "kiosk" && <Spec title="屏幕键盘" wide><Keypad typed="zhi'ming" candidates={["志明", "志铭", "智明", "知名", "之明", "志鸣"]} onKey={nothing} /></Spec>}
    </>
  );
}
