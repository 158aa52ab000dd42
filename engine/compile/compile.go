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
	if language == Chinese {
		c := newCompiler(cat, item, language)
		if c.run(); !c.faults.HasErrors() {
			c.digest()
		}
		if c.faults.HasErrors() {
			return nil, c.faults.Finish(0)
		}
		return c.out, c.faults.Finish(0)
	}
	zh, faults := Item(cat, item, Chinese)
	if zh == nil {
		return nil, faults
	}
	p, more := Translate(cat, item, zh, language)
	faults.Add(more...)
	return p, faults.Finish(0)
}

func newCompiler(cat *spec.Catalogue, item *spec.Item, language string) *compiler {
	return &compiler{
		cat: cat, item: item, asked: map[string]spec.Text{}, clash: map[string][2]spec.Text{},
		out: &plan.Plan{
			Language: language, Records: map[string]*plan.RecordType{},
			// Lists that are always there: an item that is only a guide has none of them, and [] in JSON.
			Sections: []*plan.Section{}, Fields: []*plan.Field{}, Order: []string{},
		},
	}
}

// run does all the work, in the order in which things are needed.
func (c *compiler) run() {
	c.merge()
	c.types()
	if c.env == nil {
		return
	}
	c.head()
	c.form()
	c.conditions()
	c.materials()
	c.handling()
	c.references()
	c.early()
	c.sort()
}

type compiler struct {
	cat    *spec.Catalogue
	item   *spec.Item
	texts  map[string]spec.Text    // translations by path; none in Chinese
	asked  map[string]spec.Text    // every text of the item by its path, in Chinese
	clash  map[string][2]spec.Text // paths that stand for two texts
	out    *plan.Plan
	faults diag.List

	merged   merged
	env      *rule.Env
	rows     map[string]*rule.Env // by table
	formType *rule.RecordType
	facts    map[string]*rule.Type
	lost     map[string]bool // facts whose source or licence is not there
	rowOf    map[string]*rule.RecordType

	reader reader // whose rules are compiled now
	reads  []reading

	checked   *spec.Field // the field whose checks are compiled, for {value} in what they say
	checkedAt string      // the path of its texts
}

// digest names the meaning of the plan in Chinese; the plans of other languages bear the same.
func (c *compiler) digest() {
	c.out.MarkHints()
	data, err := json.Marshal(c.out)
	if err != nil {
		c.internal("定义写不成 JSON", err)
		return
	}
	sum := sha256.Sum256(data)
	c.out.Digest = hex.EncodeToString(sum[:])
}

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
	c.note(*r, checked.Node)
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
