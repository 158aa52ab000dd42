package runtime

import (
	"bytes"
	"fmt"
	"strings"

	"rsc.io/qr"

	"banshi/runtime/base/pdf"
)

// Measures of the printed form, in points.
const (
	formMargin = 50.0
	formLabel  = 140.0
	formSize   = 10.5
	formSmall  = 8.0
	formLead   = 1.45
	formFoot   = 44.0
	qrSize     = 84.0
)

// sheet is a form being written from top to bottom.
type sheet struct {
	doc   *pdf.Document
	fonts *pdf.Fonts
	page  *pdf.Page
	y     float64
}

func (s *sheet) fresh() {
	s.page = s.doc.Page(pdf.A4Width, pdf.A4Height)
	s.y = formMargin
}

// room begins a new page where less than that is left.
func (s *sheet) room(height float64) {
	if s.y+height > pdf.A4Height-formMargin-formFoot {
		s.fresh()
	}
}

// paragraph writes text within a width, over pages where it is long.
func (s *sheet) paragraph(x, width, size float64, text string) {
	for _, line := range s.fonts.Lines(text, size, width) {
		s.room(size * formLead)
		s.page.Text(x, s.y+size, size, line)
		s.y += size * formLead
	}
}

// pair writes a label beside its value, with a line below.
func (s *sheet) pair(x float64, label, value string) {
	width := pdf.A4Width - formMargin - x
	labels, values := s.fonts.Lines(label, formSize, formLabel-12), s.fonts.Lines(value, formSize, width-formLabel)
	s.room(formSize*formLead*float64(max(len(labels), min(len(values), 8))) + 7)
	s.y += 3
	// The whole label comes before the value, also for who has it read out or copies it.
	end := s.y + formSize*formLead*float64(len(labels))
	s.page.Gray(0.32)
	for i, line := range labels {
		s.page.Text(x, s.y+formSize*(1+formLead*float64(i)), formSize, line)
	}
	s.page.Gray(0)
	first := s.page
	s.paragraph(x+formLabel, width-formLabel, formSize, value)
	if s.page == first {
		s.y = max(s.y, end)
	}
	s.y += 3
	s.page.Gray(0.75)
	s.page.Line(x, s.y, pdf.A4Width-formMargin, s.y, 0.5)
	s.page.Gray(0)
}

func (s *sheet) heading(text string) {
	s.room(60)
	s.y += 12
	s.paragraph(formMargin, pdf.A4Width-2*formMargin, 13, text)
	s.page.Line(formMargin, s.y, pdf.A4Width-formMargin, s.y, 0.9)
}

// code is what the QR says: the case and the digest, and no personal data.
func (f Form) code() string { return "banshi:1:" + f.Number + ":" + f.Digest }

// write makes the PDF.
func (f Form) write(fonts *pdf.Fonts) ([]byte, error) {
	t := formTextsIn(f.Language)
	s := &sheet{doc: pdf.New(pdf.Info{Title: f.Name + " " + f.Number, Language: f.Language, At: f.At}, fonts), fonts: fonts}
	s.fresh()
	if err := s.qr(f.code(), t.scan); err != nil {
		return nil, err
	}
	width := pdf.A4Width - 2*formMargin
	s.paragraph(formMargin, width-qrSize-12, 18, f.Name+t.form)
	s.y += 4
	if f.ToSign {
		t.number, t.at, t.digest = t.counterNumber, t.printedAt, t.sheetDigest
	}
	s.paragraph(formMargin, width-qrSize-12, formSize, t.number+"："+f.Number)
	s.y = max(s.y, formMargin+qrSize+18)
	s.pair(formMargin, t.applicant, f.Applicant)
	s.pair(formMargin, t.office, f.Office)
	s.pair(formMargin, t.at, f.At.Format("2006-01-02 15:04"))
	for _, section := range f.Sections {
		s.heading(section.Title)
		for _, p := range section.Pairs {
			if len(p.Rows) == 0 {
				s.pair(formMargin, p.Label, p.Value)
				continue
			}
			for i, row := range p.Rows {
				s.room(40)
				s.y += 4
				s.paragraph(formMargin, width, formSize, p.Label+"："+fmt.Sprintf(t.row, i+1))
				for _, cell := range row {
					s.pair(formMargin+14, cell.Label, cell.Value)
				}
			}
		}
	}
	s.papers(f, t)
	s.signatures(f, t)
	if f.ToSign {
		s.heading(t.toSign)
		s.paragraph(formMargin, width, formSize, t.agreed)
		s.room(70)
		s.y += 44
		s.page.Line(formMargin, s.y, formMargin+width*0.55, s.y, 0.7)
		s.page.Line(formMargin+width*0.65, s.y, formMargin+width, s.y, 0.7)
		s.page.Text(formMargin, s.y+11, formSmall, t.signHere)
		s.page.Text(formMargin+width*0.65, s.y+11, formSmall, t.signedOn)
		s.y += 14
	}
	s.room(50)
	s.y += 12
	s.paragraph(formMargin, width, formSmall, t.digest)
	s.paragraph(formMargin, width, formSmall, spaced(f.Digest))
	for i := range s.doc.Pages() {
		page := s.doc.At(i)
		page.Gray(0.32)
		page.Line(formMargin, pdf.A4Height-formMargin-12, pdf.A4Width-formMargin, pdf.A4Height-formMargin-12, 0.5)
		page.Text(formMargin, pdf.A4Height-formMargin, formSmall, f.Number+"　"+f.Digest[:min(16, len(f.Digest))])
		foot := fmt.Sprintf(t.page, i+1, s.doc.Pages())
		page.Text(pdf.A4Width-formMargin-fonts.Width(foot, formSmall), pdf.A4Height-formMargin, formSmall, foot)
	}
	var b bytes.Buffer
	err := s.doc.Write(&b)
	return b.Bytes(), err
}

