package plan

import "banshi/engine/expr"

// Section is a heading of the form. Those with a Step are the clerk's.
type Section struct {
	ID       string     `json:"id"`
	Title    string     `json:"title"`
	Help     *Text      `json:"help,omitempty"`
	Show     *expr.Node `json:"show,omitempty"`
	Identity *expr.Node `json:"identity,omitempty"` // level that filling it in needs
	Check    []*Check   `json:"check,omitempty"`
	Step     string     `json:"step,omitempty"`
}

// Field is a question, a column, or a cell of a record. For cells only ID, Type, Title, Unit,
// Digits, Options and OnlyHint count.
type Field struct {
	ID      string `json:"id"`
	Type    string `json:"type"`
	Section string `json:"section,omitempty"`
	Title   string `json:"title"`
	Ask     *Text  `json:"ask,omitempty"`
	Help    *Text  `json:"help,omitempty"`
	Hint    *Text  `json:"hint,omitempty"`
	Unit    string `json:"unit,omitempty"`
	Digits  *int   `json:"digits,omitempty"`
	Length  []int  `json:"length,omitempty"` // least and most code points
	Lines   int    `json:"lines,omitempty"`
	Mobile  bool   `json:"mobile,omitempty"`
	// OnlyHint, of a cell: it may fill a field that the applicant confirms, and no decision may hang on it.
	OnlyHint bool `json:"onlyHint,omitempty"`

	Options []*Option  `json:"options,omitempty"`
	Within  *expr.Node `json:"within,omitempty"` // only options whose Parent is this

	Show      *expr.Node `json:"show,omitempty"`
	Need      *expr.Node `json:"need,omitempty"`
	Min       *expr.Node `json:"min,omitempty"`
	Max       *expr.Node `json:"max,omitempty"`
	Fill      []Choice   `json:"fill,omitempty"`
	Edit      string     `json:"edit,omitempty"` // of a filled field: confirm, locked, free
	Compute   []Choice   `json:"compute,omitempty"`
	Check     []*Check   `json:"check,omitempty"`
	Sensitive bool       `json:"sensitive,omitempty"`
	Purpose   string     `json:"purpose,omitempty"`
	Clerk     bool       `json:"clerk,omitempty"`
	Step      string     `json:"step,omitempty"` // the step whose actor fills it
	Point     *Point     `json:"point,omitempty"`

	Rows    *Rows    `json:"rows,omitempty"`
	Facts   []*Fact  `json:"facts,omitempty"`
	Columns []*Field `json:"columns,omitempty"`
	Order   []string `json:"order,omitempty"` // of a row: row.<column> or row.<fact>
}

// Option is one answer of a choice.
type Option struct {
	Code   string     `json:"code"`
	Text   string     `json:"text"`
	Hint   string     `json:"hint,omitempty"`
	Parent string     `json:"parent,omitempty"`
	From   string     `json:"from,omitempty"` // of a code table: the first day on which it is on offer
	To     string     `json:"to,omitempty"`   // and the last; a register may hold it all the same
	When   *expr.Node `json:"when,omitempty"`
}

// Rows says how many rows a table has, or which.
type Rows struct {
	Min   int      `json:"min,omitempty"`
	Max   int      `json:"max,omitempty"`
	Fixed []string `json:"fixed,omitempty"`
	From  string   `json:"from,omitempty"`
}

// Check must hold of an answer, a section or each row. Warn: it doesn't block.
type Check struct {
	That *expr.Node `json:"that"`
	When *expr.Node `json:"when,omitempty"`
	Say  *Text      `json:"say"`
	Warn bool       `json:"warn,omitempty"`
}

// Point is what a clerk must look at (审查要点).
type Point struct {
	LookAt []string `json:"lookAt,omitempty"`
	Basis  []Basis  `json:"basis,omitempty"`
}
