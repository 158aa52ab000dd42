package catalog

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"slices"

	"banshi/engine"
	"banshi/engine/eval"
	"banshi/engine/spec"
)

// shelf is what is worked out of a whole folder when it is imported, so that nobody need read and
// compile all of it again: what each item means, what its card says and what it is found by. It is kept
// with the folder, for the very program that made it; another makes its own.
type shelf struct {
	Sum   string            // of the bytes of the pack
	Clean bool              // nothing in the folder has an error
	Items map[string]record // by id; those with errors have none
}

// record is one item of a shelf.
type record struct {
	Digest               string
	Person, Organisation []string // themes and events
	Gives                []string // kinds of licences
	Daily                bool     // its card may say something else on another day
	Day                  string   // on which its card was evaluated
	Languages            map[string]tongue
}

// tongue is how an item is shown and found in a language.
type tongue struct {
	Card  Card
	Entry Entry
}

// speak gives the words of a language; Chinese where there are none.
func (r record) speak(language string) tongue {
	if w, ok := r.Languages[language]; ok {
		return w
	}
	return r.Languages[Chinese]
}

func (s shelf) encode() ([]byte, error) {
	var out bytes.Buffer
	z := gzip.NewWriter(&out)
	if err := json.NewEncoder(z).Encode(s); err != nil { // keys of maps come sorted
		return nil, err
	}
	err := z.Close()
	return out.Bytes(), err
}

func decodeShelf(data []byte) (shelf, error) {
	var s shelf
	z, err := gzip.NewReader(bytes.NewReader(data))
	if err == nil {
		err = json.NewDecoder(z).Decode(&s)
	}
	if err != nil {
		return shelf{}, fmt.Errorf("catalog: shelf: %w", err)
	}
	return s, nil
}

// programs are an item in its languages; nil where it doesn't compile.
type programs interface {
	Program(language string) *eval.Program
}

// tongues is what items share, in every language.
type tongues interface {
	In(language string) *spec.Catalogue
}

// in is one item of a catalogue that was opened as a whole.
type in struct {
	*engine.Catalogue
	item string
}

func (i in) Program(language string) *eval.Program { return i.Catalogue.Program(i.item, language) }

// shelve works out the shelf of a folder that was opened as a whole. Items with errors are left out.
func shelve(c *engine.Catalogue, today string) (shelf, error) {
	out := shelf{Clean: !c.Faults.HasErrors(), Items: make(map[string]record, len(c.Spec.Items))}
	translations := map[string][]*spec.Translations{}
	for _, t := range c.Spec.Translations {
		translations[t.Item] = append(translations[t.Item], t)
	}
	for _, item := range c.Spec.Items {
		id := item.ID.S
		if c.Program(id, Chinese) == nil {
			continue
		}
		r, err := recordOf(in{c, id}, item, translations[id], c, today)
		if err != nil {
			return shelf{}, err
		}
		out.Items[id] = r
	}
	return out, nil
}

// recordOf works out one item.
func recordOf(p programs, item *spec.Item, translations []*spec.Translations, c tongues, today string) (record, error) {
	chinese := p.Program(Chinese).Plan()
	r := record{Person: words(item.Themes.Person), Organisation: words(item.Themes.Organisation), Daily: daily(chinese), Day: today,
		Languages: map[string]tongue{}}
	for _, x := range chinese.Results {
		if x.Kind == "licence" && !slices.Contains(r.Gives, x.Of) {
			r.Gives = append(r.Gives, x.Of)
		}
	}
	var err error
	if r.Digest, err = digestOf(item, p, translations); err != nil {
		return record{}, fmt.Errorf("digest of %s: %w", chinese.ID, err)
	}
	languages := []string{Chinese}
	for _, t := range translations {
		languages = append(languages, t.Language)
	}
	for _, language := range languages {
		prog := p.Program(language)
		card, err := cardOf(prog, today)
		if err != nil {
			return record{}, err
		}
		r.Languages[language] = tongue{Card: card, Entry: entryOf(r, prog.Plan(), chinese, c.In(language), c.In(Chinese))}
	}
	return r, nil
}
