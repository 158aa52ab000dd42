package api

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"banshi/runtime"
	"banshi/runtime/base/fault"
)

// dataPath is where open data lies. Addresses below it are stable: what is added gets new ones.
const dataPath = "/open/data/"

// column is one of a table, as the dictionary has it.
type column struct {
	ID      string `json:"id"`
	Title   string `json:"title" doc:"the head of the CSV"`
	English string `json:"english"`
	Type    string `json:"type" enum:"text,integer,number,date,time"`
	About   string `json:"about,omitempty"`
}

// dataset is a table that is kept as CSV and as JSON.
type dataset struct {
	ID      string   `json:"id"`
	Title   string   `json:"title"`
	English string   `json:"english"`
	About   string   `json:"about"`
	Columns []column `json:"columns"`
	Files   []file   `json:"files"`
	monthly bool
	rows    func(h open, ctx context.Context, month string) ([][]any, time.Time, error)
}

type file struct {
	Month   string `json:"month,omitempty"`
	CSV     string `json:"csv"`
	JSON    string `json:"json"`
	Changed string `json:"changed,omitempty" doc:"RFC 3339"`
}

// The terms, in both languages.
const (
	dataLicence  = "任何人可以免费获取、复制、改编、传播，包括商业使用；请注明来源和取得的时间，不得用来识别个人。"
	dataLicenceE = "Anybody may copy, change and pass it on, also for profit, naming the source and the time; nobody may use it to tell who somebody is."
)

var noted = []column{{ID: "hidden", Title: "不公布的计数", English: "Counts not told", Type: "text", About: "1到4的计数不公布；能由别的数推算出它的，也不公布"}}

func datasets() []dataset {
	return []dataset{
		{ID: "items", Title: "事项目录", English: "Items", About: "公布过的政务服务事项，每个事项一行", rows: itemRows, Columns: []column{
			{"item", "事项标识", "Item", "text", ""}, {"name", "事项名称", "Name", "text", ""}, {"department", "实施部门", "Department", "text", ""},
			{"editions", "版本数", "Editions", "integer", "最新版本的号"}, {"effective", "最新版本生效日", "Newest in effect from", "date", ""},
			{"published", "最新版本公布时间", "Newest published", "time", ""}, {"withdrawn", "已停办", "Withdrawn", "integer", "1 已停办，0 在办"},
		}},
		{ID: "editions", Title: "事项版本", English: "Editions", About: "事项的每个版本和它改了哪些部分，每个事项最近50个版本", rows: editionRows, Columns: []column{
			{"item", "事项标识", "Item", "text", ""}, {"edition", "版本", "Edition", "integer", ""}, {"name", "事项名称", "Name", "text", ""}, {"department", "公布部门", "Department", "text", ""},
			{"effective", "生效日", "In effect from", "date", ""}, {"published", "公布时间", "Published", "time", ""}, {"changes", "改了哪些部分", "What changed", "text", "第一个版本没有"},
		}},
		{ID: "results", Title: "结果公示", English: "Publicised results", About: "公示期内的行政决定，按决定的月份；个人信息已经遮去", monthly: true, rows: resultRows, Columns: []column{
			{"id", "公示编号", "Id", "text", ""}, {"item", "事项标识", "Item", "text", ""}, {"name", "事项名称", "Name", "text", ""}, {"department", "实施部门", "Department", "text", ""},
			{"office", "办理机构", "Office", "text", ""}, {"outcome", "结果", "Outcome", "text", "granted 准予，partly 部分准予，refused 不予"}, {"document", "决定书文号", "Number of the decision", "text", ""},
			{"decided", "决定日期", "Decided", "date", ""}, {"until", "公示到", "Public until", "date", ""}, {"shown", "公示内容", "What is shown", "text", "名称：内容，用分号隔开"},
		}},
		{ID: "statistics", Title: "月度统计", English: "Monthly statistics", About: "按事项、办理机构、镇街的收件、办结和满意情况；月份过完以后统计一次，不再改动", monthly: true, rows: statisticsRows, Columns: append([]column{
			{"month", "月份", "Month", "text", "YYYY-MM"}, {"by", "统计口径", "By", "text", "total 全区，item 事项，office 办理机构，town 镇街"}, {"id", "标识", "Id", "text", ""}, {"title", "名称", "Title", "text", ""}, {"of", "所在镇街", "Town", "text", "办理机构的"},
			{"received", "收件", "Received", "integer", "当月提交的申请"}, {"decided", "办结", "Decided", "integer", "当月作出决定的"}, {"in_time", "按时办结率", "In time", "integer", "%，承诺时限内"},
			{"workdays", "平均办理工作日", "Working days on average", "number", "从受理次日起，停钟的不算"}, {"no_visit", "零跑动率", "No visit", "integer", "%"}, {"waived", "免交材料率", "Papers waived", "integer", "%，由共享数据代替的"},
			{"rated", "评价数", "Grades", "integer", ""}, {"satisfied", "满意率", "Satisfied", "integer", "%，基本满意以上"},
		}, noted...)},
	}
}

