package http

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"banshi/engine/record"
	"banshi/runtime/sharing"
	"banshi/runtime/sharing/wire"
)

// Mapping says how an interface that isn't ours is asked, and where in its answer things stand. In the texts {key} is
// what is looked up; nothing else is ever sent.
type Mapping struct {
	URL, Method    string // Method: GET where left out
	Query, Headers [][2]string
	Body           string      // JSON; the key stands in it between quotes
	Records        string      // path of the list, or of the one record; "": the answer itself
	Cells          [][2]string // name of a cell, its path in a record
}

// Mapped is the driver of such an interface.
type Mapped struct {
	m      Mapping
	base   *url.URL
	client *http.Client
}

var _ sharing.Driver = (*Mapped)(nil)

const keyMark = "{key}"

// NewMapped takes an address of one host that is written out. client nil is one of our own, which follows no redirect.
func NewMapped(m Mapping, client *http.Client) (*Mapped, error) {
	u, err := url.Parse(strings.ReplaceAll(m.URL, keyMark, "k"))
	if err != nil || u.Host == "" || (u.Scheme != "http" && u.Scheme != "https") || u.RawQuery != "" || u.Fragment != "" || u.User != nil ||
		!strings.HasPrefix(m.URL, u.Scheme+"://"+u.Host) {
		return nil, fmt.Errorf("sharing/http: %q must be an address like https://host/path, and {key} may stand in the path alone", m.URL)
	}
	if m.Method == "" {
		m.Method = http.MethodGet
	}
	if m.Method != http.MethodGet && m.Method != http.MethodPost || m.Body != "" && m.Method != http.MethodPost {
		return nil, fmt.Errorf("sharing/http: %s: the method is GET, or POST with a body", u.Host)
	}
	if m.Body != "" && !json.Valid([]byte(strings.ReplaceAll(m.Body, keyMark, "k"))) {
		return nil, fmt.Errorf("sharing/http: %s: the body is no JSON; {key} stands between quotes", u.Host)
	}
	if client == nil {
		client = newClient()
	}
	return &Mapped{m, u, client}, nil
}

// Via names the host.
func (d *Mapped) Via() string { return d.base.Scheme + "://" + d.base.Host }

// Lookup asks once: a request that may change something over there is never sent again by itself.
func (d *Mapped) Lookup(ctx context.Context, w sharing.Want) ([]sharing.Record, error) {
	req, ok := d.request(ctx, w.Key)
	if !ok {
		return nil, nil // no register has such a key
	}
	body, err := fetch(ctx, d.client, req, w.ID())
	if err != nil {
		return nil, err
	}
	rows, err := d.read(body, w.Licence != "")
	if err != nil {
		return nil, fmt.Errorf("%w: %w", sharing.ErrGarbage, err)
	}
	return wire.Records(rows, w)
}

// request puts the key in its places, written as each of them needs it.
func (d *Mapped) request(ctx context.Context, key string) (*http.Request, bool) {
	if strings.ContainsFunc(key, func(r rune) bool { return r < ' ' || r == 0x7f }) || len(key) > 500 {
		return nil, false
	}
	inPath := strings.Contains(d.m.URL, keyMark)
	if inPath && (key == "" || strings.Trim(key, ".") == "") { // a path of dots leads elsewhere
		return nil, false
	}
	u, err := url.Parse(strings.ReplaceAll(d.m.URL, keyMark, url.PathEscape(key)))
	if err != nil || u.Host != d.base.Host {
		return nil, false
	}
	q := url.Values{}
	for _, p := range d.m.Query {
		q.Add(p[0], strings.ReplaceAll(p[1], keyMark, key))
	}
	u.RawQuery = q.Encode()
	var body io.Reader
	if d.m.Body != "" {
		quoted, err := json.Marshal(key)
		if err != nil {
			return nil, false
		}
		body = strings.NewReader(strings.ReplaceAll(d.m.Body, keyMark, string(quoted[1:len(quoted)-1])))
	}
	req, err := http.NewRequestWithContext(ctx, d.m.Method, u.String(), body)
	if err != nil {
		return nil, false
	}
	for _, p := range d.m.Headers {
		req.Header.Set(p[0], strings.ReplaceAll(p[1], keyMark, key))
	}
	if body != nil {
		req.Header.Set("Content-Type", "application/json")
	}
	return req, true
}

// read finds the records in an answer. A path that isn't there, or null, is none.
func (d *Mapped) read(body []byte, licence bool) ([]record.Row, error) {
	dec := json.NewDecoder(bytes.NewReader(body))
	dec.UseNumber()
	var answer any
	if err := dec.Decode(&answer); err != nil {
		return nil, err
	}
	if _, err := dec.Token(); err != io.EOF {
		return nil, errors.New("something follows the answer")
	}
	if _, ok := answer.(map[string]any); !ok && d.m.Records != "" {
		return nil, errors.New("the answer is no object")
	}
	var list []any
	switch found := at(answer, d.m.Records).(type) {
	case nil:
		if d.m.Records == "" {
			return nil, errors.New("null in place of an answer")
		}
	case []any:
		list = found
	case map[string]any:
		list = []any{found}
	default:
		return nil, errors.New("the records are no list")
	}
	out := make([]record.Row, len(list))
	for i, one := range list {
		row, err := d.row(one, licence)
		if err != nil {
			return nil, fmt.Errorf("record %d: %w", i+1, err)
		}
		out[i] = row
	}
	return out, nil
}

func (d *Mapped) row(one any, licence bool) (record.Row, error) {
	row := record.Row{Fields: map[string]any{}}
	if _, ok := one.(map[string]any); !ok {
		return row, errors.New("it is no object")
	}
	for _, c := range d.m.Cells {
		v := at(one, c[1])
		if !scalar(v) {
			return row, fmt.Errorf("%s is neither a value nor a list of values", c[0])
		}
		if v != nil && !row.Put(c[0], v, licence) {
			row.Fields[c[0]] = v
		}
	}
	return row, wire.Check(&row, licence)
}

func scalar(v any) bool {
	switch v := v.(type) {
	case map[string]any:
		return false
	case []any:
		for _, x := range v {
			switch x.(type) {
			case map[string]any, []any:
				return false
			}
		}
	}
	return true
}

// at follows a path of names and places in lists, with dots between; nil where it leads nowhere.
func at(v any, path string) any {
	if path == "" {
		return v
	}
	for _, name := range strings.Split(path, ".") {
		switch x := v.(type) {
		case map[string]any:
			v = x[name]
		case []any:
			i, err := strconv.Atoi(name)
			if err != nil || i < 0 || i >= len(x) {
				return nil
			}
			v = x[i]
		default:
			return nil
		}
	}
	return v
}
