package main

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"slices"
	"strings"
	"sync"

	"banshi/frontend"
	"banshi/runtime/base/fault"
	"banshi/runtime/base/web"
)

// page is one counter that a browser opens: everything below its path is its own.
type page struct {
	path, entry, title string
	trial              bool // not in production
	shared             bool // many people use the device: it remembers nobody's look
	nobodys            bool // nobody signs in there: it is no channel
}

// pages is the list of counters. A new channel adds a row.
var pages = []page{
	{path: "/", entry: "web", title: "网上办事"},
	{path: "/wechat/", entry: "wechat", title: "办事"},
	{path: "/kiosk/", entry: "kiosk", title: "自助办事", shared: true},
	{path: "/screen/", entry: "second", title: "窗口副屏", shared: true, nobodys: true},
	{path: "/staff/", entry: "workbench", title: "工作台"},
	{path: "/designer/", entry: "designer", title: "配置台"},
	{path: "/gallery/", entry: "gallery", title: "部件", trial: true},
}

const assetsPath = "/assets/"

// servePages serves the documents of the channels and their assets.
func (s *site) servePages(ctx context.Context, mux *http.ServeMux) error {
	district, err := s.catalog.District(ctx)
	if err != nil {
		return err
	}
	manifest, err := frontend.ReadManifest()
	if errors.Is(err, frontend.ErrNotBuilt) {
		mux.HandleFunc("GET /", notBuilt)
		return nil
	}
	if err != nil {
		return err
	}
	assets, err := loadAssets(frontend.Assets())
	if err != nil {
		return err
	}
	mux.HandleFunc("GET "+assetsPath+"{name}", assets.serve)
	for _, p := range pages {
		if _, built := manifest[p.entry]; !built || p.trial && s.cfg.Production {
			continue
		}
		docs, err := documents(manifest, frontend.Page{Entry: p.entry, Title: district.Title + p.title, Base: p.path, Assets: assetsPath}, p.shared)
		if err != nil {
			return err
		}
		mux.HandleFunc("GET "+p.path, docs.serve)
		s.pages = append(s.pages, p)
	}
	return nil
}

// looks is a channel's page in each look that a person may have chosen.
type looks struct {
	page   frontend.Page
	shared bool
	docs   map[frontend.Page][]byte
}

// formPage is the file of the form's page: whoever opens its address gets its scripts along with the first.
const formPage = "draft"

// documents writes the pages of a channel once: there are eight looks, with the form and without, and they are small.
func documents(m frontend.Manifest, p frontend.Page, shared bool) (*looks, error) {
	l := &looks{page: p, shared: shared, docs: map[frontend.Page][]byte{}}
	for _, mode := range []string{"", "large"} {
		for _, theme := range []string{"", "contrast"} {
			for _, lang := range []string{"", "en"} {
				for _, opens := range []string{"", formPage} {
					q := p.WithLook(mode + "." + theme + "." + lang)
					q.Opens = opens
					doc, err := m.Document(q)
					if err != nil {
						return nil, err
					}
					l.docs[q] = doc
				}
			}
		}
	}
	return l, nil
}

// serve answers every address of a channel with the same page, whose script reads the address. What
// can't be one (the API, a file) is not found.
func (l *looks) serve(w http.ResponseWriter, r *http.Request) {
	if notAPage(r.URL.Path) {
		web.WriteProblem(w, r, fault.New(fault.NotFound, sayNoAddress))
		return
	}
	p := l.page
	if c, err := r.Cookie(frontend.LookCookie); err == nil && !l.shared {
		p = p.WithLook(c.Value)
	}
	if strings.HasPrefix(r.URL.Path, p.Base+"drafts/") {
		p.Opens = formPage
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Cache-Control", "no-cache") // it names the assets of this build
	w.Header().Set("Vary", "Cookie")
	_, _ = w.Write(l.docs[p])
}

func notAPage(p string) bool {
	return strings.HasPrefix(p, "/api/") || p == "/api" || strings.HasPrefix(p, assetsPath) || strings.Contains(path.Base(p), ".")
}

// notBuilt says what to do where the binary carries no pages.
func notBuilt(w http.ResponseWriter, r *http.Request) {
	if notAPage(r.URL.Path) {
		web.WriteProblem(w, r, fault.New(fault.NotFound, sayNoAddress))
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(http.StatusServiceUnavailable)
	_, _ = w.Write([]byte(`<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>页面还没有构建</title></head>
<body><h1>页面还没有构建</h1><p>这个程序里没有网页。请运行 <code>make build</code>（需要 npm），或者直接 <code>make run</code>，再打开本页。接口照常可用：<a href="/api/home">/api/home</a>，<a href="/openapi.json">/openapi.json</a>。</p>
<p lang="en">This binary carries no pages. Run <code>make build</code> (needs npm) or <code>make run</code>.</p></body></html>
`))
}

// asset is a built file in memory, as it is and, where that is shorter, compressed.
type asset struct {
	kind  string
	plain []byte
	gzip  func() []byte // made when somebody first asks; nil: it would not be shorter
}

type assets map[string]asset

// squeezed are the types that compression makes shorter.
var squeezed = []string{".js", ".css", ".svg", ".map"}

// loadAssets reads all of them once: there are a few hundred kilobytes. Each is compressed once, when it is first asked for.
func loadAssets(fsys fs.FS) (assets, error) {
	out := assets{}
	files, err := fs.ReadDir(fsys, ".")
	if err != nil {
		return nil, fmt.Errorf("assets: %w", err)
	}
	for _, f := range files {
		name := f.Name()
		if f.IsDir() || strings.HasPrefix(name, ".") || name == frontend.ManifestName {
			continue
		}
		a := asset{kind: mime.TypeByExtension(path.Ext(name))}
		if a.plain, err = fs.ReadFile(fsys, name); err != nil {
			return nil, fmt.Errorf("assets: %w", err)
		}
		if slices.Contains(squeezed, path.Ext(name)) {
			a.gzip = sync.OnceValue(func() []byte { return squeeze(a.plain) })
		}
		out[name] = a
	}
	return out, nil
}

// squeeze compresses; nil where that is not shorter.
func squeeze(plain []byte) []byte {
	var b bytes.Buffer
	z, err := gzip.NewWriterLevel(&b, gzip.BestCompression)
	if err == nil {
		_, err = z.Write(plain)
		err = errors.Join(err, z.Close())
	}
	if err != nil || b.Len() >= len(plain) {
		return nil
	}
	return b.Bytes()
}

// serve answers with one file. Its name holds a hash of its content: it may be kept for ever.
func (a assets) serve(w http.ResponseWriter, r *http.Request) {
	f, ok := a[r.PathValue("name")]
	if !ok {
		web.WriteProblem(w, r, fault.New(fault.NotFound, sayNoAsset))
		return
	}
	h := w.Header()
	if f.kind != "" {
		h.Set("Content-Type", f.kind)
	}
	h.Set("Cache-Control", "public, max-age=31536000, immutable")
	body := f.plain
	if f.gzip != nil {
		h.Add("Vary", "Accept-Encoding")
		if strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") {
			if short := f.gzip(); short != nil {
				h.Set("Content-Encoding", "gzip")
				body = short
			}
		}
	}
	h.Set("Content-Length", fmt.Sprint(len(body)))
	_, _ = w.Write(body)
}