func registerOpenData(api huma.API, h open) {
	op := func(id, path, summary string) huma.Operation {
		o := operation(id, http.MethodGet, path, summary, "open-data", fault.NotFound)
		o.Responses = map[string]*huma.Response{
			"200": {Description: "the file, with ETag and Last-Modified", Content: map[string]*huma.MediaType{"text/csv": {}, "application/json": {}}},
			"304": {Description: "it has not changed since the one that If-None-Match names"},
		}
		return o
	}
	huma.Register(api, op("open-data-index", dataPath+"index.json", "开放数据目录：数据集、数据字典、许可、更新时间"), h.index)
	huma.Register(api, op("open-data-file", dataPath+"{file}", "开放数据：事项目录、事项版本（items.csv items.json editions.csv editions.json）"), h.whole)
	huma.Register(api, op("open-data-month", dataPath+"{dataset}/{file}", "开放数据：某月的结果公示、统计（results/2026-11.csv statistics/2026-11.json）"), h.month)
}

// Cached is what a client has already. Exported, since huma fills embedded structs only then.
type Cached struct {
	IfNoneMatch string `header:"If-None-Match" maxLength:"400"`
}

type dataOut struct {
	Status       int
	ContentType  string `header:"Content-Type"`
	Disposition  string `header:"Content-Disposition"`
	ETag         string `header:"ETag"`
	Modified     string `header:"Last-Modified"`
	Cache        string `header:"Cache-Control"`
	LicenceTerms string `header:"X-Data-Licence" doc:"where the terms stand"`
	Body         []byte
}

// answer gives a file out, or says that whoever asks has it already.
func (in Cached) answer(kind, name string, body []byte, changed time.Time) *dataOut {
	sum := sha256.Sum256(body)
	out := &dataOut{Status: http.StatusOK, ContentType: kind, ETag: `"` + hex.EncodeToString(sum[:16]) + `"`, Cache: "public, max-age=300",
		LicenceTerms: dataPath + "index.json", Body: body}
	if !changed.IsZero() {
		out.Modified = changed.UTC().Format(http.TimeFormat)
	}
	if name != "" {
		out.Disposition = `attachment; filename="` + name + `"`
	}
	for _, tag := range strings.Split(in.IfNoneMatch, ",") {
		if tag = strings.TrimPrefix(strings.TrimSpace(tag), "W/"); tag == out.ETag || tag == "*" {
			out.Status, out.Body, out.ContentType, out.Disposition = http.StatusNotModified, nil, "", ""
		}
	}
	return out
}

type fileIn struct {
	Cached
	File string `path:"file" maxLength:"60"`
}

type monthIn struct {
	Cached
	Dataset string `path:"dataset" maxLength:"40"`
	File    string `path:"file" maxLength:"60"`
}

var monthFile = regexp.MustCompile(`^(\d{4}-\d{2})\.(csv|json)$`)

func (h open) whole(ctx context.Context, in *fileIn) (*dataOut, error) {
	for _, d := range datasets() {
		if kind, ok := strings.CutPrefix(in.File, d.ID+"."); ok && !d.monthly && (kind == "csv" || kind == "json") {
			return h.file(ctx, in.Cached, d, "", kind)
		}
	}
	return nil, noData()
}

