package book

import (
	"bytes"
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"fmt"
	"html/template"
	"strings"
)

//go:embed book.html
var pageText string

var page = template.Must(template.New("book").Parse(pageText))

// Policy is the Content-Security-Policy of a book's page: its own style and nothing else.
var Policy = "sandbox; default-src 'none'; style-src 'sha256-" + digest(style()) + "'; frame-ancestors 'none'"

// style is what stands in the page's style element.
func style() string {
	_, rest, _ := strings.Cut(pageText, "<style>")
	text, _, _ := strings.Cut(rest, "</style>")
	return text
}

func digest(text string) string {
	sum := sha256.Sum256([]byte(text))
	return base64.StdEncoding.EncodeToString(sum[:])
}

// HTML writes the book as a page of its own: its style stands in it, and nothing is fetched.
func (b Book) HTML() ([]byte, error) {
	var out bytes.Buffer
	if err := page.Execute(&out, b); err != nil {
		return nil, fmt.Errorf("book: %w", err)
	}
	return out.Bytes(), nil
}
