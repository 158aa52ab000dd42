package main

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"os"
	"strings"
)

// The settings by which departments push with certificates of their own (mTLS).
const (
	pushHostVar = "BANSHI_PUSH_HOST" // the name under which they connect: push.hall.example
	pushCAVar   = "BANSHI_PUSH_CA"   // who has issued their certificates: a file (PEM)
)

// pushers says who is asked for a certificate: whoever connects by that name, and nobody else, so that no browser asks its
// user for one.
type pushers struct {
	Host string
	CA   *x509.CertPool
}

// pushers reads the settings; nil: departments sign.
func (c *call) pushers() (*pushers, error) {
	host, ca := c.env(pushHostVar), c.env(pushCAVar)
	if host == "" && ca == "" {
		return nil, nil
	}
	if host == "" || ca == "" {
		return nil, errors.New(pushHostVar + ", " + pushCAVar)
	}
	raw, err := os.ReadFile(ca)
	if err != nil {
		return nil, err
	}
	pool := x509.NewCertPool()
	if !pool.AppendCertsFromPEM(raw) {
		return nil, errors.New(ca)
	}
	return &pushers{Host: host, CA: pool}, nil
}

// asking is base, which asks whoever connects by the name of the pushers for a certificate. Each connection shows it
// anew: who was struck off is not let in by a ticket of before.
func (p *pushers) asking(base *tls.Config) *tls.Config {
	if p == nil {
		return base
	}
	strict := base.Clone()
	strict.ClientAuth, strict.ClientCAs, strict.SessionTicketsDisabled = tls.RequireAndVerifyClientCert, p.CA, true
	out := base.Clone()
	out.GetConfigForClient = func(hello *tls.ClientHelloInfo) (*tls.Config, error) {
		if strings.EqualFold(hello.ServerName, p.Host) {
			return strict, nil
		}
		return nil, nil
	}
	return out
}
