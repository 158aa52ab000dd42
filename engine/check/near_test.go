package check_test

import (
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"banshi/engine"
	"banshi/engine/diag"
)

// near mends the example of each code by the least change: what is right must not be warned of. Pairs
// of old and new text.
var near = map[diag.Code][]string{
	diag.UnknownReference: {"source: organization}", "source: organisation}"},
	diag.DuplicateID:      {"id: agreed, type: boolean, title: 再同意一次", "id: agreed_again, type: boolean, title: 再同意一次"},
	diag.TextBrace:        {"见{form.agreed", "见{form.agreed}"},
	diag.ReuseBy:          {"by: form.agreed", "by: earlier"},
	diag.StepPlace:        {"look: {title: 看一看", "look: {after: review, title: 看一看"},
	diag.Cycle:            {"title: 乙, show: form.a", "title: 乙, show: form.agreed"},
	diag.UnknownTextPath:  {"form.agreed.titel: Agreed\n", ""},
	diag.TextPathTwice:    {"section: agreed\n", "section: only\n", "form.agreed.title: The only section", "form.agreed.title: Agreed\nform.only.title: The only section"},
	diag.UnfitKey:         {"length: [1, 10]", "min: today"},
	diag.NoOptions:        {"title: 种类}\n", "title: 种类, options: {a: 甲}}\n"},
	diag.ConsentUnsigned:  {"from: form}", "from: form, sign: form.boss_no}"},
	diag.ResultKey:        {"record: person, fields: {name: applicant.name}", `record: organisation, fields: {name: applicant.name, status: '"active"'}`},
	diag.SameMismatch:     {"  - [shop.agreed, stall.since]\n", "  - [shop.agreed, stall.open]\n", "id: since, type: date, title: 开业日期", "id: open, type: boolean, title: 同意"},
	diag.BrokenPart:       {"paper: [示例许可证]", "papers: [示例许可证]"},
	diag.OtherShown:       {"查到的是{boss.name}", "号码{form.boss_no}{has(boss)}"},
	diag.ReadTooEarly:     {`that: form.clean == "pass"`, "that: form.agreed"},
	diag.ConsentByOther:   {"sign: applicant}", "sign: form.boss_no}"},
	diag.HeldPaper:        {"materials:\n  - {id: paper, title: 示例许可证}", "facts:\n  permits: {licence: permit, many: true}\nmaterials:\n  - {id: paper, title: 示例许可证, reuse: [{by: permits, when: it.live}]}"},
	diag.NotHeld:          {"{source: person}", `{source: person, when: applicant.kind == "person"}`},
	diag.PromisedTooLong:  {"promised: 20wd", "promised: 1wd"},
	diag.TooManyVisits:    {"mode: fully_online", "mode: front_verification", "accept: {visit: true}", "receive: {visit: true}"},
	diag.FeeWithoutBasis:  {"fee: 10", "fee: [{amount: 10, basis: 示例法}]"},
	diag.NeverShown:       {`show: form.kind == "b"}`, `show: form.agreed}`},
	diag.NeedHidden:       {`need: form.kind == "b"`, `need: form.agreed`},
	diag.NoPurpose:        {"sensitive: true}", "sensitive: true, purpose: 核对}"},
	diag.MissingElement:   {"type: permit\n", "also_known_as: [开店]\ntype: permit\n"},
	diag.Untitled:         {"id: other, type: boolean}", "id: other, type: boolean, title: 别的}"},
	diag.EndlessText:      {"type: text, title: 种类", "type: text, length: [1, 50], title: 种类"},
	diag.EndlessRecords:   {"many: true\n", "many: true\nmax: 10000\n"},
	diag.CodeTable:        {"to: 2026-01-01", "to: 2026-02-01"},
	diag.TestName:         {"agred: true", "agreed: true"},
	diag.TestAnswer:       {"agreed: no", "agreed: true"},
	diag.TestPerson:       {"organisation/L9", "organisation/L1"},
	diag.SourceFile:       {"-- shared-data/persons.json --", "-- shared-data/records.json --\n[]\n-- shared-data/persons.json --"},
	diag.DriverWay:        {", http: 'https://data.example', push: 7d", ", push: 7d"},
	diag.EntryAddress:     {"http://system.example", "https://system.example"},
	diag.PublicBare:       {"form.boss: whole", "form.boss: name"},
	diag.PublicMask:       {"form.agreed: area", "form.agreed: whole"},
	diag.DatedRows:        {"from: '2026-01-01', basis: 甲文", "from: '2024-01-01', basis: 甲文"},
	diag.HintDecides:      {"title: 成立日期, hint: true}", "title: 成立日期}"},
	diag.AskedTwice:       {"id: two, title: 平面图", "id: two, title: 平面图（竣工）"},
	diag.NeverReused:      {"trust: A}]", "trust: D}]"},
	diag.HeldField:        {"title: 成立日期, need: true}", "title: 成立日期, need: true, fill: org.since}"},
	diag.NoConsent:        {"key: form.boss_no}", "key: form.boss_no, consent: {law: 示例法}}"},
	diag.VisitUnexplained: {"guide:\n", "guide:\n  why_visit: 要见原件\n"},
	diag.NeverHolds:       {`&& form.kind == "b"`, `&& form.agreed`},
	diag.AlwaysHolds:      {`|| form.kind == "b"`, `|| form.agreed`},
	diag.MayBeEmpty:       {"that: form.other\n", "when: has(form.other)\n    that: form.other\n"},
	diag.SensitiveUnused:  {"purpose: 核对}\n", "purpose: 核对}\n      - {id: other, type: boolean, title: 别的, show: form.secret}\n"},
	diag.ThemeMismatch:    {"themes: {organisation: [open]}", "themes: {person: [start]}", "themes:\n  organisation:", "themes:\n  person: [{id: start, title: 开业}]\n  organisation:"},
	diag.NoFAQ:            {"type: permit\n", "type: grant\n"},
	diag.BadPhone:         {"86000000转8", "0757-86000000"},
	diag.BadHours:         {"周一到周五 9点到17点", "周一至周五 9:00–17:00"},
	diag.NoSlots:          {"hours: 工作日, booking", "hours: 工作日 9:00–17:00, booking"},
	diag.BadZone:          {"北京时间", "Asia/Shanghai"},
	diag.Untranslated:     {"form.only.title: The only section\n", "form.only.title: The only section\nform.agreed.title: Agreed\n"},
	diag.AfterForNothing:  {"result: [{document: 决定书}]", "result: {record: organisation, fields: {name: applicant.name}}", "type: permit\n", "type: permit\nfacts: {org: {source: organisation}}\n", "id: since, type: date, title: 开业", "id: open_on, type: date, title: 开业"},
	diag.BundleAskedTwice: {"title: 开业一件事\n", "title: 开业一件事\nsame: [[shop.agreed, stall.consent]]\n"},
	diag.NobodyDoesIt:     {"mode: fully_online\n", "mode: fully_online\n  steps: {review: {who: leader}}\n"},
	diag.RegisterValue:    {"在营", "存续"},
	diag.RefuseUnsure:     {"effect: refuse", "effect: review"},
	diag.ResultKind:       {"document: 开店许可证", "document: 开店许可证明书"},
	diag.WhyVisitUnneeded: {"mode: fully_online", "mode: front_verification"},
	diag.OnlineLevel:      {"Ⅳ级（全程网办）", "Ⅲ级（网上受理）"},
	diag.SamePhone:        {"phone: 0757-80000000}", "phone: 0757-80000001}"},
	diag.IdentityLevel:    {"applicant, identity: 3", "applicant, identity: 4"},
	diag.StepLeftOut:      {"when: false", "when: form.agreed"},
}

