package api

import (
	"context"
	"net/http"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"banshi/runtime"
	"banshi/runtime/identity"
)

type marksOut struct {
	Body struct {
		Marks []markLine `json:"marks"`
	}
}

// markLine is what somebody wrote on a paper.
type markLine struct {
	ID       string    `json:"id"`
	Round    int       `json:"round"`
	Material string    `json:"material" doc:"path"`
	File     string    `json:"file,omitempty"`
	Box      *boxLine  `json:"box,omitempty" doc:"the place on the picture; left out: the whole paper"`
	Text     string    `json:"text"`
	Offered  bool      `json:"offered,omitempty" doc:"it is to stand in the correction notice"`
	Name     string    `json:"name" doc:"of who wrote it"`
	Mine     bool      `json:"mine,omitempty"`
	At       time.Time `json:"at"`
}

// boxLine is a place in ten-thousandths of the picture, from the left and from above.
type boxLine struct {
	X      int `json:"x" minimum:"0" maximum:"10000"`
	Y      int `json:"y" minimum:"0" maximum:"10000"`
	Width  int `json:"width" minimum:"1" maximum:"10000"`
	Height int `json:"height" minimum:"1" maximum:"10000"`
}

type markIn struct {
	Tongue
	Number string `path:"number" maxLength:"40"`
	Body   struct {
		Material string   `json:"material" maxLength:"200"`
		File     string   `json:"file,omitempty" maxLength:"200"`
		Box      *boxLine `json:"box,omitempty"`
		Text     string   `json:"text" maxLength:"1200"`
		Offered  bool     `json:"offered,omitempty"`
		Key      string   `json:"key" maxLength:"100"`
	}
}

type markOut struct{ Body markLine }

type markIDIn struct {
	Tongue
	Number string `path:"number" maxLength:"40"`
	ID     string `path:"id" maxLength:"40"`
}

type readIn struct {
	Tongue
	Number string `path:"number" maxLength:"40"`
	Body   struct {
		Left bool `json:"left,omitempty" doc:"the case was closed again"`
	}
}

type readOut struct {
	Body struct {
		Case   caseLine     `json:"case"`
		Others []readerLine `json:"others" doc:"who else has it open"`
		Last   *happening   `json:"last,omitempty" doc:"what happened last, without words"`
	}
}

type readerLine struct {
	Name  string    `json:"name"`
	Title string    `json:"title"`
	Since time.Time `json:"since"`
}

type roundIn struct {
	Tongue
	Number string `path:"number" maxLength:"40"`
	Round  int    `path:"round" minimum:"1" maximum:"1000"`
}

type changesOut struct {
	Body struct {
		Changes []differenceLine `json:"changes"`
	}
}

// differenceLine is one thing in which a submission differs from the one before.
type differenceLine struct {
	Path string `json:"path"`
	Kind string `json:"kind" doc:"value, row_added, row_removed, files or paper"`
	By   string `json:"by" doc:"applicant, register or computed"`
	Was  any    `json:"was,omitempty"`
	Is   any    `json:"is,omitempty"`
}

func registerReading(api huma.API, s Services) {
	h := reading{s}
	marks := "/api/staff/cases/{number}/marks"
	huma.Register(api, operation("list-marks", http.MethodGet, marks, "材料上的标注", "staff", ofOnes...), h.marks)
	add := operation("add-mark", http.MethodPost, marks, "标注材料", "staff", append(changing, "too_large")...)
	add.DefaultStatus = http.StatusCreated
	huma.Register(api, add, h.mark)
	remove := operation("remove-mark", http.MethodDelete, marks+"/{id}", "删除标注", "staff", changing...)
	remove.DefaultStatus = http.StatusNoContent
	huma.Register(api, remove, h.unmark)
	huma.Register(api, operation("read-case", http.MethodPost, "/api/staff/cases/{number}/readers", "正在看这件的人", "staff", ofOnes...), h.read)
	huma.Register(api, operation("get-round", http.MethodGet, "/api/staff/cases/{number}/rounds/{round}", "某次提交的内容", "staff", looked...), h.round)
	huma.Register(api, operation("get-changes", http.MethodGet, "/api/staff/cases/{number}/rounds/{round}/changes", "和上一次提交的不同", "staff", looked...), h.changes)
}

type reading struct{ Services }

func markLineOf(ctx context.Context, m runtime.Mark) markLine {
	who, _ := identity.From(ctx)
	l := markLine{ID: m.ID, Round: m.Round, Material: m.Material, Text: m.Text, Offered: m.Offered, Name: m.Name, Mine: m.Account == who.Account.ID, At: m.At}
	if m.File != "" {
		l.File = m.Number + "." + m.File // as files are named everywhere
	}
	if m.Box != (runtime.Box{}) {
		b := boxLine(m.Box)
		l.Box = &b
	}
	return l
}

func (h reading) marks(ctx context.Context, in *numberIn) (*marksOut, error) {
	list, err := h.Desk.Marks(ctx, in.Number)
	if err != nil {
		return nil, err
	}
	out := &marksOut{}
	out.Body.Marks = []markLine{}
	for _, m := range list {
		out.Body.Marks = append(out.Body.Marks, markLineOf(ctx, m))
	}
	return out, nil
}

func (h reading) mark(ctx context.Context, in *markIn) (*markOut, error) {
	b := in.Body
	_, file, _ := strings.Cut(b.File, ".")
	m := runtime.Mark{Material: b.Material, File: file, Text: b.Text, Offered: b.Offered}
	if b.Box != nil {
		m.Box = runtime.Box(*b.Box)
	}
	m, err := h.Desk.AddMark(ctx, in.Number, m, b.Key)
	if err != nil {
		return nil, err
	}
	return &markOut{markLineOf(ctx, m)}, nil
}

func (h reading) unmark(ctx context.Context, in *markIDIn) (*struct{}, error) {
	return nil, h.Desk.RemoveMark(ctx, in.Number, in.ID)
}

func (h reading) read(ctx context.Context, in *readIn) (*readOut, error) {
	p, err := h.Desk.Read(ctx, in.Number, in.Body.Left)
	if err != nil {
		return nil, err
	}
	out := &readOut{}
	out.Body.Case, out.Body.Others = staffLine(ctx, p.Case, in.language()), []readerLine{}
	for _, r := range p.Others {
		out.Body.Others = append(out.Body.Others, readerLine{r.Name, r.Title, r.Since})
	}
	if p.Last.Event != "" {
		out.Body.Last = &timelineOf(ctx, runtime.CasePage{Case: p.Case, Timeline: []runtime.Happening{p.Last}}, in.language())[0]
	}
	return out, nil
}

func (h reading) round(ctx context.Context, in *roundIn) (*pageOut, error) {
	p, err := h.Desk.Round(ctx, in.Number, in.Round, in.language())
	if err != nil {
		return nil, err
	}
	return &pageOut{pageOf(ctx, p, in.language())}, nil
}

func (h reading) changes(ctx context.Context, in *roundIn) (*changesOut, error) {
	list, err := h.Desk.Changes(ctx, in.Number, in.Round)
	if err != nil {
		return nil, err
	}
	out := &changesOut{}
	out.Body.Changes = []differenceLine{}
	for _, c := range list {
		out.Body.Changes = append(out.Body.Changes, differenceLine(c))
	}
	return out, nil
}
