package spec

// Source is a base register or any table that rules read.
type Source struct {
	Kind    Word   `yaml:"kind"`
	ID      Word   `yaml:"id"`
	Title   Text   `yaml:"title"`
	Holders []Word `yaml:"holders"`
	// Department keeps the records, and answers who says that one is wrong; none: the data office does.
	Department Word   `yaml:"department"`
	Key        Word   `yaml:"key"` // the type of its key; none: one table for all
	Driver     Driver `yaml:"driver"`
	Timeout    Text   `yaml:"timeout"`
	Fresh      Span   `yaml:"fresh"`
	Trust      Word   `yaml:"trust"`
	Many       bool   `yaml:"many"`
	Max        int    `yaml:"max"`
	Dated      bool   `yaml:"dated"`
	Required   bool   `yaml:"required"`
	// OftenDown says that the source is known not to answer now and then: a refusal that hangs on it is warned of.
	OftenDown bool    `yaml:"often_down"`
	Fields    []Field `yaml:"fields"`
	// Rows are the records themselves, where the catalogue holds them: a table of amounts, fees or thresholds.
	Rows []DatedRow `yaml:"rows"`
	Pos  Pos        `yaml:"-"`
}

// DatedRow is what a dated source says from a day on. Once it counts it never changes: another row says what counts from a later day on.
type DatedRow struct {
	From   Text   `yaml:"from"` // the first day
	To     Text   `yaml:"to"`   // the last day; left out: until the next row of the same key begins
	Key    Text   `yaml:"key"`
	Basis  Text   `yaml:"basis"`  // the document that says so
	Values []Pair `yaml:"values"` // by field
	Pos    Pos    `yaml:"-"`
}

// Driver says where a source's records come from: one of the ways below. A file beside another way holds the records
// of the tests, and of a trial on one's own machine.
type Driver struct {
	File Text `yaml:"file"`
	HTTP Text `yaml:"http"`
	// Push says that the department pushes its records, and how long it may be silent.
	Push Span   `yaml:"push"`
	JSON *Call  `yaml:"json"`
	SQL  *Query `yaml:"sql"`
	Pos  Pos    `yaml:"-"`
}

// Call asks an interface that isn't ours. In its texts {key} is what is looked up, and nothing else is filled in.
type Call struct {
	URL     Text   `yaml:"url"`
	Method  Word   `yaml:"method"` // GET where left out
	Query   []Pair `yaml:"query"`
	Headers []Pair `yaml:"headers"`
	Body    Text   `yaml:"body"`
	Records Text   `yaml:"records"` // path of the records in the answer; the answer itself where left out
	Cells   []Pair `yaml:"cells"`   // name of a cell → its path in a record
	Pos     Pos    `yaml:"-"`
}

// Query asks a database by one statement. Its columns are named as the cells; :key is what is looked up.
type Query struct {
	Database  Word `yaml:"database"` // whoever starts the server says where it is
	Statement Text `yaml:"statement"`
	Pos       Pos  `yaml:"-"`
}

// Pair is a text with a name that the author chooses.
type Pair struct {
	Name Word
	Text Text
}

// Licence is a kind of licence (证照).
type Licence struct {
	Kind    Word   `yaml:"kind"`
	ID      Word   `yaml:"id"`
	Title   Text   `yaml:"title"`
	Papers  []Text `yaml:"papers"` // names under which offices used to ask for it
	Holders []Word `yaml:"holders"`
	Issuer  Word   `yaml:"issuer"`
	Key     Word   `yaml:"key"`
	Max     int    `yaml:"max"`
	Driver  Driver `yaml:"driver"`
	Timeout Text   `yaml:"timeout"`
	Fresh   Span   `yaml:"fresh"`
	Batch   int    `yaml:"batch"` // 1 or 2 of the plan's two batches of seven
	// OftenDown is as of a Source.
	OftenDown bool    `yaml:"often_down"`
	Fields    []Field `yaml:"fields"`
	Pos       Pos     `yaml:"-"`
}

// Codes is a code table.
type Codes struct {
	Kind  Word   `yaml:"kind"`
	ID    Word   `yaml:"id"`
	Title Text   `yaml:"title"`
	Codes []Code `yaml:"codes"`
	Pos   Pos    `yaml:"-"`
}

// Code is one line of a code table, valid From until To.
type Code struct {
	Code   Word `yaml:"code"`
	Text   Text `yaml:"text"`
	Parent Word `yaml:"parent"`
	From   Text `yaml:"from"`
	To     Text `yaml:"to"`
}
