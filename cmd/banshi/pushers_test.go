package main

import (
	"bytes"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/json"
	"math/big"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// authority issues certificates to departments.
type authority struct {
	t    *testing.T
	cert *x509.Certificate
	key  *ecdsa.PrivateKey
}

func newAuthority(t *testing.T, name string) *authority {
	a := &authority{t: t}
	a.cert, a.key = a.issue(name, true, time.Hour)
	return a
}

func (a *authority) issue(name string, ca bool, lasts time.Duration) (*x509.Certificate, *ecdsa.PrivateKey) {
	a.t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		a.t.Fatal(err)
	}
	n, err := rand.Int(rand.Reader, big.NewInt(1<<60))
	if err != nil {
		a.t.Fatal(err)
	}
	tmpl := &x509.Certificate{SerialNumber: n, Subject: pkix.Name{CommonName: name}, NotBefore: time.Now().Add(-2 * time.Hour), NotAfter: time.Now().Add(lasts),
		IsCA: ca, BasicConstraintsValid: true, ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageClientAuth}}
	parent, by := a.cert, a.key
	if parent == nil {
		parent, by = tmpl, key
	}
	der, err := x509.CreateCertificate(rand.Reader, tmpl, parent, &key.PublicKey, by)
	if err != nil {
		a.t.Fatal(err)
	}
	cert, err := x509.ParseCertificate(der)
	if err != nil {
		a.t.Fatal(err)
	}
	return cert, key
}

func (a *authority) client(name string, lasts time.Duration) []tls.Certificate {
	cert, key := a.issue(name, false, lasts)
	return []tls.Certificate{{Certificate: [][]byte{cert.Raw}, PrivateKey: key}}
}

// A department pushes with its certificate, which says who it is; whoever has none, or one of somebody else, doesn't; and
// no browser is asked for one.
func TestPushByCertificate(t *testing.T) {
	dir, cfg := t.TempDir(), config(t)
	cfg.Identity = identityConfig{Issuer: "https://sso.example", Client: "hall", Secret: "b7Qx-92mK_zzT4-wPa81"}
	trusted := pair(t, dir, "push.example")
	cfg.TLS = &keyPair{Cert: filepath.Join(dir, "cert.pem"), Key: filepath.Join(dir, "key.pem")}
	ours, others := newAuthority(t, "departments"), newAuthority(t, "somebody else")
	pool := x509.NewCertPool()
	pool.AddCert(ours.cert)
	cfg.Pushers = &pushers{Host: "push.example", CA: pool}
	keys := `[{"id": "health", "subject": "health.example", "sources": ["licences/hygiene_permit"]}]`
	if err := os.WriteFile(filepath.Join(cfg.Data, pushKeysFile), []byte(keys), 0o600); err != nil {
		t.Fatal(err)
	}
	without := cfg
	without.Pushers = nil
	if x, err := openSite(context.Background(), without); err == nil || !strings.Contains(err.Error(), pushCAVar) {
		t.Errorf("a key with a subject, and nobody who asks for certificates: %v", err)
		if x != nil {
			x.Close()
		}
	}
	r := start(t, cfg)
	const line = `{"id": "m1", "op": "add", "source": "licences/hygiene_permit", "seq": 1, "record": {"number": "N1", "holder_no": "91440605MA90A00162", "status": "有效", "at": "2026-11-20", "fields": {}}}`
	send := func(host string, list []tls.Certificate, headers ...string) (int, string) {
		c := &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{RootCAs: trusted, ServerName: host, Certificates: list}}}
		defer c.CloseIdleConnections()
		req, err := http.NewRequest("POST", r.url()+"/api/records/push", bytes.NewReader([]byte(line)))
		if err != nil {
			t.Fatal(err)
		}
		req.Header.Set("Content-Type", "application/x-ndjson")
		for i := 0; i+1 < len(headers); i += 2 {
			req.Header.Set(headers[i], headers[i+1])
		}
		res, err := c.Do(req)
		if err != nil {
			return 0, err.Error()
		}
		defer res.Body.Close()
		var b bytes.Buffer
		_, _ = b.ReadFrom(res.Body)
		return res.StatusCode, b.String()
	}
	status, text := send("push.example", ours.client("health.example", time.Hour))
	var told struct {
		Key      string
		Accepted int
	}
	if status != 200 || json.Unmarshal([]byte(text), &told) != nil || told.Key != "health" || told.Accepted != 1 {
		t.Fatalf("%d %s", status, text)
	}
	if status, text := send("push.example", ours.client("health.example", time.Hour)); status != 200 || !strings.Contains(text, `"again":true`) {
		t.Errorf("once more: %d %s", status, text)
	}
	for name, c := range map[string]struct {
		host   string
		list   []tls.Certificate
		header []string
		want   int
	}{
		"no certificate":                     {"push.example", nil, nil, 0},
		"one of another authority":           {"push.example", others.client("health.example", time.Hour), nil, 0},
		"one that is over":                   {"push.example", ours.client("health.example", -time.Hour), nil, 0},
		"one that no key names":              {"push.example", ours.client("market.example", time.Hour), nil, 401},
		"another's key":                      {"push.example", ours.client("health.example", time.Hour), []string{"Banshi-Key", "market"}, 401},
		"by the name of the hall":            {"127.0.0.1", ours.client("health.example", time.Hour), nil, 401},
		"its key, signed with an empty word": {"127.0.0.1", nil, []string{"Banshi-Key", "health", "Banshi-Signature", "00"}, 401},
	} {
		if status, text := send(c.host, c.list, c.header...); status != c.want {
			t.Errorf("%s: %d %.300s", name, status, text)
		}
	}
}
