package book

import (
	"bytes"
	"fmt"
	"time"

	"banshi/runtime/base/pdf"
)

// Measures in points.
const (
	margin = 54.0
	name   = 120.0
	size   = 10.5
	lead   = 1.5
	foot   = 40.0
)

// PDF writes the book as a document, as of a day.
func (b Book) PDF(fonts *pdf.Fonts, at time.Time) ([]byte, error) {
	s := &sheet{doc: pdf.New(pdf.Info{Title: b.Title, Language: b.Language, At: at}, fonts), fonts: fonts}
	s.fresh()
	s.paragraph(margin, 20, b.Title)
	s.page.Gray(0.32)
	s.paragraph(margin, size, b.Line)
	s.page.Gray(0)
	for _, p := range b.Parts {
		s.head(p.Title, 14, 60)
		s.page.Line(margin, s.y+2, pdf.A4Width-margin, s.y+2, 0.9)
		s.y += 7
		for _, block := range p.Blocks {
			s.block(block)
		}
	}
	w := &writer{lang: b.Language}
	for i := range s.doc.Pages() {
		text := w.say(sayPage, i+1, s.doc.Pages())
		page := s.doc.At(i)
		page.Gray(0.32)
		page.Text(margin, pdf.A4Height-margin+8, 8, b.Title)
		page.Text(pdf.A4Width-margin-fonts.Width(text, 8), pdf.A4Height-margin+8, 8, text)
	}
	var out bytes.Buffer
	if err := s.doc.Write(&out); err != nil {
		return nil, fmt.Errorf("book: %w", err)
	}
	return out.Bytes(), nil
}

// sheet is a document being written from top to bottom.
type sheet struct {
	doc   *pdf.Document
	fonts *pdf.Fonts
	page  *pdf.Page
	y     float64
}

func (s *sheet) fresh() {
	s.page = s.doc.Page(pdf.A4Width, pdf.A4Height)
	s.y = margin
}

// room begins a new page where less than that is left.
func (s *sheet) room(height float64) {
	if s.y+height > pdf.A4Height-margin-foot {
		s.fresh()
	}
}

func (s *sheet) head(text string, points, room float64) {
	s.room(room)
	s.y += points * 0.8
	s.paragraph(margin, points, text)
}

func (s *sheet) paragraph(x, points float64, text string) {
	for _, line := range s.fonts.Lines(text, points, pdf.A4Width-margin-x) {
		s.room(points * lead)
		s.page.Text(x, s.y+points, points, line)
		s.y += points * lead
	}
}

func (s *sheet) block(b Block) {
	if b.Head != "" {
		s.head(b.Head, 11.5, 44)
	}
	if b.Text != "" {
		s.paragraph(margin, size, b.Text)
	}
	for _, text := range b.List {
		s.room(size * lead)
		s.page.Text(margin, s.y+size, size, "·")
		s.paragraph(margin+12, size, text)
	}
	for _, p := range b.Pairs {
		s.pair(p)
	}
}

// pair writes a name beside what it is; the whole name comes first, also for who has it read out or copies it.
func (s *sheet) pair(p Pair) {
	names := s.fonts.Lines(p.Name, size, name-12)
	values := s.fonts.Lines(p.Is, size, pdf.A4Width-2*margin-name)
	s.room(size * lead * float64(max(len(names), min(len(values), 6))))
	end, first := s.y+size*lead*float64(len(names)), s.page
	s.page.Gray(0.32)
	for i, line := range names {
		s.page.Text(margin, s.y+size*(1+lead*float64(i)), size, line)
	}
	s.page.Gray(0)
	s.paragraph(margin+name, size, p.Is)
	if s.page == first {
		s.y = max(s.y, end)
	}
	s.page.Gray(0.8)
	s.page.Line(margin, s.y+2, pdf.A4Width-margin, s.y+2, 0.4)
	s.page.Gray(0)
	s.y += 5
}
