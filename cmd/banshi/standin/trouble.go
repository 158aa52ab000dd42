package standin

import (
	"bytes"
	"io"
	"net/http"
	"net/http/httptest"
	"time"
)

// Trouble is what a stand-in does wrong, to see what becomes of it.
type Trouble struct {
	Slow    time.Duration // before each answer
	Wrong   bool          // gives somebody else's record
	Garbage bool          // answers what can't be read
}

// In lays the trouble over a stand-in's answers.
func (t Trouble) In(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if t.Slow > 0 {
			select {
			case <-time.After(t.Slow):
			case <-r.Context().Done():
				return
			}
		}
		rec := httptest.NewRecorder()
		next.ServeHTTP(rec, r)
		body := rec.Body.Bytes()
		if rec.Code == http.StatusOK && t.Wrong {
			key := []byte(r.URL.Query().Get("key"))
			body = bytes.ReplaceAll(body, key, append([]byte("X"), key...))
		}
		if rec.Code == http.StatusOK && t.Garbage {
			body = []byte("<html>维护中</html>")
		}
		for name, values := range rec.Header() {
			w.Header()[name] = values
		}
		w.WriteHeader(rec.Code)
		_, _ = io.Copy(w, bytes.NewReader(body))
	})
}
