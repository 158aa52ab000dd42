package api

import (
	"bytes"
	"context"
	_ "embed"
	"fmt"
	"html/template"
	"net/http"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"banshi/runtime"
	"banshi/runtime/files"
)

//go:embed receipt.html
var receiptSource string

//go:embed receipt.css
var receiptCSS []byte

var receiptPage = template.Must(template.New("receipt").Funcs(template.FuncMap{"tongue": tongue}).Parse(receiptSource))

type htmlOut struct {
	ContentType string `header:"Content-Type"`
	Body        []byte
}

func receiptStyle(context.Context, *struct{}) (*htmlOut, error) {
	return &htmlOut{ContentType: "text/css; charset=utf-8", Body: receiptCSS}, nil
}

// receiptTexts are the words of the receipt. It proves that something was handed in; it is not the
// notice of acceptance, and says so.
var receiptTexts = map[string]map[string]string{
	"zh-Hans": {
		"comma": "、", "query": "查询码", "queryhow": "不用登录，扫这个码，或者在“进度查询”里输入办件编号和查询码，就能看到办到哪一步。请不要给别人看。",
		"title": "网上申请提交回执", "number": "办件编号", "item": "事项", "applicant": "申请人", "agent": "代办人", "at": "提交时间", "again": "（修改后重新提交）",
		"office": "受理机构", "address": "地址", "hours": "办公时间", "phone": "咨询电话", "promised": "承诺时限", "state": "当前状态",
		"materials": "提交的材料", "material": "材料", "how": "方式",
		"files": "收到的文件", "file": "文件", "digest": "答案、共享数据、事项定义和材料的摘要（与申请表上的一致，任何改动都会不同）", "form": "下载申请表（PDF）",
		"note":         "本回执证明申请已经提交，不是受理通知书。是否受理，以受理通知书为准。登录后可在“我的空间”看进度。",
		"note-instant": "本事项即办：系统在提交时已经受理并作出决定。决定以办理结果文书为准。凭办件编号可在“我的办件”查询进度。",
		"at_once":      "即时办结",
		"wd":           "%d个工作日（自受理之日起）", "d": "%d日（自受理之日起）", "mo": "%d个月（自受理之日起）", "y": "%d年（自受理之日起）",
		"made": "系统生成", "given": "已提交", "reused": "共享数据核验，免交", "promised_state": "告知承诺", "deferred": "容缺后补",
		"to_be_found": "由工作人员核查", "undecided": "由工作人员核查", "needed": "待提交",
	},
	"en": {
		"comma": ", ", "query": "Query code", "queryhow": "Scan this, or type the case number and the query code under “Follow a case”, to see how far it is without signing in. Please don’t show it to others.",
		"title": "Receipt of an online application", "number": "Case number", "item": "Item", "applicant": "Applicant", "agent": "Acting for the applicant", "at": "Submitted",
		"again": "(submitted again after changes)", "office": "Handled by", "address": "Address", "hours": "Hours", "phone": "Telephone",
		"promised": "Promised time", "state": "State", "materials": "Materials", "material": "Material", "how": "How",
		"files": "Files received", "file": "File", "digest": "Digest of answers, facts, definition and files (as on the application form; any change makes another)", "form": "Application form (PDF)",
		"note":         "This receipt proves that the application was submitted. It is not the notice of acceptance. Follow the case under “My cases” by its number.",
		"note-instant": "This item is decided at once: the system has accepted the application and decided on it as it was submitted. What counts is the document of the result. Follow the case under “My cases” by its number.",
		"at_once":      "At once",
		"wd":           "%d working days from acceptance", "d": "%d days from acceptance", "mo": "%d months from acceptance", "y": "%d years from acceptance",
		"made": "made by the system", "given": "handed in", "reused": "found in shared data", "promised_state": "promised", "deferred": "to be handed in later",
		"to_be_found": "to be checked by staff", "undecided": "to be checked by staff", "needed": "missing",
	},
}

type receiptData struct {
	runtime.Receipt
	Lang       string
	T          map[string]string
	When       string
	Limit      string
	StateTitle string
	Lines      []runtime.ReceiptLine
	Note       string
	Code       template.HTML // 查询码 as a QR code, drawn by ourselves
}

func (h cases) receipt(ctx context.Context, in *numberIn) (*htmlOut, error) {
	language := in.language()
	r, err := h.Cases.Receipt(ctx, in.Number, language)
	if err != nil {
		return nil, err
	}
	t := receiptTexts[language]
	d := receiptData{Receipt: r, Lang: language, T: t, When: r.At.Format("2006-01-02 15:04"), Limit: spanText(r.Promised, t),
		StateTitle: stateTitleOf(r.Case, language)}
	d.Note = t["note"]
	if r.Instant {
		d.Note, d.Limit = t["note-instant"], t["at_once"]
	}
	for _, m := range r.Materials {
		key := m.State
		if key == "promised" {
			key = "promised_state"
		}
		d.Lines = append(d.Lines, runtime.ReceiptLine{Title: m.Title, State: t[key]})
	}
	if d.Query != "" {
		svg, err := runtime.QR(h.follow(r.Number, r.Query))
		if err != nil {
			return nil, err
		}
		d.Code, d.Query = template.HTML(svg), grouped(d.Query) //nolint:gosec // a drawing of our own
	}
	var b bytes.Buffer
	if err := receiptPage.Execute(&b, d); err != nil {
		return nil, fmt.Errorf("api: write a receipt: %w", err)
	}
	return &htmlOut{ContentType: "text/html; charset=utf-8", Body: b.Bytes()}, nil
}

// form is the application form as a PDF.
func (h cases) form(ctx context.Context, in *numberIn) (*huma.StreamResponse, error) {
	f, raw, err := h.Cases.Form(ctx, in.Number, in.language())
	if err != nil {
		return nil, err
	}
	return served(func(w http.ResponseWriter, _ *http.Request) error {
		files.ServeBytes(w, raw, files.PDF, f.Name+" "+f.Number)
		return nil
	}), nil
}

// spanText tells a span like 5wd in words; "" for none.
func spanText(span string, t map[string]string) string {
	digits := strings.TrimRight(span, "abcdefghijklmnopqrstuvwxyz")
	form, ok := t[strings.TrimPrefix(span, digits)]
	var n int
	if _, err := fmt.Sscanf(digits, "%d", &n); err != nil || !ok || digits == "" {
		return ""
	}
	return fmt.Sprintf(form, n)
}
