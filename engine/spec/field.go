package spec

// Field is a 字段: the same thing in a form, a table, a source and a licence.
type Field struct {
	ID        Word     `yaml:"id"`
	Type      Word     `yaml:"type"`
	Title     Text     `yaml:"title"`
	Ask       Text     `yaml:"ask"`  // the question put to the applicant; Title where left out
	Help      Text     `yaml:"help"` // opened on demand
	Hint      Hint     `yaml:"hint"` // always shown
	Unit      Text     `yaml:"unit"`
	Digits    *int     `yaml:"digits"` // decimals kept when stored; 2 where left out
	Length    *Length  `yaml:"length"`
	Min       *Rule    `yaml:"min"`
	Max       *Rule    `yaml:"max"`
	Lines     int      `yaml:"lines"`
	Options   *Options `yaml:"options"`
	Need      *Rule    `yaml:"need"`
	Show      *Rule    `yaml:"show"`
	Fill      Entries  `yaml:"fill"`
	Edit      Word     `yaml:"edit"` // confirm (default) | locked | free
	Compute   Entries  `yaml:"compute"`
	Check     []Check  `yaml:"check"`
	Sensitive bool     `yaml:"sensitive"`
	Purpose   Text     `yaml:"purpose"`
	By        Word     `yaml:"by"` // clerk, or nothing for the applicant
	Mobile    bool     `yaml:"mobile"`

	// Tables only.
	Rows   *Rows    `yaml:"rows"`
	Facts  FactList `yaml:"facts"`
	Fields []Field  `yaml:"fields"`

	Pos Pos `yaml:"-"`
}

// Length bounds a text, in code points, both ends included.
type Length struct{ Least, Most int }

// Options of a choice: written out, or taken from a code table.
type Options struct {
	List   []Option
	Codes  Word  // id of a code table
	Within *Rule // an answer whose children narrow the table
	Pos    Pos
}

// Hint is a text that is always shown; of a cell of a source, Only (`hint: true`) says that it may fill a field that the
// applicant confirms, and that no decision may hang on it.
type Hint struct {
	Text
	Only bool
}

// Option is one answer of a choice. Rules compare Code; a record may hold Text.
type Option struct {
	Code Word  `yaml:"code"`
	Text Text  `yaml:"text"`
	Hint Text  `yaml:"hint"`
	When *Rule `yaml:"when"`
}

// Rows says how many rows a table has: counted, fixed by titles, or begun from the records of a fact.
type Rows struct {
	Min   int
	Max   int
	Fixed []Text
	From  Word
	Pos   Pos
}

// Check is a rule that must hold of an answer, a section or each row.
type Check struct {
	That   Rule  `yaml:"that"`
	When   *Rule `yaml:"when"`
	Say    Text  `yaml:"say"`
	Effect Word  `yaml:"effect"` // error (default) | warn
	Pos    Pos   `yaml:"-"`
}

// Section is a heading of the form with its fields.
type Section struct {
	Section  Word    `yaml:"section"`
	Title    Text    `yaml:"title"`
	Help     Text    `yaml:"help"`
	Show     *Rule   `yaml:"show"`
	Identity *Rule   `yaml:"identity"` // level that filling it in needs, where that is more than the item's
	Check    []Check `yaml:"check"`
	Fields   []Field `yaml:"fields"`
	Pos      Pos     `yaml:"-"`
}