func (h open) month(ctx context.Context, in *monthIn) (*dataOut, error) {
	m := monthFile.FindStringSubmatch(in.File)
	for _, d := range datasets() {
		if d.ID == in.Dataset && d.monthly && m != nil {
			return h.file(ctx, in.Cached, d, m[1], m[2])
		}
	}
	return nil, noData()
}

func noData() error { return fault.New(fault.NotFound, sayNoData) }

func (h open) file(ctx context.Context, in Cached, d dataset, month, kind string) (*dataOut, error) {
	rows, changed, err := d.rows(h, ctx, month)
	if err != nil {
		return nil, err
	}
	if kind == "csv" {
		name := d.ID
		if month != "" {
			name += "-" + month
		}
		return in.answer("text/csv; charset=utf-8; header=present", name+".csv", csvOf(d.Columns, rows), changed), nil
	}
	list := make([]map[string]any, len(rows))
	for i, r := range rows {
		list[i] = make(map[string]any, len(r))
		for j, c := range d.Columns {
			list[i][c.ID] = r[j]
		}
	}
	body, err := json.Marshal(map[string]any{"dataset": d.ID, "month": month, "licence": dataLicence, "dictionary": dataPath + "index.json", "changed": stamp(changed), "rows": list})
	if err != nil {
		return nil, fmt.Errorf("write open data: %w", err)
	}
	return in.answer("application/json; charset=utf-8", "", body, changed), nil
}

func stamp(at time.Time) string {
	if at.IsZero() {
		return ""
	}
	return at.UTC().Format(time.RFC3339)
}

// csvOf writes a table by RFC 4180 in UTF-8 with a mark in front, since spreadsheets take it for something else without.
// A text that a spreadsheet would take for a formula gets an apostrophe in front.
func csvOf(columns []column, rows [][]any) []byte {
	var out bytes.Buffer
	out.WriteString("\ufeff")
	w := csv.NewWriter(&out)
	w.UseCRLF = true
	line := make([]string, len(columns))
	for i, c := range columns {
		line[i] = c.Title
	}
	_ = w.Write(line)
	for _, r := range rows {
		for i, v := range r {
			line[i] = cellOf(v)
		}
		_ = w.Write(line)
	}
	w.Flush()
	return out.Bytes()
}

func cellOf(v any) string {
	switch x := v.(type) {
	case nil:
		return ""
	case string:
		if trimmed := strings.TrimLeft(x, " \u3000"); trimmed != "" && strings.ContainsAny(trimmed[:1], "=+-@\t\r\n|%") || strings.HasPrefix(x, "＝") || strings.HasPrefix(x, "＋") || strings.HasPrefix(x, "－") || strings.HasPrefix(x, "＠") {
			return "'" + x
		}
		return x
	case int:
		return strconv.Itoa(x)
	case *int:
		if x == nil {
			return ""
		}
		return strconv.Itoa(*x)
	case *float64:
		if x == nil {
			return ""
		}
		return strconv.FormatFloat(*x, 'f', 1, 64)
	}
	return fmt.Sprint(v)
}

func itemRows(h open, ctx context.Context, _ string) ([][]any, time.Time, error) {
	list, err := h.Public.Items(ctx, "zh-Hans")
	var rows [][]any
	var changed time.Time
	for _, x := range list {
		gone := 0
		if x.Withdrawn {
			gone = 1
		}
		rows = append(rows, []any{x.ID, x.Name, x.Department, x.Number, x.Effective, stamp(x.At), gone})
		changed = later(changed, x.At)
	}
	return rows, changed, err
}

func editionRows(h open, ctx context.Context, _ string) ([][]any, time.Time, error) {
	items, err := h.Public.Items(ctx, "zh-Hans")
	var rows [][]any
	var changed time.Time
	for _, x := range items {
		if x.Number == 1 { // there is nothing to compare, and the item need not be opened
			rows = append(rows, []any{x.ID, 1, x.Name, x.Department, x.Effective, stamp(x.At), ""})
			changed = later(changed, x.At)
			continue
		}
		list, err := h.Public.History(ctx, x.ID, "zh-Hans")
		if err != nil {
			return nil, changed, err
		}
		for _, e := range list {
			var what []string
			for _, c := range e.Changes {
				what = append(what, aspectTitles[c.Of].In("zh-Hans"))
			}
			rows = append(rows, []any{x.ID, e.Number, e.Name, e.Department, e.Effective, stamp(e.At), strings.Join(what, "、")})
			changed = later(changed, e.At)
		}
	}
	return rows, changed, err
}