func (s *sheet) papers(f Form, t formTexts) {
	if len(f.Papers) == 0 {
		return
	}
	s.heading(t.papers)
	for _, p := range f.Papers {
		s.pair(formMargin, p.Title, p.State)
		for _, file := range p.Files {
			s.y += 3
			s.paragraph(formMargin+formLabel, pdf.A4Width-2*formMargin-formLabel, formSmall, file.Name)
			s.paragraph(formMargin+formLabel, pdf.A4Width-2*formMargin-formLabel, 6.5, "SHA-256 "+string(file.Hash))
		}
	}
}

func (s *sheet) signatures(f Form, t formTexts) {
	if len(f.Signed) == 0 {
		return
	}
	s.heading(t.signed)
	for _, x := range f.Signed {
		s.pair(formMargin, x.Paper, fmt.Sprintf(t.signedBy, x.At.Format("2006-01-02 15:04"), x.By))
		s.y += 3
		s.paragraph(formMargin+formLabel, pdf.A4Width-2*formMargin-formLabel, 6.5, "SHA-256 "+x.Digest)
	}
}

// qr draws a code in the upper right corner.
func (s *sheet) qr(text, below string) error {
	code, err := qr.Encode(text, qr.M)
	if err != nil {
		return fmt.Errorf("runtime: code of a form: %w", err)
	}
	x, y, side := pdf.A4Width-formMargin-qrSize, formMargin, qrSize/float64(code.Size)
	for row := range code.Size {
		for from := 0; from < code.Size; from++ {
			to := from
			for to < code.Size && code.Black(to, row) {
				to++
			}
			if to > from {
				s.page.Box(x+float64(from)*side, y+float64(row)*side, float64(to-from)*side+0.02, side+0.02)
				from = to
			}
		}
	}
	s.page.Text(x+(qrSize-s.fonts.Width(below, formSmall))/2, y+qrSize+10, formSmall, below)
	return nil
}

// QR draws a text as a picture of vectors (SVG), for a screen that somebody else holds a phone to.
func QR(text string) (string, error) {
	size, path, err := QRPath(text)
	if err != nil {
		return "", err
	}
	return fmt.Sprintf(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="-4 -4 %d %d" shape-rendering="crispEdges"><path fill="#fff" d="M-4-4h%dv%dh-%dz"/><path d="%s"/></svg>`,
		size+8, size+8, size+8, size+8, size+8, path), nil
}

// QRPath is a text as a QR code: its side in modules, and the black ones as the path of an SVG.
func QRPath(text string) (size int, path string, err error) {
	code, err := qr.Encode(text, qr.M)
	if err != nil {
		return 0, "", fmt.Errorf("runtime: code of a text: %w", err)
	}
	var b strings.Builder
	for y := range code.Size {
		for x := range code.Size {
			if code.Black(x, y) {
				fmt.Fprintf(&b, "M%d %dh1v1h-1z", x, y)
			}
		}
	}
	return code.Size, b.String(), nil
}
