package main

import (
	"context"

	"banshi/runtime"
	"banshi/runtime/base/fault"
	"banshi/runtime/identity/standin"
)

// trayCards stands in for the card readers of the counters: on each lies a tray with the cards of the example's citizens.
type trayCards struct{ people *standin.Accounts }

var _ runtime.CardReader = trayCards{}

// Label says that it is a stand-in.
func (trayCards) Label() (fault.Text, bool) {
	return sayStandinCards, true
}

// Cards lists the citizens.
func (c trayCards) Cards(ctx context.Context, _ string) ([]runtime.Laid, error) {
	list, err := c.people.People(ctx)
	if err != nil {
		return nil, err
	}
	var out []runtime.Laid
	for _, a := range list {
		if a.Staff == nil {
			out = append(out, runtime.Laid{ID: a.ID, Name: a.Name})
		}
	}
	return out, nil
}

// Read reads one. Codes: not_found.
func (c trayCards) Read(ctx context.Context, _, card string) (runtime.Card, error) {
	a, err := c.people.Account(ctx, card)
	if err != nil {
		return runtime.Card{}, err
	}
	if a.Staff != nil {
		return runtime.Card{}, fault.New(fault.NotFound, sayNoCard)
	}
	return runtime.Card{No: a.No, Name: a.Name}, nil
}

// cards are the readers of the counters; there are none but the stand-in's.
func (s *site) cards() runtime.CardReader {
	if s.people == nil {
		return nil
	}
	return trayCards{s.people}
}
