package runtime

import (
	"context"
	"unicode/utf8"

	"banshi/engine/eval"
	"banshi/engine/field"
	"banshi/engine/value"
	"banshi/runtime/base/actor"
	"banshi/runtime/base/audit"
	"banshi/runtime/base/fault"
	"banshi/runtime/identity"
	"banshi/runtime/sharing"
)

// Card is what a reader reads from an identity card.
type Card struct{ No, Name string }

// CardReader reads identity cards at a counter. Where there is none, numbers are typed.
type CardReader interface {
	// Label says what it is; of a stand-in, that it is one.
	Label() (text fault.Text, standIn bool)
	// Cards lists what lies on it by ids without personal numbers: a real one has one card at most, a stand-in a tray of them.
	Cards(ctx context.Context, office string) ([]Laid, error)
	// Read reads one. Codes: not_found (no card lies there).
	Read(ctx context.Context, office, card string) (Card, error)
}

// Laid is a card that lies on the reader.
type Laid struct{ ID, Name string }

// Reader is the reader of the caller's counter; false: there is none. Codes: unauthenticated, forbidden, not_found.
func (c *Counters) Reader(ctx context.Context, office string) (CardReader, bool, error) {
	if _, err := clerk(ctx, actor.DraftBegin, office); err != nil {
		return nil, false, err
	}
	return c.Cards, c.Cards != nil, nil
}

// ReadCard reads the card that lies on the reader; that it was read is written down. Codes: as Reader.
func (c *Counters) ReadCard(ctx context.Context, office, card string) (Visitor, error) {
	who, err := clerk(ctx, actor.DraftBegin, office)
	if err != nil {
		return Visitor{}, err
	}
	if c.Cards == nil {
		return Visitor{}, fault.New(fault.NotFound, sayNoReader)
	}
	x, err := c.Cards.Read(ctx, office, card)
	if err != nil {
		return Visitor{}, err
	}
	return Visitor{No: x.No, Name: x.Name, How: "card"}, c.Store.Viewed(ctx, c.counterEvent(who, "counter.card", office))
}

// NoteCard takes what the service on the clerk's own machine has read: the server can't reach that, so it is the clerk's
// word, as a number is that was typed from the card. That a card was read is written down. Codes: as Reader, invalid.
func (c *Counters) NoteCard(ctx context.Context, office string, card Card) (Visitor, error) {
	who, err := clerk(ctx, actor.DraftBegin, office)
	if err != nil {
		return Visitor{}, err
	}
	if c.ReaderAt == "" {
		return Visitor{}, fault.New(fault.NotFound, sayNoReader)
	}
	v := cleaned(Visitor{No: card.No, Name: card.Name, How: "card"})
	if bad := v.check("", c.today()); len(bad) > 0 {
		return Visitor{}, fault.New(fault.Invalid, sayVisitorBad, bad...)
	}
	return v, c.Store.Viewed(ctx, c.counterEvent(who, "counter.card", office))
}

// counterEvent tells the trail of something at a counter that is no draft yet: never of whom.
func (h *hall) counterEvent(who identity.Current, act, office string) audit.Event {
	return audit.Event{At: h.Clock().UTC(), Actor: who.Actor(), Act: act, Object: audit.Object{Kind: "counter", ID: office}, Detail: map[string]any{"channel": "counter"}}
}

// What a register says to a name and a number.
const (
	NameMatches = "match"
	NameDiffers = "differs"
	NameUnknown = "unknown" // no such number there
	NameSilent  = "silent"  // no register, or it does not answer
)

// residents is the source that knows who has which number, and residentName its field.
const residents, residentName = "person", "name"

