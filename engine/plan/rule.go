package plan

import "banshi/engine/expr"

// Rule is one 受理条件.
type Rule struct {
	ID        string     `json:"id"`
	Title     string     `json:"title"`
	Part      string     `json:"part,omitempty"`
	When      *expr.Node `json:"when,omitempty"`
	That      *expr.Node `json:"that"`
	Otherwise *Text      `json:"otherwise,omitempty"`
	Effect    string     `json:"effect"`
	To        string     `json:"to,omitempty"`
	Basis     []Basis    `json:"basis,omitempty"`
}

// Effects in order of gravity, the gravest last. pass is no effect.
var Effects = []string{"pass", "warn", "inspect", "review", "window", "refer", "refuse"}

// Gravity is the place of an effect in Effects; 0 for an unknown word.
func Gravity(effect string) int {
	for i, e := range Effects {
		if e == effect {
			return i
		}
	}
	return 0
}

// Basis is the law that something rests on.
type Basis struct {
	Law     string `json:"law"`
	Article string `json:"article,omitempty"`
	Number  string `json:"number,omitempty"`
	Text    string `json:"text,omitempty"`
	Issuer  string `json:"issuer,omitempty"`
	Since   string `json:"since,omitempty"`
}

// Material is one 申请材料.
type Material struct {
	ID        string     `json:"id"`
	Title     string     `json:"title"`
	Help      *Text      `json:"help,omitempty"`
	Need      *expr.Node `json:"need,omitempty"` // none: always
	Part      string     `json:"part,omitempty"`
	Per       string     `json:"per,omitempty"`       // a table: once for each row
	Fragment  string     `json:"fragment,omitempty"`  // from which it came
	AnyOf     []string   `json:"anyOf,omitempty"`     // papers of which one is enough; a pick is kept as it stands here
	AnyOfSaid []string   `json:"anyOfSaid,omitempty"` // the same in the language of the plan, where that is another
	Originals int        `json:"originals,omitempty"`
	Copies    int        `json:"copies,omitempty"`
	Types     []string   `json:"types,omitempty"`
	MaxMB     int        `json:"maxMB,omitempty"`
	Template  string     `json:"template,omitempty"`
	Sample    string     `json:"sample,omitempty"`
	Made      bool       `json:"made,omitempty"` // by the system, from the form
	Sign      *expr.Node `json:"sign,omitempty"` // number of who signs
	SignBy    string     `json:"signBy,omitempty"`
	Identity  *expr.Node `json:"identity,omitempty"` // level that signing it needs
	Verify    bool       `json:"verify,omitempty"`
	Sensitive bool       `json:"sensitive,omitempty"`
	Source    string     `json:"source,omitempty"`
	Basis     []Basis    `json:"basis,omitempty"`
	Reuse     []*Reuse   `json:"reuse,omitempty"`
	Defer     *Defer     `json:"defer,omitempty"`
	Promise   *Promise   `json:"promise,omitempty"`
	Welcome   bool       `json:"welcome,omitempty"`
}

// Papers is the id of the built-in source of what this holder gave in earlier cases, and of the fact by which
// an item with `by: earlier` looks it up.
const Papers = "papers"

// Paper names a material across items: the same id in the same item, or from one fragment, is the same paper.
func (p *Plan) Paper(m *Material) string {
	if m.Fragment != "" {
		return m.Fragment + "/" + m.ID
	}
	return p.ID + "/" + m.ID
}

// Reuse is one record that stands in for a material.
type Reuse struct {
	By      string     `json:"by"`              // a fact, row.<fact>, or earlier
	Paper   string     `json:"paper,omitempty"` // with earlier: the paper, see Plan.Paper
	Node    *expr.Node `json:"node,omitempty"`
	When    *expr.Node `json:"when,omitempty"`
	Trust   string     `json:"trust"`
	Within  *Span      `json:"within,omitempty"`
	Records string     `json:"records,omitempty"` // type of the record
}

// Defer is 容缺后补.
type Defer struct {
	When   *expr.Node `json:"when,omitempty"`
	Within Span       `json:"within"`
}

// Promise is 告知承诺.
type Promise struct {
	When *expr.Node `json:"when,omitempty"`
	Text *Text      `json:"text"`
}
