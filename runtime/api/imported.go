package api

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"banshi/runtime"
	"banshi/runtime/base/fault"
)

// importedLine is a licence that was brought in from paper, in a list.
type importedLine struct {
	ID     string    `json:"id"`
	Title  string    `json:"title" doc:"of the kind of licence" name:"catalog"`
	Number string    `json:"number"`
	Holder string    `json:"holder"`
	List   string    `json:"list" doc:"first digits of the list's digest"`
	Row    int       `json:"row" doc:"of the list"`
	By     string    `json:"by" doc:"name of who brought it in"`
	At     time.Time `json:"at"`
	State  string    `json:"state" enum:"waiting,confirmed,rejected"`
}

func importedLineOf(m runtime.Imported) importedLine {
	return importedLine{ID: m.ID, Title: m.Title, Number: m.Record.Number, Holder: m.Record.Holder, List: m.List, Row: m.Row, By: m.ByName, At: m.At, State: string(m.State)}
}

type importedsOut struct {
	Body struct {
		Imported []importedLine `json:"imported" doc:"those that wait first, at most 500"`
		Waiting  int            `json:"waiting"`
	}
}

type importedOut struct {
	Body struct {
		importedLine
		HolderNo  string          `json:"holder_no"`
		Issuer    string          `json:"issuer,omitempty"`
		Issued    string          `json:"issued"`
		ValidFrom string          `json:"valid_from"`
		ValidTo   string          `json:"valid_to" doc:"9999-12-31: without end"`
		Fields    []importedField `json:"fields"`
		Scan      importedScan    `json:"scan"`
		Reason    string          `json:"reason,omitempty" doc:"of a rejection"`
		Judged    *time.Time      `json:"judged,omitempty"`
		Denied    string          `json:"denied,omitempty" doc:"why the caller may not check it"`
	}
}

type importedField struct {
	Title string          `json:"title"`
	Value json.RawMessage `json:"value"`
}

type importedScan struct {
	Name    string `json:"name"`
	Type    string `json:"type" doc:"media type, found from the content"`
	Size    int64  `json:"size" doc:"bytes"`
	Picture bool   `json:"picture,omitempty" doc:"it has a preview"`
}

type importedIDIn struct {
	Tongue
	ID string `path:"id" maxLength:"60"`
}

type judgeIn struct {
	Tongue
	ID   string `path:"id" maxLength:"60"`
	Body struct {
		Confirm bool   `json:"confirm" doc:"it is what the paper says; else it is rejected"`
		Reason  string `json:"reason,omitempty" maxLength:"2000" doc:"of a rejection"`
	}
}

func registerImported(api huma.API, s Services) {
	h := imports{s}
	huma.Register(api, operation("list-imported", http.MethodGet, "/api/staff/imported", "从纸质导入、待核对的证照", "staff", looked...), h.list)
	huma.Register(api, operation("show-imported", http.MethodGet, "/api/staff/imported/{id}", "一本导入的证照", "staff", looked...), h.show)
	huma.Register(api, operation("imported-scan", http.MethodGet, "/api/staff/imported/{id}/scan", "下载它的扫描件", "staff", append(looked, fault.Conflict)...), h.scan)
	huma.Register(api, operation("imported-preview", http.MethodGet, "/api/staff/imported/{id}/preview", "看它的扫描件", "staff", append(looked, fault.Conflict)...), h.preview)
	huma.Register(api, operation("judge-imported", http.MethodPost, "/api/staff/imported/{id}/judgement", "核对导入的证照：确认或驳回", "staff", append(changing, fault.Unavailable)...), h.judge)
}

type imports struct{ Services }

func (h imports) list(ctx context.Context, _ *Tongue) (*importedsOut, error) {
	tasks, err := h.Imports.Tasks(ctx)
	if err != nil {
		return nil, err
	}
	out := &importedsOut{}
	out.Body.Waiting, out.Body.Imported = tasks.Waiting, make([]importedLine, len(tasks.List))
	for i, m := range tasks.List {
		out.Body.Imported[i] = importedLineOf(m)
	}
	return out, nil
}

func (h imports) show(ctx context.Context, in *importedIDIn) (*importedOut, error) {
	m, kind, err := h.Imports.Open(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	return h.told(ctx, in.language(), m, kind)
}

func (h imports) told(ctx context.Context, language string, m runtime.Imported, kind runtime.LicenceKind) (*importedOut, error) {
	out := &importedOut{}
	b, r := &out.Body, m.Record
	b.importedLine, b.HolderNo, b.Issuer, b.Issued, b.ValidFrom, b.ValidTo = importedLineOf(m), r.HolderNo, r.Issuer, r.Issued, r.ValidFrom, r.ValidTo
	b.Scan = importedScan{Name: m.ScanName, Type: m.Scan.Type.MIME(), Size: m.Scan.Size, Picture: m.Scan.Type.Picture()}
	b.Reason, b.Fields = m.Reason, []importedField{}
	if !m.Judged.IsZero() {
		b.Judged = &m.Judged
	}
	for _, c := range kind.Cells {
		if v, ok := r.Fields[c.ID]; ok {
			raw, err := json.Marshal(v)
			if err != nil {
				return nil, err
			}
			b.Fields = append(b.Fields, importedField{c.Title, raw})
		}
	}
	var no *fault.Error
	if m.State == runtime.ImportWaiting && errors.As(h.Imports.MayJudge(ctx, m), &no) {
		b.Denied = no.Message.In(language)
	}
	return out, nil
}

func (h imports) scan(ctx context.Context, in *importedIDIn) (*huma.StreamResponse, error) {
	m, _, err := h.Imports.Open(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	return served(func(w http.ResponseWriter, r *http.Request) error { return h.Files.Serve(w, r, m.Scan, m.ScanName) }), nil
}

func (h imports) preview(ctx context.Context, in *importedIDIn) (*huma.StreamResponse, error) {
	m, _, err := h.Imports.Open(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	return served(func(w http.ResponseWriter, r *http.Request) error {
		return h.Files.ServePreview(w, r, m.Scan, 0, m.ScanName, false)
	}), nil
}

func (h imports) judge(ctx context.Context, in *judgeIn) (*importedOut, error) {
	m, err := h.Imports.Judge(ctx, in.ID, runtime.Judgement{Confirm: in.Body.Confirm, Reason: in.Body.Reason})
	if err != nil {
		return nil, err
	}
	return h.told(ctx, in.language(), m, runtime.LicenceKind{})
}
