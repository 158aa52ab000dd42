package http_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"

	"banshi/engine/record"
	"banshi/runtime/sharing"
	sharinghttp "banshi/runtime/sharing/http"
	"banshi/runtime/sharing/sharingtest"
	"banshi/runtime/sharing/wire"
)

// theirs is an interface of another shape: {"code": 0, "data": {"list": [{"who": {"no": …}, …}]}}.
func theirs(rows []record.Row, licence bool, key string, deaf bool) string {
	list := []any{}
	for _, r := range rows {
		if deaf || r.Of(licence, key) {
			list = append(list, map[string]any{"who": r, "val": r.Fields})
		}
	}
	body, err := json.Marshal(map[string]any{"code": 0, "data": map[string]any{"list": list}})
	if err != nil {
		panic(err)
	}
	return string(body)
}

var cells = [][2]string{{"id", "who.id"}, {"key", "who.key"}, {"at", "who.at"}, {"from", "who.from"}, {"to", "who.to"}, {"basis", "who.basis"},
	{"name", "val.name"}, {"x", "val.x"}, {"big", "val.big"}, {"capital", "val.capital"}, {"alive", "val.alive"}, {"guardians", "val.guardians"}, {"n", "val.n"}}

var licenceCells = [][2]string{{"id", "who.id"}, {"holder_no", "who.holder_no"}, {"number", "who.number"}, {"holder", "who.holder"}, {"issuer", "who.issuer"},
	{"issued", "who.issued"}, {"valid_from", "who.valid_from"}, {"valid_to", "who.valid_to"}, {"status", "who.status"}, {"trust", "who.trust"}, {"address", "val.address"}}

func mapping(url string, licence bool) sharinghttp.Mapping {
	m := sharinghttp.Mapping{URL: url + "/api/query", Method: "POST", Headers: [][2]string{{"X-App", "nanhai"}}, Body: `{"no": "{key}"}`, Records: "data.list", Cells: cells}
	if licence {
		m.Cells = licenceCells
	}
	return m
}

func TestMappedSuite(t *testing.T) {
	sharingtest.Run(t, sharingtest.Kind{Open: func(t *testing.T, w sharingtest.World) (sharing.Driver, func(sharingtest.World)) {
		licence := strings.HasPrefix(w.ID, "licences/")
		address, set := worldly(t, w, func(w sharingtest.World, out http.ResponseWriter, r *http.Request) {
			var asked struct{ No string }
			if err := json.NewDecoder(r.Body).Decode(&asked); err != nil || r.Method != "POST" || r.Header.Get("X-App") != "nanhai" {
				out.WriteHeader(400)
				return
			}
			rows, broken := wire.Decode(strings.NewReader(w.Body), licence)
			if broken != nil {
				_, _ = io.WriteString(out, "<html>")
				return
			}
			_, _ = io.WriteString(out, theirs(rows, licence, asked.No, w.Deaf))
		})
		d, err := sharinghttp.NewMapped(mapping(address, licence), nil)
		if err != nil {
			t.Fatal(err)
		}
		return d, set
	}})
}

