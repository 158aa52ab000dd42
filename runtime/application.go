package runtime

import (
	"bytes"
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"time"

	"banshi/engine/eval"
	"banshi/runtime/files"
)

// Application is a draft: what somebody has filled in for one item, and the facts found for it.
type Application struct {
	ID          string
	Item        string
	ItemVersion int // it stays on the version it began with
	Owner       string
	Holder      string // key of the applicant, see identity.Applicant.Key
	ApplicantID string // the applicant among those of the owner's account
	Applicant   eval.Applicant
	User        eval.User // as of the owner's last request; ActsAs is fixed at the start
	Channel     string    // on which it was saved last
	Office      string    // at whose counter it is being filled in; "" at none
	Step        string    // the page that was open, for going on elsewhere
	Amends      string    // number of the returned case that it mends; "" a new application
	Case        string    // number of the case that it became; "" still a draft
	Version     int       // rises with every change by the applicant
	Created     time.Time
	Saved       time.Time
	Content     Content
	Facts       Facts
	Files       []File
	Signings    []Signing // what others were asked to sign
}

// Content is what the applicant said. It is kept as one JSON document; numbers in answers are
// json.Number, so that none loses a digit.
type Content struct {
	Answers map[string]any `json:"answers,omitempty"`
	// Confirmed is path → mark of what was confirmed: evaluation asks again for another value.
	Confirmed eval.Marks           `json:"confirmed,omitempty"`
	Disputed  []string             `json:"disputed,omitempty"`
	Chosen    map[string]string    `json:"chosen,omitempty"`
	Promised  []string             `json:"promised,omitempty"`
	Deferred  []string             `json:"deferred,omitempty"`
	Brought   []string             `json:"brought,omitempty"`
	FormOf    map[string]string    `json:"formOf,omitempty"`
	Signed    map[string]Signature `json:"signed,omitempty"` // by material
	Insist    bool                 `json:"insist,omitempty"`
	Counter   *Counter             `json:"counter,omitempty"` // of its time at a window; nil: it was at none
}

// Signature says who signed a material, and what stood in the form then.
type Signature struct {
	By      string    `json:"by"`      // number of the signer
	Account string    `json:"account"` // with which the signer was signed in
	Digest  string    `json:"digest"`  // of the form's values, or of the consent
	At      time.Time `json:"at"`
	// Until is the last day of a consent that somebody else gave, YYYY-MM-DD; "" has none.
	Until string `json:"until,omitempty"`
}

// over tells that a consent has run out.
func (s Signature) over(today string) bool { return s.Until != "" && s.Until < today }

// Fact is what a source answered for one key, with where it came from.
type Fact struct {
	Source  string        `json:"source"` // id of the source or licence
	Key     string        `json:"key"`
	Status  string        `json:"status"` // one of package eval: records, pending, down
	Records []eval.Record `json:"records,omitempty"`
	At      time.Time     `json:"at"`            // when the source was asked
	From    string        `json:"from"`          // title of the source
	Via     string        `json:"via,omitempty"` // the driver's own words, for whoever must prove it
	Why     string        `json:"why,omitempty"` // with down: timeout, unreachable …
	// Incomplete: the source doesn't answer, and the records are only those that are kept here.
	Incomplete bool `json:"incomplete,omitempty"`
	// Stamp is the state of what is kept here under the key: when that changes, the fact is asked for again.
	Stamp int64 `json:"stamp,omitempty"`
}

// Facts are the facts of an application, sorted by source and key, each once.
type Facts []Fact

func (f Facts) sort() {
	slices.SortFunc(f, func(a, b Fact) int {
		if c := strings.Compare(a.Source, b.Source); c != 0 {
			return c
		}
		return strings.Compare(a.Key, b.Key)
	})
}

// same tells whether the sources said the same, whenever they were asked.
func (f Facts) same(g Facts) (bool, error) {
	told := func(f Facts) (json.RawMessage, error) {
		f = slices.Clone(f)
		for i := range f {
			f[i].At, f[i].Stamp = time.Time{}, 0
		}
		return Encode(f)
	}
	a, err := told(f)
	if err != nil {
		return false, err
	}
	b, err := told(g)
	return bytes.Equal(a, b), err
}

// input gives the facts as evaluation takes them.
func (f Facts) input() map[string]map[string]eval.Found {
	out := make(map[string]map[string]eval.Found, len(f))
	for _, x := range f {
		if out[x.Source] == nil {
			out[x.Source] = map[string]eval.Found{}
		}
		out[x.Source][x.Key] = eval.Found{Status: x.Status, Records: x.Records}
	}
	return out
}

// File is one file handed in for a material. Its content is kept elsewhere, once, under its hash.
type File struct {
	ID       string
	Material string // path: id, or id[row]
	Name     string
	files.Stored
	At   time.Time
	Turn int // how far it is turned to the right to stand upright, in degrees; the bytes stay as they came
	// Check is what is known of viruses in it. It is read with the file and kept elsewhere, by content.
	Check files.Check
}

// input puts together what evaluation is told of the applicant's side.
func (a *Application) input(today string, submit bool) eval.Input {
	c := a.Content
	in := eval.Input{
		Submit: submit, Today: today, Applicant: a.Applicant, User: a.User, Answers: c.Answers,
		Disputed: c.Disputed, Chosen: c.Chosen, Promised: c.Promised, Deferred: c.Deferred, FormOf: c.FormOf, Insist: c.Insist,
	}
	if in.Answers == nil {
		in.Answers = map[string]any{}
	}
	in.Confirmed = maps.Clone(c.Confirmed) // what lapses is taken out of the content, and never out of an input
	in.Given = append(in.Given, c.Brought...)
	for _, f := range a.Files {
		if f.Check != files.Infected {
			in.Given = append(in.Given, f.Material)
		}
	}
	slices.Sort(in.Given)
	in.Given = slices.Compact(in.Given)
	for m, s := range c.Signed {
		if s.over(today) {
			continue
		}
		if in.Signed == nil {
			in.Signed = map[string]string{}
		}
		in.Signed[m] = s.By
	}
	return in
}
