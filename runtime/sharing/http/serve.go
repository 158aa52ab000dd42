package http

import (
	"context"
	"net/http"
	"strings"

	"banshi/engine/record"
	"banshi/runtime/sharing"
	"banshi/runtime/sharing/wire"
)

// StandInHeader marks every answer of a stand-in, so that nobody takes it for a register.
const StandInHeader = "X-Banshi-Stand-In"

// Rows is what a stand-in serves: file.Driver is one.
type Rows interface {
	Rows(ctx context.Context, w sharing.Want) ([]record.Row, error)
}

// Serve is a labelled stand-in of sources. The keys of sources are their ids, of
// licences with licences/ in front; what is not there is answered 404.
func Serve(sources map[string]Rows) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set(StandInHeader, "synthetic data")
		w.Header().Set("Cache-Control", "no-store")
		if r.Method != http.MethodGet {
			http.Error(w, "GET only", http.StatusMethodNotAllowed)
			return
		}
		id := strings.TrimPrefix(r.URL.Path, "/")
		src, ok := sources[id]
		if !ok {
			http.Error(w, "no such source", http.StatusNotFound)
			return
		}
		want := sharing.Want{Source: id, Key: r.URL.Query().Get("key")}
		if licence, is := strings.CutPrefix(id, "licences/"); is {
			want.Source, want.Licence = "", licence
		}
		rows, err := src.Rows(r.Context(), want)
		if err != nil {
			http.Error(w, "the source fails", http.StatusBadGateway)
			return
		}
		body, err := wire.Encode(rows)
		if err != nil {
			http.Error(w, "the source fails", http.StatusBadGateway)
			return
		}
		w.Header().Set("Content-Type", "application/json")
		_, _ = w.Write(body)
	})
}
