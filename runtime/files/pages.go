package files

import (
	"bytes"
	"context"
	"time"

	"banshi/runtime/base/fault"
	"banshi/runtime/base/pdf"
)

// Sheet is a picture that becomes a page.
type Sheet struct {
	Stored
	Turn int
}

// MaxSheets is how many pictures one PDF takes.
const MaxSheets = 30

// PDFOf puts pictures into one PDF, a page for each, in this order. Codes: invalid, not_found (a picture that can't be shown).
func (s *Store) PDFOf(ctx context.Context, title string, list []Sheet, at time.Time) ([]byte, error) {
	if len(list) == 0 || len(list) > MaxSheets {
		return nil, fault.New(fault.Invalid, sayNotPictures)
	}
	const margin = 18
	doc := pdf.New(pdf.Info{Title: title, Language: "zh-Hans", At: at}, nil)
	for _, sheet := range list {
		if !sheet.Type.Picture() {
			return nil, fault.New(fault.Invalid, sayNotPictures)
		}
		p, err := s.anew(ctx, sheet.Stored, sheet.Turn, pageSide)
		if err != nil {
			return nil, err
		}
		width, height := pdf.A4Width, pdf.A4Height
		if p.Width > p.Height {
			width, height = height, width
		}
		w, h := pdf.Fit(p.Width, p.Height, width-2*margin, height-2*margin)
		doc.Page(width, height).Image(p.JPEG, p.Width, p.Height, false, (width-w)/2, (height-h)/2, w, h)
	}
	var b bytes.Buffer
	err := doc.Write(&b)
	return b.Bytes(), err
}
