// Package mend knows which faults of a definition can be mended without the author's thinking, and how: the designer offers it as a
// button, `banshi check --fix` does it.
package mend

import (
	"strings"

	"banshi/engine/diag"
	"banshi/engine/print"
)

// Fix is a mend of one fault: what it does in a few words, and the edit.
type Fix struct {
	Label   string
	Command print.Command
}

// place is where a fault stands in its file.
type place struct {
	doc  *print.Document
	at   print.Entry // the deepest entry there
	from int         // in bytes
	word string      // what the span covers
	near string
	asks bool // whether another word may have been meant
}

// mend works a fix out; ok false: this one is for the author.
type mend func(p place) (Fix, bool)

// table says of each code what mends it; those that aren't here want thought.
var table = map[diag.Code]mend{
	diag.UnknownKey:       meant,
	diag.UnknownWord:      meant,
	diag.UnknownKind:      meant,
	diag.UnknownReference: meant,
	diag.TestName:         meant,
	diag.RuleUnknownName:  meant,
	diag.RuleNoOption:     meant,
	diag.UnknownTextPath:  either(meant, away), // a translation of nothing is never seen
	diag.NumberForText:    quoted,
	diag.EndlessText:      beside("length", print.Value{Kind: print.List, Items: []print.Value{{Kind: print.Number, Text: "1"}, {Kind: print.Number, Text: "200"}}}),
	diag.EndlessRecords:   beside("max", print.Value{Kind: print.Number, Text: "100"}),
	diag.WhyVisitUnneeded: away,
}

// Codes are those that have a mend.
func Codes() []diag.Code {
	var out []diag.Code
	for _, info := range diag.Codes() {
		if table[info.Code] != nil {
			out = append(out, info.Code)
		}
	}
	return out
}

// Of is the mend of a fault in its file; ok false: there is none, or it can't be done there.
func Of(doc *print.Document, d diag.Diagnostic) (Fix, bool) {
	how := table[d.Code]
	if how == nil || d.Span.Start.File != doc.Name() || d.Span.Start.Line < 1 {
		return Fix{}, false
	}
	from, to := d.Span.Start.In(doc.Text()), d.Span.End.In(doc.Text())
	if d.Span.End.Line != d.Span.Start.Line || from >= to {
		return Fix{}, false
	}
	at, ok := doc.At(doc.PathAt(from))
	if !ok {
		return Fix{}, false
	}
	f, ok := how(place{doc, at, from, doc.Text()[from:to], d.Near, d.Asks()})
	if !ok {
		return Fix{}, false
	}
	if _, edit, err := doc.Apply(f.Command); err != nil || len(edit.Patches) == 0 {
		return Fix{}, false // a key that is there already, a comment that would be lost
	}
	return f, true
}

func either(first, then mend) mend {
	return func(p place) (Fix, bool) {
		if p.near != "" || p.asks {
			return first(p)
		}
		return then(p)
	}
}

// meant puts the word that was meant in the place of the one that is none: a key, a value, or a part of a rule.
func meant(p place) (Fix, bool) {
	if p.near == "" {
		return Fix{}, false
	}
	f := Fix{Label: "改成 " + p.near}
	if p.at.Key.From <= p.from && p.from < p.at.Key.To {
		f.Command = print.Command{Do: print.RenameKey, At: p.at.Path, Key: p.near}
		return f, true
	}
	if p.at.Kind == print.Map || p.at.Kind == print.List {
		return Fix{}, false
	}
	text, ok := p.replaced()
	value := print.Of(text)
	f.Command = print.Command{Do: print.Set, At: p.at.Path, Value: &value}
	return f, ok
}

// replaced is what the value says with the other word in it. A value that is written otherwise than it reads is left alone, but where
// the word stands in it once.
func (p place) replaced() (string, bool) {
	word, near := p.word, p.near
	if quote := word[0]; len(word) > 1 && (quote == '"' || quote == '\'') && word[len(word)-1] == quote && word != p.at.Text {
		near = string(quote) + near + string(quote) // a text in a rule
	}
	raw := p.doc.Text()[p.at.Value.From:p.at.Value.To]
	if p.at.Text == strings.Trim(word, `"'`) {
		return p.near, true
	}
	if i := strings.Index(raw, p.at.Text); i >= 0 {
		from := p.from - p.at.Value.From - i
		if from >= 0 && strings.HasPrefix(p.at.Text[min(from, len(p.at.Text)):], word) {
			return p.at.Text[:from] + near + p.at.Text[from+len(word):], true
		}
		return "", false
	}
	if strings.Count(p.at.Text, word) == 1 {
		return strings.Replace(p.at.Text, word, near, 1), true
	}
	return "", false
}

// quoted makes a text of a number.
func quoted(p place) (Fix, bool) {
	value := print.Of(p.at.Text)
	return Fix{"加上引号", print.Command{Do: print.Set, At: p.at.Path, Value: &value}}, p.at.Kind == print.Number
}

// away takes the entry out that says nothing.
func away(p place) (Fix, bool) {
	return Fix{"删掉这一行", print.Command{Do: print.Delete, At: p.at.Path}}, p.at.Path != ""
}

// beside adds a key to the map that the word stands in, with what most authors would write.
func beside(key string, value print.Value) mend {
	return func(p place) (Fix, bool) {
		around, _ := p.at.Path.Parent()
		if _, there := p.doc.ValueAt(around.Join(key)); there {
			return Fix{}, false
		}
		return Fix{"加上 " + key + ": " + value.String(), print.Command{Do: print.Set, At: around.Join(key), Value: &value}}, true
	}
}