// TestNearMisses: each code has a near miss, in which nothing at all is found.
func TestNearMisses(t *testing.T) {
	for _, info := range diag.Codes() {
		if info.Code < "E300" && info.Code.Severity() == diag.Error || info.Code < "W400" && info.Code.Severity() == diag.Warning || info.Code == diag.Internal {
			continue
		}
		pairs := near[info.Code]
		if len(pairs) == 0 {
			t.Errorf("%s %s has no near miss", info.Code, info.Name)
			continue
		}
		text := info.Source()
		for i := 0; i < len(pairs); i += 2 {
			if !strings.Contains(text, pairs[i]) {
				t.Errorf("%s: %q is not in the example", info.Code, pairs[i])
			}
		}
		if c := open(t, strings.NewReplacer(pairs...).Replace(text)); len(c.Faults) > 0 {
			t.Errorf("%s %s: the near miss is warned of:\n%s", info.Code, info.Name, c.Faults.Text(c.Sources, ""))
		}
	}
}

func open(t *testing.T, text string) *engine.Catalogue {
	t.Helper()
	fsys, err := txtar.FS(txtar.Parse([]byte(text)))
	if err != nil {
		t.Fatal(err)
	}
	return engine.Open(fsys)
}

// TestSecondSaysWhereTheFirstIs: whoever wrote a name twice must find both places.
func TestSecondSaysWhereTheFirstIs(t *testing.T) {
	c := open(t, diag.DuplicateID.Info().Source())
	if len(c.Faults) != 1 || len(c.Faults[0].Related) != 1 || c.Faults[0].Related[0].Span.Start.Line >= c.Faults[0].Span.Start.Line {
		t.Errorf("the first place is not told:\n%s", c.Faults.Text(c.Sources, ""))
	}
}
