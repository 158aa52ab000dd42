package main

import (
	"context"
	"errors"
	"net"
	"net/url"
	"strings"

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

// cards are the readers of the counters: where the clerks' own machines read them, the server has none; else the
// stand-in's, unless real people sign in.
func (s *site) cards() runtime.CardReader {
	if s.people == nil || s.cfg.CardReader != "" {
		return nil
	}
	return trayCards{s.people}
}

// cardReaderVar is the address of the service that reads cards on each clerk's own machine, as its browser reaches it.
const cardReaderVar = "BANSHI_CARD_READER"

// readCardReader takes an address on the machine itself, and no other: what is read there leaves it by the clerk's hand alone.
func readCardReader(at string) (string, error) {
	if at == "" {
		return "", nil
	}
	u, err := url.Parse(at)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.RawQuery != "" || u.Fragment != "" || u.User != nil {
		return "", errCardReader
	}
	ip := net.ParseIP(u.Hostname())
	if u.Hostname() != "localhost" && (ip == nil || !ip.IsLoopback()) {
		return "", errCardReader
	}
	return strings.TrimSuffix(at, "/"), nil
}

var errCardReader = errors.New("not an address of the machine itself")

// reached are the origins that pages of the workbench may fetch from: the reader of cards on the same machine.
func (s *site) reached() map[string]string {
	u, err := url.Parse(s.cfg.CardReader)
	if err != nil || u.Host == "" {
		return nil
	}
	return map[string]string{"/staff/": u.Scheme + "://" + u.Host}
}
