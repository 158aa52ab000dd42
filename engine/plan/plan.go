// Package plan holds a compiled definition: immutable, pure data, the same for the server and every
// client. compile makes it from a checked spec, in one language; eval and its twin in
// frontend/core evaluate it. Its JSON is part of the contract with all channels (see package view):
// changing a key is a change of that contract.
package plan

import "banshi/engine/expr"

// Plan is one item, ready to be evaluated. Lists stand in the order of the file; Order is the order
// of evaluation, worked out from what reads what.
type Plan struct {
	Digest      string   `json:"digest"` // sha-256 of the item's meaning, the same in every language of texts
	Language    string   `json:"language"`
	ID          string   `json:"id"`
	Code        string   `json:"code,omitempty"`
	Name        string   `json:"name"`
	AlsoKnownAs []string `json:"alsoKnownAs,omitempty"`
	Type        string   `json:"type"`
	Department  Named    `json:"department"`
	Applicants  []string `json:"applicants"`
	Acting      []string `json:"acting"`
	Entry       *Entry   `json:"entry,omitempty"`
	Keep        *Span    `json:"keep,omitempty"`
	Guide       Guide    `json:"guide"`

	Access   *expr.Node `json:"access,omitempty"` // identity level wanted
	Dispatch []Choice   `json:"dispatch,omitempty"`
	Parts    string     `json:"parts,omitempty"` // field whose options are decided apart

	Records   map[string]*RecordType `json:"records"` // by id of source or licence
	Facts     []*Fact                `json:"facts,omitempty"`
	Sections  []*Section             `json:"sections"`
	Fields    []*Field               `json:"fields"`
	Order     []string               `json:"order"` // form.<field>, section.<id>, or a fact
	Rules     []*Rule                `json:"rules,omitempty"`
	Materials []*Material            `json:"materials,omitempty"`

	Mode      string     `json:"mode,omitempty"`
	Steps     []*Step    `json:"steps,omitempty"`
	Limits    []*Limit   `json:"limits,omitempty"`
	Fees      []*Fee     `json:"fees,omitempty"`
	Results   []*Result  `json:"results,omitempty"`
	Instant   *expr.Node `json:"instant,omitempty"`
	Batch     *Batch     `json:"batch,omitempty"`
	Offer     *Offer     `json:"offer,omitempty"`
	Publicity *Publicity `json:"publicity,omitempty"`
	Calendar  []Year     `json:"calendar,omitempty"`
	Home      []string   `json:"home,omitempty"` // what addresses of the district may leave out: 广东省 佛山市 南海区
}

// Named is an id with what people call it.
type Named struct {
	ID    string `json:"id"`
	Title string `json:"title"`
}

// Entry says that the item is begun elsewhere, or only has a guide.
type Entry struct {
	Guide    bool   `json:"guide,omitempty"`
	External string `json:"external,omitempty"`
	System   string `json:"system,omitempty"` // what people call it
	SignOn   bool   `json:"signOn,omitempty"`
}

// Span is a length of time as the law writes it. Unit is wd (working days), d, mo or y.
type Span struct {
	N    int    `json:"n"`
	Unit string `json:"unit"`
}

// Choice is one entry of a list of `{when, value}`: the first that holds counts.
type Choice struct {
	When  *expr.Node `json:"when,omitempty"`
	Value *expr.Node `json:"value"`
	// Facts that Value reads, in order: where a filled value comes from.
	Facts []string `json:"facts,omitempty"`
	// Hint: Value reads a cell that may only be a hint, which the applicant confirms.
	Hint bool `json:"hint,omitempty"`
}

// Year is a published year of the working calendar: days off that are no weekend, make-up days.
type Year struct {
	Year int      `json:"year"`
	Off  []string `json:"off"`
	Work []string `json:"work"`
}

// RecordType is what a source or licence kind holds.
type RecordType struct {
	ID       string   `json:"id"`
	Title    string   `json:"title"`
	Licence  bool     `json:"licence,omitempty"`
	Many     bool     `json:"many,omitempty"`
	Dated    bool     `json:"dated,omitempty"`
	Required bool     `json:"required,omitempty"`
	Trust    string   `json:"trust,omitempty"`
	Cells    []*Field `json:"cells"`
}

// Fact is something that the item looks up.
type Fact struct {
	ID      string     `json:"id"`
	Source  string     `json:"source"` // id of the source or licence
	Licence bool       `json:"licence,omitempty"`
	Key     *expr.Node `json:"key,omitempty"` // none: one table for all
	Many    bool       `json:"many,omitempty"`
	When    *expr.Node `json:"when,omitempty"`
	Consent *Consent   `json:"consent,omitempty"`
	Latest  bool       `json:"latest,omitempty"`
}

// Consent allows a look at somebody else's record.
type Consent struct {
	Law      string `json:"law,omitempty"`
	Material string `json:"material,omitempty"`
}
