// Package http is the driver for a source that runs as its own process, and the
// handler by which a stand-in serves one.
//
//	GET base/person?key=440622198604129913   → a JSON array of records (runtime/sharing/wire)
//	GET base/licences/food_permit?key=…
package http

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"

	"banshi/runtime/sharing"
	"banshi/runtime/sharing/wire"
)

// MaxBody is the greatest answer, 4 MiB: a source must not fill our memory.
const MaxBody = 4 << 20

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
		client = &http.Client{
			CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
			Transport:     &http.Transport{MaxIdleConnsPerHost: 16, MaxConnsPerHost: 32, MaxResponseHeaderBytes: 64 << 10},
		}
	}
	return &Driver{base: u, client: client}, nil
}

// Via names the address, without any key.
func (d *Driver) Via() string { return d.base.String() }

// Lookup asks. 404 is sharing.ErrUnknown (the process has no such source); any other
// status but 200 is ErrUnreachable.
func (d *Driver) Lookup(ctx context.Context, w sharing.Want) ([]sharing.Record, error) {
	u := d.base.JoinPath(strings.Split(w.ID(), "/")...)
	u.RawQuery = url.Values{"key": {w.Key}}.Encode()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, u.String(), nil)
	if err != nil {
		return nil, fmt.Errorf("%w: %s", sharing.ErrUnreachable, w.ID())
	}
	req.Header.Set("Accept", "application/json")
	res, err := d.client.Do(req)
	if err != nil {
		// The error of net/http holds the address, and the address holds the key.
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		return nil, fmt.Errorf("%w: %s at %s: %w", sharing.ErrUnreachable, w.ID(), d.base.Host, inner(err))
	}
	defer res.Body.Close()
	switch {
	case res.StatusCode == http.StatusNotFound:
		return nil, fmt.Errorf("%w: %s at %s", sharing.ErrUnknown, w.ID(), d.base.Host)
	case res.StatusCode != http.StatusOK:
		return nil, fmt.Errorf("%w: %s at %s answers %d", sharing.ErrUnreachable, w.ID(), d.base.Host, res.StatusCode)
	}
	body := io.LimitReader(res.Body, MaxBody+1)
	counted := &counter{r: body}
	rows, err := wire.Decode(counted, w.Licence != "")
	switch {
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case counted.n > MaxBody:
		return nil, fmt.Errorf("%w: the answer is larger than %d bytes", sharing.ErrGarbage, MaxBody)
	case err != nil:
		return nil, err
	}
	return wire.Records(rows, w)
}

func inner(err error) error {
	var u *url.Error
	if errors.As(err, &u) {
		return u.Err
	}
	return err
}

type counter struct {
	r io.Reader
	n int64
}

func (c *counter) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n += int64(n)
	return n, err
}