// What an interface can answer, and what becomes of it.
func TestMappedAnswers(t *testing.T) {
	const ok = `{"who": {"id": "1", "key": "440622198604129913"}, "val": {"name": "甲"}}`
	for name, c := range map[string]struct {
		status int
		body   string
		want   error
		found  int
	}{
		"one":                   {200, `{"data": {"list": [` + ok + `]}}`, nil, 1},
		"one that is no list":   {200, `{"data": {"list": ` + ok + `}}`, nil, 1},
		"none":                  {200, `{"data": {"list": []}}`, nil, 0},
		"null":                  {200, `{"code": 0, "data": {"list": null}}`, nil, 0},
		"no data":               {200, `{"code": 0}`, nil, 0},
		"a text for records":    {200, `{"data": {"list": "查无此人"}}`, sharing.ErrGarbage, 0},
		"another's":             {200, `{"data": {"list": [` + strings.Replace(ok, "9913", "9921", 1) + `]}}`, sharing.ErrStranger, 0},
		"one of them another's": {200, `{"data": {"list": [` + ok + `,` + strings.Replace(ok, "9913", "9921", 1) + `]}}`, sharing.ErrStranger, 0},
		"nobody's":              {200, `{"data": {"list": [{"who": {"id": "1"}, "val": {}}]}}`, sharing.ErrStranger, 0},
		"no id":                 {200, `{"data": {"list": [{"who": {"key": "440622198604129913"}, "val": {}}]}}`, sharing.ErrGarbage, 0},
		"an object for a value": {200, `{"data": {"list": [{"who": {"id": "1", "key": "440622198604129913"}, "val": {"name": {"a": 1}}}]}}`, sharing.ErrGarbage, 0},
		"half":                  {200, `{"data": {"list": [` + ok, sharing.ErrGarbage, 0},
		"two":                   {200, `{"data": {}} {}`, sharing.ErrGarbage, 0},
		"a list":                {200, `[]`, sharing.ErrGarbage, 0},
		"a page":                {200, `<html>维护中`, sharing.ErrGarbage, 0},
		"an error":              {500, `{"data": {"list": [` + ok + `]}}`, sharing.ErrUnreachable, 0},
		"sent elsewhere":        {302, ``, sharing.ErrUnreachable, 0},
		"not there":             {404, ``, sharing.ErrUnknown, 0},
		"too large":             {200, `{"data": {"list": []}, "x": "` + strings.Repeat("x", sharinghttp.MaxBody) + `"}`, sharing.ErrGarbage, 0},
	} {
		t.Run(name, func(t *testing.T) {
			var asked atomic.Int64
			srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				asked.Add(1)
				if c.status == 302 {
					w.Header().Set("Location", "/elsewhere")
				}
				w.WriteHeader(c.status)
				_, _ = io.WriteString(w, c.body)
			}))
			defer srv.Close()
			d, err := sharinghttp.NewMapped(mapping(srv.URL, false), nil)
			if err != nil {
				t.Fatal(err)
			}
			r, err := d.Lookup(context.Background(), want)
			if !errors.Is(err, c.want) || len(r) != c.found || asked.Load() != 1 {
				t.Errorf("%+v, %v, asked %d times", r, err, asked.Load())
			}
			if err != nil && strings.Contains(err.Error(), want.Key) {
				t.Errorf("the error holds the key: %v", err)
			}
		})
	}
}

// Whatever a key looks like, it stays a key: it leads to no other path, header or field.
func TestMappedKeys(t *testing.T) {
	var path, query, header, body atomic.Value
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		raw, _ := io.ReadAll(r.Body)
		path.Store(r.URL.EscapedPath())
		query.Store(r.URL.Query()["no"])
		header.Store(r.Header.Get("X-No"))
		body.Store(string(raw))
		_, _ = io.WriteString(w, `[]`)
	}))
	defer srv.Close()
	d, err := sharinghttp.NewMapped(sharinghttp.Mapping{URL: srv.URL + "/org/{key}/get", Method: "POST", Query: [][2]string{{"no", "{key}"}},
		Headers: [][2]string{{"X-No", "n-{key}"}}, Body: `{"a": "{key}", "b": 1}`, Cells: [][2]string{{"id", "id"}, {"key", "key"}}}, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, key := range []string{"91440605", "a/../../b", "a?x=1#y", `a", "b": 2, "c": "`, "某某", "a&no=b", "%2e%2e"} {
		path.Store("")
		if _, err := d.Lookup(context.Background(), sharing.Want{Source: "organisation", Key: key}); err != nil {
			t.Fatalf("%q: %v", key, err)
		}
		var sent map[string]any
		if err := json.Unmarshal([]byte(body.Load().(string)), &sent); err != nil || sent["a"] != key || len(sent) != 2 {
			t.Errorf("%q: body %s", key, body.Load())
		}
		if p := path.Load().(string); strings.Count(p, "/") != 3 || !strings.HasSuffix(p, "/get") {
			t.Errorf("%q: path %s", key, p)
		}
		if fmt.Sprint(query.Load()) != fmt.Sprint([]string{key}) || header.Load() != "n-"+key {
			t.Errorf("%q: query %v, header %v", key, query.Load(), header.Load())
		}
	}
	for _, key := range []string{"", ".", "..", "a\r\nX: y", "a\x00"} {
		path.Store("nothing")
		if r, err := d.Lookup(context.Background(), sharing.Want{Source: "organisation", Key: key}); err != nil || r != nil || path.Load() != "nothing" {
			t.Errorf("%q: %v %v, asked %v", key, r, err, path.Load())
		}
	}
}

func TestMappingsAreChecked(t *testing.T) {
	for name, m := range map[string]sharinghttp.Mapping{
		"no host":        {URL: "/x"},
		"a host by key":  {URL: "https://{key}.example/"},
		"a port by key":  {URL: "https://data.example:{key}/"},
		"a query":        {URL: "https://data.example/?a={key}"},
		"a password":     {URL: "https://u:p@data.example/"},
		"another way":    {URL: "https://data.example/", Method: "DELETE"},
		"a body of GET":  {URL: "https://data.example/", Body: "{}"},
		"a body no JSON": {URL: "https://data.example/", Method: "POST", Body: `{"a": {key`},
	} {
		if _, err := sharinghttp.NewMapped(m, nil); err == nil {
			t.Errorf("%s passed", name)
		}
	}
}
