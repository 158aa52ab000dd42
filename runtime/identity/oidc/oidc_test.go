package oidc_test

import (
	"context"
	"errors"
	"net/http"
	"testing"
	"time"

	"banshi/runtime/base/fault"
	"banshi/runtime/identity"
	"banshi/runtime/identity/oidc"
)

// hanging is a network on which the provider doesn't answer until it is let go, and then fails.
type hanging struct{ asked, letGo chan struct{} }

func (h hanging) RoundTrip(*http.Request) (*http.Response, error) {
	h.asked <- struct{}{}
	<-h.letGo
	return nil, errors.New("no route")
}

// Who waits for a provider that hangs waits no longer than he wants to, whoever else waits.
func TestNobodyWaitsInTurn(t *testing.T) {
	net := hanging{make(chan struct{}), make(chan struct{})}
	p, err := oidc.New(oidc.Config{Issuer: "https://id.example", Client: "hall", Clock: func() time.Time { return time.Unix(1_790_000_000, 0) }, Network: net})
	if err != nil {
		t.Fatal(err)
	}
	first := make(chan error)
	go func() {
		_, err := p.Ask(context.Background(), identity.Question{})
		first <- err
	}()
	<-net.asked
	gone, leave := context.WithCancel(context.Background())
	leave()
	if _, err := p.Ask(gone, identity.Question{}); !fault.Is(err, fault.Unavailable) || !errors.Is(err, context.Canceled) {
		t.Errorf("who has gone while another waits: %v", err)
	}
	close(net.letGo)
	if err := <-first; !fault.Is(err, fault.Unavailable) || errors.Is(err, context.Canceled) {
		t.Errorf("who waited: %v", err)
	}
}