// mostRows bounds a file of results.
const mostRows = 100_000

func resultRows(h open, ctx context.Context, month string) ([][]any, time.Time, error) {
	list, _, err := h.Public.Results(ctx, runtime.PublicationQuery{Month: month, Most: mostRows}, "zh-Hans")
	if err != nil {
		return nil, time.Time{}, err
	}
	if len(list) == 0 {
		return nil, time.Time{}, noData()
	}
	var rows [][]any
	var changed time.Time
	for _, r := range list {
		var shown []string
		for _, l := range r.Lines {
			shown = append(shown, l.Title+"："+l.Value)
		}
		rows = append(rows, []any{r.ID, r.Item, r.Title, r.Department, r.OfficeTitle, r.Outcome, r.Document, r.Decided, r.Until, strings.Join(shown, "；")})
		changed = later(changed, r.Changed)
	}
	return rows, changed, nil
}

func statisticsRows(h open, ctx context.Context, month string) ([][]any, time.Time, error) {
	s, err := h.Public.Statistics(ctx, month)
	if err != nil {
		return nil, time.Time{}, err
	}
	s.Total.Title = sayWholeDistrict.In("zh-Hans")
	var rows [][]any
	for _, table := range []struct {
		by   string
		rows []runtime.StatisticsRow
	}{{"total", []runtime.StatisticsRow{s.Total}}, {"item", s.Items}, {"office", s.Offices}, {"town", s.Towns}} {
		for _, r := range table.rows {
			l := statisticsOf(r)
			if table.by == "town" && l.ID == "" {
				l.Title = sayNoTown.In("zh-Hans")
			}
			rows = append(rows, []any{s.Month, table.by, l.ID, l.Title, l.Of, l.Received, l.Decided, l.InTime, l.Workdays, l.NoVisit, l.Waived, l.Rated, l.Satisfied, strings.Join(l.Hidden, " ")})
		}
	}
	return rows, s.Counted, nil
}

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}

// index lists what there is, with the dictionary and the terms.
func (h open) index(ctx context.Context, in *Cached) (*dataOut, error) {
	list := datasets()
	var newest time.Time
	items, err := h.Public.Items(ctx, "zh-Hans")
	if err != nil {
		return nil, err
	}
	for _, x := range items {
		newest = later(newest, x.At)
	}
	published := newest
	results, err := h.Public.ResultMonths(ctx)
	if err != nil {
		return nil, err
	}
	counted, err := h.Public.Months(ctx)
	if err != nil {
		return nil, err
	}
	for i := range list {
		d := &list[i]
		if !d.monthly {
			d.Files = []file{{CSV: dataPath + d.ID + ".csv", JSON: dataPath + d.ID + ".json", Changed: stamp(published)}}
			continue
		}
		d.Files = []file{}
		months := results
		if d.ID == "statistics" {
			months = counted
		}
		for _, m := range months {
			d.Files = append(d.Files, file{Month: m.Month, CSV: dataPath + d.ID + "/" + m.Month + ".csv", JSON: dataPath + d.ID + "/" + m.Month + ".json", Changed: stamp(m.At)})
			newest = later(newest, m.At)
		}
	}
	body, err := json.Marshal(map[string]any{"licence": dataLicence, "licenceEnglish": dataLicenceE, "changed": stamp(newest), "datasets": list,
		"encoding": "CSV: UTF-8 with BOM, RFC 4180, the first line is the head; texts that begin like a formula have an apostrophe in front. JSON: rows by the ids of the columns; null is what is not told or not there."})
	if err != nil {
		return nil, fmt.Errorf("write the index of open data: %w", err)
	}
	return in.answer("application/json; charset=utf-8", "", body, newest), nil
}
