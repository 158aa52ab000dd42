package api

import (
	"bytes"
	"context"
	_ "embed"
	"fmt"
	"html/template"
	"net/http"
	"strconv"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"banshi/runtime"
)

//go:embed document.html
var documentSource string

var documentPage = template.Must(template.New("document").Funcs(template.FuncMap{"inc": func(i int) int { return i + 1 }}).Parse(documentSource))

type documentIn struct {
	Number string `path:"number" maxLength:"40"`
	Seq    string `path:"seq" maxLength:"8" doc:"of the document in the case, from 1"`
}

// documentData is a document ready to be printed. Documents are in Chinese, as they are in law.
type documentData struct {
	runtime.Document
	Day         string
	Until       string
	UntilTitle  string
	ReasonTitle string
}

func registerDocuments(api huma.API, s Services) {
	huma.Register(api, operation("get-document", http.MethodGet, "/api/cases/{number}/documents/{seq}", "一份文书，可打印", "case", looked...),
		func(ctx context.Context, in *documentIn) (*htmlOut, error) {
			seq, _ := strconv.Atoi(in.Seq) // what is no number is no document
			d, err := s.Papers.Get(ctx, in.Number, seq)
			if err != nil {
				return nil, err
			}
			b, err := written(d, "document")
			if err != nil {
				return nil, err
			}
			return &htmlOut{ContentType: "text/html; charset=utf-8", Body: b}, nil
		})
}

// written is a document as HTML: the whole page, or of the template paper what stands on it.
func written(d runtime.Document, template string) ([]byte, error) {
	data := documentData{Document: d, Day: chineseDay(d.Body.Day), Until: chineseDay(d.Body.Until), UntilTitle: untilTitle(d.Kind), ReasonTitle: reasonTitle(d.Kind)}
	var b bytes.Buffer
	if err := documentPage.ExecuteTemplate(&b, template, data); err != nil {
		return nil, fmt.Errorf("api: write a document: %w", err)
	}
	return b.Bytes(), nil
}

func chineseDay(s string) string {
	d, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return ""
	}
	return fmt.Sprintf("%d年%d月%d日", d.Year(), d.Month(), d.Day())
}

func untilTitle(k runtime.Kind) string {
	switch k {
	case runtime.DocCorrection:
		return "补正期限，至"
	case runtime.DocVisit:
		return "到场日期"
	}
	return "预计结束日期"
}

func reasonTitle(k runtime.Kind) string {
	switch k {
	case runtime.DocNotAccepted, runtime.DocRefusal, runtime.DocPartly:
		return "理由"
	case runtime.DocTransfer:
		return "去向和说明"
	case runtime.DocPrecheck:
		return "预审意见"
	}
	return "说明"
}
