// Package eval gives the state of an application: plan + input → state. It is pure and total: the
// same input gives the same state, whatever the order of the answers; no IO, no clock. Its twin in
// frontend/core is held equal to it, to the byte.
package eval

// Input is everything that evaluation sees. Paths: form.area, form.managers[r1].no; materials by id,
// with [row] where they are asked for each row.
type Input struct {
	Submit    bool              `json:"submit"` // false: a draft, where every blank question is unknown
	Today     string            `json:"today"`  // YYYY-MM-DD
	Applicant Applicant         `json:"applicant"`
	User      User              `json:"user"`
	Answers   map[string]any    `json:"answers"`             // by field id, as JSON; a table is a list of objects with _row
	Confirmed Marks             `json:"confirmed,omitempty"` // path → mark of what was confirmed by 没错, see Session.Mark
	Disputed  []string          `json:"disputed,omitempty"`
	Chosen    map[string]string `json:"chosen,omitempty"`   // path of a fact → number of its record, or none
	Given     []string          `json:"given,omitempty"`    // materials uploaded, or to be brought on paper
	Promised  []string          `json:"promised,omitempty"` // materials promised instead (告知承诺)
	Deferred  []string          `json:"deferred,omitempty"` // materials to be handed in later (容缺)
	FormOf    map[string]string `json:"formOf,omitempty"`   // material → its pick among any_of
	Signed    map[string]string `json:"signed,omitempty"`   // material → number of who signed
	Insist    bool              `json:"insist,omitempty"`   // 仍要提交
	// Facts by id of source or licence, then by key ("" for a source without key).
	Facts map[string]map[string]Found `json:"facts,omitempty"`
	// Withheld facts are known to the server only: records about somebody else.
	Withheld []string `json:"withheld,omitempty"`
}

// Known counts the facts, whatever was found.
func (in Input) Known() (n int) {
	for _, byKey := range in.Facts {
		n += len(byKey)
	}
	return n
}

// Applicant is in whose name the decision is given.
type Applicant struct {
	Kind string `json:"kind"` // person, organisation
	No   string `json:"no"`
	Name string `json:"name"`
}

// User is who sits before the screen.
type User struct {
	No     string `json:"no"`
	Name   string `json:"name"`
	Phone  string `json:"phone"`
	Level  int    `json:"level"`
	ActsAs string `json:"actsAs"`
}

// Statuses of what was found under a key.
const (
	HasRecords = "records"
	Pending    = "pending"
	Down       = "down"
)

// Found is what a source answered for one key.
type Found struct {
	Status  string   `json:"status"`
	Records []Record `json:"records,omitempty"`
}

// Record is one record of a source or licence. Cells are JSON as the source gave them; a choice may
// hold the text of its option. A licence's own attributes (number, valid_to …) stand among the cells.
type Record struct {
	ID    string         `json:"id"`
	At    string         `json:"at,omitempty"` // day of the record's last change
	Cells map[string]any `json:"cells"`
}
