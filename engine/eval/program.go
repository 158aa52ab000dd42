package eval

import (
	"fmt"
	"sync"

	"banshi/engine/expr"
	"banshi/engine/field"
	"banshi/engine/plan"
	"banshi/engine/value"
)

// Program is a plan bound to slots, ready to evaluate any number of applications. It is immutable
// and safe for concurrent use.
type Program struct {
	plan     *plan.Plan
	calendar *value.Calendar
	scope    scope
	records  map[string]*recordProg
	sections []*sectionProg
	fields   []*fieldProg
	facts    []*factProg
	nodes    []node           // in order of evaluation: facts, sections, fields; then what nothing reads
	readers  map[int][]int    // slot → nodes that read it
	byField  map[string]int   // field id → node
	checkOf  []int            // field → node of its checks
	bySource map[string][]int // source → nodes of facts and of tables with such row facts
	rules    []*ruleProg
	material []*materialProg
	rest     restProg

	cells struct {
		once sync.Once
		read map[string]bool
	}
	planJSON struct {
		once sync.Once
		raw  []byte
		err  error
	}
}

// CellsRead are those that some rule reads, or that show what a record is. Nobody changes it.
func (p *Program) CellsRead() map[string]bool {
	p.cells.once.Do(func() { p.cells.read = p.plan.CellsRead() })
	return p.cells.read
}

// PlanJSON is the plan's JSON, written when it is first asked for. Nobody changes it.
func (p *Program) PlanJSON() ([]byte, error) {
	p.planJSON.once.Do(func() { p.planJSON.raw, p.planJSON.err = value.Encode(nil, p.plan, false) })
	return p.planJSON.raw, p.planJSON.err
}

// Plan gives the plan that was bound.
func (p *Program) Plan() *plan.Plan { return p.plan }

type nodeKind uint8

const (
	factNode nodeKind = iota
	sectionNode
	fieldNode
	checkNode        // of the field at index
	sectionCheckNode // of the section at index
	ruleNode
	materialNode
)

type node struct {
	kind  nodeKind
	index int
}

// The first slots are the same in every plan.
const (
	slotKind = iota
	slotNo
	slotName
	slotUserNo
	slotUserName
	slotUserPhone
	slotUserLevel
	slotUserActsAs
	slotToday
	firstFree
)

var fixedSlots = map[string]int{
	"applicant.kind": slotKind, "applicant.no": slotNo, "applicant.name": slotName,
	"user.no": slotUserNo, "user.name": slotUserName, "user.phone": slotUserPhone,
	"user.level": slotUserLevel, "user.acts_as": slotUserActsAs, "today": slotToday,
}

// scope resolves names to slots; row is set while a table's own rules are bound.
type scope struct {
	slots map[string]int
	row   map[string]int
}

func (s scope) Find(name string) (expr.Where, int) {
	switch name {
	case "value":
		return expr.IsValue, 0
	case "it":
		return expr.IsIt, 0
	}
	if i, ok := s.row[name]; ok {
		return expr.InRow, i
	}
	if i, ok := s.slots[name]; ok {
		return expr.InSlots, i
	}
	return expr.Nowhere, 0
}

type recordProg struct {
	def   *plan.RecordType
	index map[string]int
	types []cellType
}

// own tells whether each record has its own number, issuer and trust: licences, and papers given before.
func (p *recordProg) own() bool { return p.def.Licence || p.def.ID == plan.Papers }

// cellType is a field's type with its parameters, as package field wants them.
type cellType struct {
	def    *plan.Field
	typ    *field.Type
	params field.Params
}

type sectionProg struct {
	def    *plan.Section
	show   *expr.Program
	level  levelProg
	checks []*checkProg
	fields []int
}

type choiceProg struct {
	when, value *expr.Program
	facts       []string
	source      string // of the first of the facts
}

type checkProg struct {
	when, that *expr.Program
	say        *textProg
	warn       bool
}

type factProg struct {
	def    *plan.Fact
	slot   int
	record *recordProg
	key    *expr.Program
	when   *expr.Program
}

type fieldProg struct {
	cellType
	path     string // form.<id>; of a column its cells have one each
	slot     int
	section  int
	isList   bool
	isTable  bool
	show     *expr.Program
	need     *expr.Program
	min, max *expr.Program
	bounded  bool // by min, max or length
	within   *expr.Program
	options  []*expr.Program // of each option; nil: always
	narrowed bool            // by rules, by days, or by the answer that a code table hangs on
	fill     []choiceProg
	compute  []choiceProg
	checks   []*checkProg
	columns  []*fieldProg
	facts    []*factProg
	rowOrder []node // over columns and facts
	rowNames map[string]int
}

type ruleProg struct {
	def       *plan.Rule
	when      *expr.Program
	that      *expr.Program
	otherwise *textProg
}

type reuseProg struct {
	def    *plan.Reuse
	by     *expr.Program
	when   *expr.Program
	record *recordProg
}

type materialProg struct {
	def         *plan.Material
	per         *fieldProg
	need        *expr.Program
	sign        *expr.Program
	level       levelProg
	reuse       []reuseProg
	deferAt     *expr.Program
	promise     *expr.Program
	promiseText *textProg
}

type textProg struct {
	parts []textPart
}

type textPart struct {
	words string
	rule  *expr.Program
	as    cellType
}

type restProg struct {
	access   levelProg
	instant  *expr.Program
	dispatch []choiceProg
	steps    []stepProg
	limits   []*expr.Program
	fees     []choiceProg
	results  []resultProg
}

type stepProg struct{ when, visit *expr.Program }

// Bind makes a plan ready. A plan that compile made has no faults; an error means that the plan was
// damaged or is of another version.
func Bind(p *plan.Plan) (*Program, error) {
	b := &binding{prog: &Program{plan: p, records: map[string]*recordProg{}, readers: map[int][]int{}, byField: map[string]int{}, bySource: map[string][]int{}}}
	if err := b.run(); err != nil {
		return nil, fmt.Errorf("eval: plan %s: %w", p.ID, err)
	}
	return b.prog, nil
}
