package api

import (
	"context"
	"net/url"
	"strings"

	"banshi/designer/book"
	"banshi/runtime/base/web"
)

type bookIn struct {
	ID       string `path:"id" maxLength:"64"`
	File     string `path:"file" enum:"guide.html,guide.pdf,handbook.html,handbook.pdf"`
	Language string `query:"language" enum:"zh-Hans,en" doc:"left out: as Accept-Language says"`
}

type bookOut struct {
	ContentType string `header:"Content-Type"`
	Disposition string `header:"Content-Disposition"`
	Policy      string `header:"Content-Security-Policy"`
	Body        []byte
}

// book gives a book to be looked at: it runs nothing, and its style is its own.
func (h handler) book(ctx context.Context, in *bookIn) (*bookOut, error) {
	kind, form, _ := strings.Cut(in.File, ".")
	raw, err := h.Book(ctx, h.actor(ctx), in.ID, book.Kind(kind), form == "pdf", web.Language(ctx))
	if err != nil {
		return nil, err
	}
	out := &bookOut{ContentType: "text/html; charset=utf-8", Disposition: "inline; filename*=UTF-8''" + url.PathEscape(in.File), Policy: book.Policy, Body: raw}
	if form == "pdf" {
		out.ContentType = "application/pdf"
	}
	return out, nil
}
