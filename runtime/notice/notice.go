// Package notice tells people what happened to their matters, and what they are to do.
//
// A notice is a row that is written in the transaction of what it tells (store.Tell): both stand or both fall. It holds its
// kind, what it is about and the few words that the kind needs, never a name, a number of a person or what somebody applied
// with; its texts stand in one table (kinds.go, messages.go) and are said in the language of who reads.
package notice

import (
	"fmt"
	"slices"
	"time"

	"banshi/runtime/base/fault"
)

// Notice is one thing that somebody is told.
type Notice struct {
	ID      int64 // given by the store
	To      To
	Kind    Kind
	Subject Subject
	Args    Args // what the row of its kind names, and nothing else
	At      time.Time
	// From is when it is told: until then nobody sees it, and it can be taken back (store.Recall). The zero time: at once.
	From time.Time
	// Once is a name that is told to a person once, however often it is ordered; "" is no name. It stands in no log.
	Once string
	Read bool // by who reads the list
}

// To is who is told. At least one of the two is named; where both are, it is one notice for both.
type To struct {
	Account string // whose matter it is; "" of one from the counter
	Holder  string // in whose name it is (identity.Applicant.Key): whoever may speak for it reads it
}

// Subject is what a notice is about: where it leads.
type Subject struct {
	Kind SubjectKind
	ID   string // the number of a case, the id of a draft, a booking, …; of the database, never of a person
}

// SubjectKind is what sort of thing. A new one needs its page in frontend/shell/pages.
type SubjectKind string

// What notices are about.
const (
	OfCase    SubjectKind = "case"
	OfDraft   SubjectKind = "draft"
	OfSigning SubjectKind = "signing" // without an ID: the link that was handed over leads there
	OfDispute SubjectKind = "dispute"
	OfLicence SubjectKind = "licence" // ID is the item that renews it; "" of none
	OfMandate SubjectKind = "mandate"
	OfBooking SubjectKind = "booking"
	OfSnag    SubjectKind = "snag"

	OfConsultation SubjectKind = "consultation"

	OfItem       SubjectKind = "item"
	OfDefinition SubjectKind = "definition" // ID is the draft that changes one
	OfDeputy     SubjectKind = "deputy"     // without an ID: the work of a colleague is in one's own list
)

// Desk is To.Holder of what an account is told as one of staff, wherever; DeskOf as one of an office or a department. Whoever is
// there no longer reads it no longer. No holder's key looks like that.
const Desk = "desk"

// DeskOf is To.Holder of what an account is told as one of an office or a department, by its id; of "" it is Desk.
func DeskOf(place string) string {
	if place == "" {
		return Desk
	}
	return Desk + "/" + place
}

// Args are the words of a notice by name: the title of an item, a day (YYYY-MM-DD), the title of an office. A word that
// has another form in English stands there once more under its name with ".en".
type Args map[string]string

// Reader is who reads notices: those of matters that are the account's own, unless the right to act in that name has
// ended, and all of the holder's, for whom he or she may speak.
type Reader struct {
	Account string
	Names   []string // holders in whose name the account may act
	Holder  string   // for whom the account speaks; "" for nobody
	// Staff: it reads what it is told as one of staff, at the desks that Names lists, and nothing of its own.
	Staff bool
}

// Place is a place in a list of notices, the latest first: that of the last one seen. The zero Place is the top.
type Place struct {
	Told time.Time
	ID   int64
}

// Text is what somebody reads of a notice.
type Text struct {
	Title, Body string
	Act         string // what the link to its subject is called; "" where nothing is to be done
}

// Row is how a kind of notice is worded.
type Row struct {
	Kind  Kind
	Args  []string   // in the order of the verbs of Body; one that ends with "day" is a day
	Title fault.Text // without values
	Body  fault.Text
	Act   fault.Text
	// Inside: shown in the hall alone, and sent to nobody.
	Inside bool
	// Urgent: something is lost if it is not done in time. No daily limit holds it up.
	Urgent bool
}

// Of finds the row of a kind.
func Of(k Kind) (Row, bool) {
	i := slices.IndexFunc(rows, func(r Row) bool { return r.Kind == k })
	if i < 0 {
		return Row{}, false
	}
	return rows[i], true
}

// Rows lists every kind once.
func Rows() []Row { return slices.Clone(rows) }

// Check tells what is wrong with a notice that is about to be written.
func (n Notice) Check() error {
	row, ok := Of(n.Kind)
	if !ok {
		return fmt.Errorf("notice: no row is of kind %q", n.Kind)
	}
	if n.To == (To{}) || n.At.IsZero() || n.Subject.Kind == "" {
		return fmt.Errorf("notice: %s needs To, At and Subject.Kind", n.Kind)
	}
	for _, a := range row.Args {
		if n.Args[a] == "" {
			return fmt.Errorf("notice: %s needs the word %q", n.Kind, a)
		}
	}
	return nil
}

// In is what the notice says in a language.
func (n Notice) In(language string) Text {
	row, ok := Of(n.Kind)
	if !ok { // of a newer program
		return Text{Title: sayOther.In(language)}
	}
	values := make([]any, len(row.Args))
	for i, a := range row.Args {
		values[i] = n.word(a, language)
	}
	return Text{Title: row.Title.In(language), Body: row.Body.With(values...).In(language), Act: row.Act.In(language)}
}

// word is one of Args as it is read in a language.
func (n Notice) word(name, language string) string {
	if isDay(name) {
		return dayIn(n.Args[name], language)
	}
	if w := n.Args[name+".en"]; w != "" && language == "en" {
		return w
	}
	return n.Args[name]
}

func isDay(name string) bool { return len(name) >= 3 && name[len(name)-3:] == "day" }

func dayIn(day, language string) string {
	t, err := time.Parse(time.DateOnly, day)
	switch {
	case err != nil:
		return day
	case language == "en":
		return t.Format("2 January 2006")
	}
	return fmt.Sprintf("%d年%d月%d日", t.Year(), t.Month(), t.Day())
}
