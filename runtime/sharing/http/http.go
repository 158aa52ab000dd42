// Package http is the driver for a source that runs as its own process, and the
// handler by which a stand-in serves one.
//
//	GET base/person?key=440622198604129913   → a JSON array of records (runtime/sharing/wire)
//	GET base/licences/food_permit?key=…
package http

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strings"

	"banshi/runtime/sharing"
	"banshi/runtime/sharing/wire"
)

// MaxBody is the greatest answer, 4 MiB: a source must not fill our memory.
const MaxBody = wire.MaxBytes

// Driver asks one base address.
type Driver struct {
	base   *url.URL
	client *http.Client
}

var _ sharing.Driver = (*Driver)(nil)

// New needs an absolute http or https address without a query. client nil is one of
// our own, which follows no redirect: an answer must come from whom we asked.
func New(base string, client *http.Client) (*Driver, error) {
	u, err := url.Parse(base)
	if err != nil || u.Host == "" || (u.Scheme != "http" && u.Scheme != "https") || u.RawQuery != "" || u.User != nil {
		return nil, fmt.Errorf("sharing/http: %q must be an address like https://host/base", base)
	}
	if client == nil {
		client = newClient()
	}
	return &Driver{base: u, client: client}, nil
}

// Via names the address, without any key.
func (d *Driver) Via() string { return d.base.String() }

// Lookup asks.
func (d *Driver) Lookup(ctx context.Context, w sharing.Want) ([]sharing.Record, error) {
	u := d.base.JoinPath(strings.Split(w.ID(), "/")...)
	u.RawQuery = url.Values{"key": {w.Key}}.Encode()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, u.String(), nil)
	if err != nil {
		return nil, fmt.Errorf("%w: %s", sharing.ErrUnreachable, w.ID())
	}
	body, err := fetch(ctx, d.client, req, w.ID())
	if err != nil {
		return nil, err
	}
	rows, err := wire.Decode(bytes.NewReader(body), w.Licence != "")
	if err != nil {
		return nil, err
	}
	return wire.Records(rows, w)
}
