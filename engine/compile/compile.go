// Package compile turns the checked words of one item into a plan: rules become data, fragments are
// put in their place, presets of the mode become steps, and the order of evaluation is worked out.
// All that a rule by itself can have wrong is found here, with its place in the file.
package compile

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"

	"banshi/engine/diag"
	"banshi/engine/expr"
	"banshi/engine/plan"
	"banshi/engine/rule"
	"banshi/engine/spec"
)

// Chinese is the language in which definitions are written.
const Chinese = "zh-Hans"

// Item compiles one item of a catalogue with the texts of a language (Chinese, or one of the item's
// translations). The plan is nil if the list has errors.
func Item(cat *spec.Catalogue, item *spec.Item, language string) (*plan.Plan, diag.List) {
	c := &compiler{cat: cat, item: item, texts: translation(cat, item, language)}
	c.out = &plan.Plan{Language: language, Records: map[string]*plan.RecordType{}}
	c.merge()
	c.types()
	if c.env == nil {
		return nil, c.faults.Finish(0)
	}
	c.head()
	c.form()
	c.conditions()
	c.materials()
	c.handling()
	c.sort()
	if c.faults.HasErrors() {
		return nil, c.faults.Finish(0)
	}
	c.out.Digest = c.digest(language)
	return c.out, c.faults.Finish(0)
}

func translation(cat *spec.Catalogue, item *spec.Item, language string) map[string]spec.Text {
	if language == Chinese {
		return nil
	}
	for _, t := range cat.Translations {
		if t.Item == item.ID.S && t.Language == language {
			return t.Texts
		}
	}
	return nil
}

type compiler struct {
	cat    *spec.Catalogue
	item   *spec.Item
	texts  map[string]spec.Text
	out    *plan.Plan
	faults diag.List

	merged   merged
	env      *rule.Env
	rows     map[string]*rule.Env // by table
	formType *rule.RecordType
	facts    map[string]*rule.Type
	rowOf    map[string]*rule.RecordType
}

// digest names the meaning of the plan: the same in every language of texts.
func (c *compiler) digest(language string) string {
	p := c.out
	if language != Chinese {
		zh, faults := Item(c.cat, c.item, Chinese)
		if faults.HasErrors() {
			return ""
		}
		p = zh
		return p.Digest
	}
	data, err := json.Marshal(p)
	if err != nil {
		return ""
	}
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

// text gives the text of a path in the plan's language; a missing translation falls back.
func (c *compiler) text(path string, t spec.Text) spec.Text {
	if tr, ok := c.texts[path]; ok && tr.S != "" {
		return tr
	}
	return t
}

func (c *compiler) words(path string, t spec.Text) string { return c.text(path, t).S }

// compile judges one rule; nil for one that was not written or is wrong.
func (c *compiler) compile(r *spec.Rule, env *rule.Env, want *rule.Type) *expr.Node {
	if r == nil || r.S == "" || env == nil {
		return nil
	}
	checked, faults := env.Compile(r.S, want)
	for _, f := range faults {
		c.fault(*r, f)
	}
	if checked == nil {
		return nil
	}
	return checked.Node
}

// condition is compile for what must say yes or no; `true` is left out of the plan.
func (c *compiler) condition(r *spec.Rule, env *rule.Env) *expr.Node {
	n := c.compile(r, env, rule.Scalar(rule.Boolean))
	if n.IsConst(true) {
		return nil
	}
	return n
}

func (c *compiler) fault(r spec.Rule, f rule.Fault) {
	code, ok := diag.Named(f.Code)
	if !ok {
		panic("compile: package diag has no code " + f.Code)
	}
	span := diag.At(diag.Place(r.At(f.From)), max(f.To-f.From, 1))
	c.faults.Add(diag.New(code, span, "%s", f.Message).Mend("%s", f.Hint))
}

func (c *compiler) span(code, path string, t spec.Pos, length int, message, hint string) {
	known, ok := diag.Named(code)
	if !ok {
		panic("compile: package diag has no code " + code)
	}
	_ = path
	c.faults.Add(diag.New(known, diag.At(diag.Place(t), max(length, 1)), "%s", message).Mend("%s", hint))
}

// unknownWord reports a name of something that is not there, with the nearest that is.
func (c *compiler) unknownWord(what string, w spec.Word, known []string) {
	hint := "先定义它，或者改名"
	if near, ok := diag.Closest(w.S, known); ok {
		hint = "是不是 " + near + "？"
	}
	c.span("unknown-reference", "", w.Pos, len([]rune(w.S)), "没有"+what+"“"+w.S+"”", hint)
}