// Identify checks a number that was typed: its shape and check digit and, where the register answers, the name. It says
// nothing else of whoever has that number. Codes: unauthenticated, forbidden, not_found, invalid.
func (c *Counters) Identify(ctx context.Context, office string, v Visitor) (string, error) {
	who, err := clerk(ctx, actor.DraftBegin, office)
	if err != nil {
		return "", err
	}
	v = cleaned(v)
	if bad := v.check("", c.today()); len(bad) > 0 {
		return "", fault.New(fault.Invalid, sayVisitorBad, bad...)
	}
	if err := c.Store.Viewed(ctx, c.counterEvent(who, "counter.identify", office)); err != nil {
		return "", err
	}
	ctx, cancel := context.WithTimeout(ctx, c.DraftWait)
	defer cancel()
	want := sharing.Want{Source: residents, Key: v.No}
	answer := c.Sources.Fetch(ctx, sharing.Request{Purpose: sharing.Purpose{Actor: who.Account.ID, Why: "counter"}, Wants: []sharing.Want{want},
		Typed: map[sharing.Want]bool{want: true}})[want]
	switch {
	case answer.Status != sharing.Records:
		return NameSilent, nil
	case len(answer.Records) == 0:
		return NameUnknown, nil
	}
	for _, r := range answer.Records {
		if r.Cells[residentName] == v.Name {
			return NameMatches, nil
		}
	}
	return NameDiffers, nil
}

// check says what is wrong with who stands before the window.
func (v Visitor) check(under, today string) []fault.Field {
	var bad []fault.Field
	if n := utf8.RuneCountInString(v.Name); n < 2 || n > 50 || !textFault(v.Name).None() {
		bad = append(bad, fault.Field{Path: under + "name", Message: sayVisitorName})
	}
	if !judged("id_number", v.No, today) {
		bad = append(bad, fault.Field{Path: under + "no", Message: sayVisitorNo})
	}
	if v.Phone != "" && !judged("phone", v.Phone, today) {
		bad = append(bad, fault.Field{Path: under + "phone", Message: sayVisitorPhone})
	}
	return bad
}

// judged tells whether a text is a value of a field type.
func judged(typ, text, today string) bool {
	p := field.Params{}
	if day, ok := value.ParseDate(today); ok {
		p.Today = &day
	}
	_, bad := field.Of(typ).Parse(text, p)
	return bad == nil
}

// check makes the applicant of an opening. Codes: invalid.
func (o *Opening) check(today string) (eval.Applicant, string, error) {
	o.Person = cleaned(o.Person)
	bad := o.Person.check("person.", today)
	if o.Person.How != "card" {
		o.Person.How = "typed"
	}
	applicant, actsAs := eval.Applicant{Kind: string(identity.Person), No: o.Person.No, Name: o.Person.Name}, string(identity.Self)
	if x := o.Applicant; x != nil {
		v := cleaned(Visitor{No: x.No, Name: x.Name})
		applicant, actsAs = eval.Applicant{Kind: x.Kind, No: v.No, Name: v.Name}, o.ActsAs
		switch x.Kind {
		case string(identity.Organisation):
			if !judged("uscc", v.No, today) {
				bad = append(bad, fault.Field{Path: "applicant.no", Message: sayApplicantCode})
			}
			if n := utf8.RuneCountInString(v.Name); n < 2 || n > 100 {
				bad = append(bad, fault.Field{Path: "applicant.name", Message: sayVisitorName})
			}
		default:
			applicant.Kind = string(identity.Person)
			bad = append(bad, v.check("applicant.", today)...)
			if v.No == o.Person.No || actsAs == string(identity.Self) {
				bad = append(bad, fault.Field{Path: "actsAs", Message: sayActsForWhom})
			}
		}
		switch identity.ActsAs(actsAs) {
		case identity.Self, identity.Agent, identity.Guardian, identity.Family:
		default:
			bad = append(bad, fault.Field{Path: "actsAs", Message: sayActsForWhom})
		}
		if !o.Authority {
			bad = append(bad, fault.Field{Path: "authority", Message: sayAuthorityUnseen})
		}
	}
	if len(bad) > 0 {
		return applicant, actsAs, fault.New(fault.Invalid, sayVisitorBad, bad...)
	}
	return applicant, actsAs, nil
}
