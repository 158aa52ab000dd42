package api

import (
	"bytes"
	"context"
	_ "embed"
	"fmt"
	"html/template"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"unicode"

	"github.com/danielgtaylor/huma/v2"

	"banshi/runtime"
	"banshi/runtime/base/fault"
)

//go:embed document.html
var documentSource string

var documentPage = template.Must(template.New("document").Funcs(template.FuncMap{"inc": func(i int) int { return i + 1 }, "tongue": tongue}).Parse(documentSource))

type documentIn struct {
	Tongue
	Number string `path:"number" maxLength:"40"`
	Seq    string `path:"seq" maxLength:"8" doc:"of the document in the case, from 1"`
}

// documentData is a document ready to be printed, in Chinese, as it is in law, or in its English edition.
type documentData struct {
	runtime.Document
	Lang        string
	T           map[string]string
	Day         string
	Until       string
	UntilTitle  string
	ReasonTitle string
	Other       string // address of the same document in the other language
	Bare        bool   // it was written before documents had an English edition
}

func registerDocuments(api huma.API, s Services) {
	huma.Register(api, operation("get-document", http.MethodGet, "/api/cases/{number}/documents/{seq}", "一份文书，可打印", "case", looked...),
		func(ctx context.Context, in *documentIn) (*htmlOut, error) {
			seq, _ := strconv.Atoi(in.Seq) // what is no number is no document
			d, err := s.Papers.Get(ctx, in.Number, seq)
			if err != nil {
				return nil, err
			}
			b, err := written(d, in.language(), "document")
			if err != nil {
				return nil, err
			}
			return &htmlOut{ContentType: "text/html; charset=utf-8", Body: b}, nil
		})
}

// tongue marks what stands in Chinese whatever language its page speaks: a person's name, a place without another name.
func tongue(text string) template.HTMLAttr {
	if strings.ContainsFunc(text, func(r rune) bool { return unicode.Is(unicode.Han, r) }) {
		return `lang="zh-Hans"`
	}
	return ""
}

// written is a document in a language as HTML: the whole page, or of the template paper what stands on it.
func written(d runtime.Document, language, template string) ([]byte, error) {
	other := map[string]string{"zh-Hans": "en", "en": "zh-Hans"}[language]
	data := documentData{Document: d.In(language), Lang: language, T: documentTexts[language], Day: runtime.DayText(d.Body.Day, language), Until: runtime.DayText(d.Body.Until, language),
		UntilTitle: untilTitle(d.Kind).In(language), ReasonTitle: reasonTitle(d.Kind).In(language), Bare: d.Body.English == nil,
		Other: fmt.Sprintf("/api/cases/%s/documents/%d?language=%s", url.PathEscape(d.Body.Case), d.Seq, other)}
	var b bytes.Buffer
	if err := documentPage.ExecuteTemplate(&b, template, data); err != nil {
		return nil, fmt.Errorf("api: write a document: %w", err)
	}
	return b.Bytes(), nil
}

// documentTexts are the words that stand on every document.
var documentTexts = map[string]map[string]string{
	"zh-Hans": {
		"to": "：", "about": "关于您申请的“", "code": "”（事项编码", "code-end": "）", "no-code": "”", "case": "，办件编号", "tells": "，现告知如下：",
		"mend": "需要修改或补正的内容", "no": "序号", "what": "内容", "wrong": "哪里不符", "how": "怎么改", "colon": "：", "papers": "收到的材料", "results": "办理结果",
		"basis": "依据", "remedies": "救济途径", "address": "地址：", "phones": "咨询电话：", "comma": "、", "space": "　", "other": "English (reading aid)",
	},
	"en": {
		"to": ",", "about": "About your application “", "code": "” (item code ", "code-end": ")", "no-code": "”", "case": ", case number ", "tells": ", we inform you as follows:",
		"mend": "What is to be changed or corrected", "no": "No.", "what": "What", "wrong": "What is wrong", "how": "How to mend it", "colon": ": ", "papers": "Papers received", "results": "Results",
		"basis": "Legal basis", "remedies": "What you can do against it", "address": "Address: ", "phones": "Telephone: ", "comma": ", ", "space": "  ", "other": "中文文本（有法律效力）",
		"aid":  "Reading aid. The Chinese text of this document is the legal one; this English edition has no legal effect. What the office wrote in its own words stands as it was written.",
		"bare": "This document was written before documents had an English edition: what it says stands in Chinese.",
	},
}

func untilTitle(k runtime.Kind) fault.Text {
	switch k {
	case runtime.DocCorrection:
		return sayUntilMended
	case runtime.DocVisit:
		return sayUntilVisit
	}
	return sayUntilEnd
}

func reasonTitle(k runtime.Kind) fault.Text {
	switch k {
	case runtime.DocNotAccepted, runtime.DocRefusal, runtime.DocPartly:
		return sayReasonWhy
	case runtime.DocTransfer:
		return sayReasonWhere
	case runtime.DocPrecheck:
		return sayReasonOpinion
	}
	return sayReasonNote
}
