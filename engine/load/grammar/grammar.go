// Package grammar says about the structs of package spec what Go types can't: which keys must be there,
// which words a key takes, how an id, a day or a span is written. The strict loader and the JSON Schema
// both read these tables, so that they can't disagree.
package grammar

import "regexp"

// Language is the version of the definition language that these tables describe.
const Language = 1

// Form is how the text of a value must look.
type Form int

// The forms. Name is an ID that rules can say, so that it must be none of theirs; Handle is an id
// that the outside world gave and may hold capitals (credit tiers).
const (
	Free Form = iota
	ID
	Name
	Handle
	Date
	Timeout
)

// The spelling of ids, spans and time-outs. MaxID bounds ids, in characters.
const (
	IDPattern      = `^[a-z][a-z0-9_]*$`
	HandlePattern  = `^[A-Za-z][A-Za-z0-9_]*$`
	SpanPattern    = `^[0-9]{1,4}(wd|d|mo|y)$`
	TimeoutPattern = `^[0-9]{1,5}(ms|s)$`
	DatePattern    = `^[0-9]{4}-[0-9]{2}-[0-9]{2}$`
	MaxID          = 40
)

// MaxLength bounds the length that a field's text may have, in characters.
const MaxLength = 100_000

// The patterns, compiled.
var (
	IDShape      = regexp.MustCompile(IDPattern)
	HandleShape  = regexp.MustCompile(HandlePattern)
	SpanShape    = regexp.MustCompile(SpanPattern)
	TimeoutShape = regexp.MustCompile(TimeoutPattern)
)

// Names that rules have by themselves: no field of an item and no fact may have one.
var Names = []string{"form", "applicant", "user", "today", "row", "value", "it"}

// Literals of the rule language can be no id at all; Keywords that it, or the definition, keeps for itself can be no fact's.
var (
	Literals = []string{"true", "false", "null", "in"}
	Keywords = []string{
		"as", "break", "const", "continue", "else", "for", "function", "if", "import", "let",
		"loop", "package", "namespace", "return", "var", "void", "while",
		"earlier", // in `reuse`: a paper that was handed in before
	}
)

// Word is one of a closed list, with its name in Chinese.
type Word struct {
	Word  string
	Title string
}

// Key is what the tables say of one key.
type Key struct {
	Need  bool   // must be there
	Words []Word // nothing: any
	Form  Form
	Min   int // of whole numbers
	Max   int // 0: no bound
}

// Of gives the table's entry for a key of a struct of spec, by the names of both: Of("Field", "type").
func Of(structName, key string) Key { return keys[structName+"."+key] }

// OneOf are, by struct, the keys of which exactly one must be there.
var OneOf = map[string][]string{
	"Fact":   {"source", "licence"},
	"Result": {"licence", "record", "document"},
}

// Listed is the list of words as plain texts.
func Listed(words []Word) []string {
	out := make([]string, len(words))
	for i, w := range words {
		out[i] = w.Word
	}
	return out
}

// Entries names the keys of the table, for tests that hold it against the structs.
func Entries() []string {
	out := make([]string, 0, len(keys))
	for k := range keys {
		out = append(out, k)
	}
	return out
}
