package frontend

import (
	"bytes"
	"fmt"
	"html/template"
)

// Page says how the document of one channel starts. The zero value of Mode,
// Theme and Lang means the channel's ordinary look.
type Page struct {
	Entry  string // name in the manifest: web, wechat, kiosk …
	Title  string // document title before the script sets its own
	Base   string // path under which the channel lives, with a slash at both ends: "/", "/wechat/"
	Assets string // path under which Assets() is served, with a slash at both ends: "/assets/"
	Mode   string // standard, large (长辈版), kiosk, desk
	Theme  string // light, contrast
	Lang   string // zh, en
	Opens  string // the page that its address opens, by its file in shell/pages, so that its scripts come along with the first: draft; none: whichever
}

// page has no inline script and no inline style: it lives under
// `script-src 'self'; style-src 'self'`. Look and place are attributes of
// <html>, so that the first paint is right before any script runs.
var page = template.Must(template.New("page").Parse(`<!doctype html>
<html lang="{{.Lang}}" data-channel="{{.Page.Entry}}" data-mode="{{.Page.Mode}}" data-theme="{{.Page.Theme}}" data-base="{{.Page.Base}}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<meta name="format-detection" content="telephone=no">
<title>{{.Page.Title}}</title>
{{if and .Page.Opens .Entry.Early}}<script type="module" async src="{{.Page.Assets}}{{.Entry.Early}}"></script>
{{end -}}
<link rel="icon" type="image/svg+xml" href="data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 40 40'%3E%3Crect width='40' height='40' rx='11' fill='%230b5a5e'/%3E%3Cpath d='M12.5 20.5l6 6.5L29 12' fill='none' stroke='%23fff' stroke-width='4' stroke-linecap='round' stroke-linejoin='round'/%3E%3C/svg%3E">
{{range .Entry.Styles}}<link rel="stylesheet" href="{{$.Page.Assets}}{{.}}">
{{end}}{{range .Entry.Preload}}<link rel="modulepreload" href="{{$.Page.Assets}}{{.}}">
{{end}}{{range index .Entry.Pages .Page.Opens}}<link rel="modulepreload" href="{{$.Page.Assets}}{{.}}">
{{end}}{{with .Sheet}}<link rel="preload" as="style" href="{{$.Page.Assets}}{{.}}">
{{end}}<script type="module" src="{{.Page.Assets}}{{.Entry.Script}}"></script>
</head>
<body><div id="app"></div><noscript>这个页面要用到脚本。请打开浏览器的脚本功能，或者打12345、到办事大厅办理。</noscript></body>
</html>
`))

// sheetOf is the style sheet of a page that is fetched by itself, as shell/pages/routes.tsx has it.
var sheetOf = map[string]string{"draft": "form"}

// Document returns the HTML document that starts an entry. It fails if the
// manifest has no such entry, which means that the assets must be built again.
func (m Manifest) Document(p Page) ([]byte, error) {
	e, ok := m[p.Entry]
	if !ok {
		return nil, fmt.Errorf("frontend: no entry %q in %s; run `go run ./frontend/build/cmd`", p.Entry, ManifestName)
	}
	if p.Mode == "" {
		p.Mode = map[string]string{"kiosk": "kiosk", "workbench": "desk", "designer": "desk"}[p.Entry]
	}
	if p.Mode == "" {
		p.Mode = "standard"
	}
	if p.Theme == "" {
		p.Theme = "light"
	}
	if p.Assets == "" {
		p.Assets = "/assets/"
	}
	if p.Base == "" {
		p.Base = "/"
	}
	lang := "zh-CN"
	if p.Lang == "en" {
		lang = "en"
	}
	var b bytes.Buffer
	err := page.Execute(&b, struct {
		Page  Page
		Entry Entry
		Lang  string
		Sheet string
	}{p, e, lang, e.Sheets[sheetOf[p.Opens]]})
	if err != nil {
		return nil, fmt.Errorf("frontend: page of %s: %w", p.Entry, err)
	}
	return b.Bytes(), nil
}
