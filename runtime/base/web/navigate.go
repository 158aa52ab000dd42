package web

import (
	"bytes"
	_ "embed"
	"html/template"
	"net/http"
	"strconv"
)

//go:embed problem.html
var problemHTML string

//go:embed problem.css
var problemCSS []byte

var problemPage = template.Must(template.New("problem").Parse(problemHTML))

// navigates: a person's browser goes there, so that what is answered is what the person sees.
func navigates(r *http.Request) bool {
	return r.Method == http.MethodGet && r.Header.Get("Sec-Fetch-Mode") == "navigate"
}

// writePage answers a problem as a page. Where it is known when to try again, the browser does so by itself.
func writePage(w http.ResponseWriter, r *http.Request, p *Problem) {
	var b bytes.Buffer
	language := Language(r.Context())
	err := problemPage.Execute(&b, map[string]any{"Language": language, "Title": p.Title, "Detail": p.Detail, "Request": p.Request,
		"Number": sayNumber.In(language)})
	if err != nil {
		http.Error(w, p.Title, p.Status)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	if p.After > 0 {
		w.Header().Set("Refresh", strconv.Itoa(p.After))
	}
	w.WriteHeader(p.Status)
	_, _ = w.Write(b.Bytes())
}

// sheet is the style of that page.
func sheet(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "text/css; charset=utf-8")
	w.Header().Set("Cache-Control", "max-age=3600")
	_, _ = w.Write(problemCSS)
}
