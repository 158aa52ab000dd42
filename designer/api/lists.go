package api

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"banshi/designer"
	"banshi/designer/list"
	"banshi/runtime/base/actor"
	"banshi/runtime/base/fault"
	"banshi/runtime/base/spreadsheet"
	"banshi/runtime/base/web"
)

// ListsPath is below which lists of items are read and made; MaxList bounds what is sent there, in bytes.
const (
	ListsPath = "/api/designer/lists/"
	MaxList   = 12 << 20
)

// lists is what the routes of lists need. designer.Service is one.
type lists interface {
	ReadList(ctx context.Context, who actor.Actor, file []byte) (designer.ListRead, error)
	ReadTable(ctx context.Context, who actor.Actor, table *list.Table) (designer.ListRead, error)
	MakeDrafts(ctx context.Context, who actor.Actor, table *list.Table, chosen []designer.Chosen, key string) ([]designer.Made, error)
	ExportList(ctx context.Context, who actor.Actor, items []string) ([]byte, error)
	SampleList(ctx context.Context, who actor.Actor) ([]byte, error)
}

func registerLists(api huma.API, h handler) {
	op := func(id, method, path, say string, codes ...fault.Code) huma.Operation {
		out := web.Refuses(huma.Operation{OperationID: id, Method: method, Path: ListsPath + path, Summary: say, Tags: []string{"designer"}, MaxBodyBytes: MaxList},
			append(codes, fault.Unauthenticated, fault.Forbidden)...)
		return out
	}
	huma.Register(api, op("read-list", http.MethodPost, "read", "读一份实施清单：认得什么，哪里要看；不保存", fault.Invalid, fault.TooLarge), h.readList)
	huma.Register(api, op("import-list", http.MethodPost, "drafts", "把清单里选中的行做成草稿", fault.Invalid), h.importList)
	huma.Register(api, op("export-list", http.MethodGet, "export", "把事项导出成实施清单", fault.NotFound), h.exportList)
	huma.Register(api, op("sample-list", http.MethodGet, "sample", "实施清单的样表"), h.sampleList)
}

// Languages are what a client asks for.
type Languages struct {
	Language string `query:"language" maxLength:"35" doc:"zh-Hans or en; absent: as Accept-Language says"`
	Accept   string `header:"Accept-Language" maxLength:"400"`
}

func (l Languages) choice() string { return web.LanguageOf(l.Language, l.Accept) }

// ListTable is a sheet whose header was found.
type ListTable struct {
	Sheet  string        `json:"sheet" maxLength:"100"`
	Head   int           `json:"head" minimum:"0" doc:"row of the header"`
	Header []string      `json:"header" maxItems:"100"`
	Rows   []ListCells   `json:"rows" maxItems:"5000"`
	Merged []ListMerging `json:"merged,omitempty" maxItems:"20000"`
}

// ListCells are the cells of a row.
type ListCells struct {
	No    int      `json:"no" minimum:"1" doc:"as the spreadsheet counts"`
	Cells []string `json:"cells" maxItems:"100"`
}

// ListMerging is a range of cells that were merged: rows from 1, columns from 0.
type ListMerging struct {
	Row      int `json:"row"`
	Column   int `json:"column"`
	ToRow    int `json:"toRow"`
	ToColumn int `json:"toColumn"`
}

func (t ListTable) plain() *list.Table {
	out := &list.Table{Sheet: t.Sheet, Head: t.Head, Header: cleaned(t.Header)}
	for _, r := range t.Rows {
		out.Rows = append(out.Rows, spreadsheet.Row{No: r.No, Cells: cleaned(r.Cells)})
	}
	for _, m := range t.Merged {
		out.Merged = append(out.Merged, spreadsheet.Range(m))
	}
	return out
}

func cleaned(cells []string) []string {
	out := make([]string, len(cells))
	for i, c := range cells {
		out[i] = spreadsheet.Clean(c)
	}
	return out
}

func tableOf(t *list.Table) ListTable {
	out := ListTable{Sheet: t.Sheet, Head: t.Head, Header: t.Header, Rows: []ListCells{}}
	for _, r := range t.Rows {
		out.Rows = append(out.Rows, ListCells{r.No, append([]string{}, r.Cells...)})
	}
	for _, m := range t.Merged {
		out.Merged = append(out.Merged, ListMerging(m))
	}
	return out
}

// ListReading is what a list says.
type ListReading struct {
	Table   ListTable    `json:"table"`
	Columns []ListColumn `json:"columns" doc:"one for each of the table"`
	Rows    []ListRow    `json:"rows"`
	Doubts  []ListDoubt  `json:"doubts" doc:"cells that were not understood, or not surely"`
}

// ListColumn is what became of a column.
type ListColumn struct {
	Key  string `json:"key,omitempty" doc:"of the element; absent: it is read as none"`
	Name string `json:"name,omitempty" doc:"of the element, as the standard calls it"`
	Kept bool   `json:"kept,omitempty" doc:"its cells go into the definition as comments"`
}

// ListRow is an item as its row says it.
type ListRow struct {
	No       int          `json:"no"`
	Item     string       `json:"item" doc:"id"`
	Name     string       `json:"name"`
	Existing bool         `json:"existing,omitempty" doc:"there is such an item: changes are what the row would change of it"`
	Papers   []ListPaper  `json:"papers"`
	Changes  []ListChange `json:"changes"`
	Text     string       `json:"text,omitempty" doc:"the definition that would be made"`
	Blocked  string       `json:"blocked,omitempty" doc:"why nothing can be made of it"`
}

// ListPaper is one of what an applicant hands in.
type ListPaper struct {
	Title   string `json:"title"`
	Details string `json:"details,omitempty"`
	Licence string `json:"licence,omitempty" doc:"of the shared licence by which it needn't be handed in"`
	Trust   string `json:"trust,omitempty"`
}

// ListChange is one of what a row changes of an item.
type ListChange struct {
	ID      string   `json:"id"`
	Column  string   `json:"column"`
	Says    []string `json:"says"`
	Removes bool     `json:"removes,omitempty" doc:"the list doesn't name it"`
}

// ListDoubt is a cell that somebody should look at.
type ListDoubt struct {
	Row     int       `json:"row"`
	Column  int       `json:"column" doc:"from 0"`
	Cell    string    `json:"cell" doc:"H6"`
	Unknown bool      `json:"unknown,omitempty" doc:"it isn't understood at all"`
	Why     string    `json:"why"`
	Ways    []ListWay `json:"ways"`
}

// ListWay is one of what may be chosen.
type ListWay struct {
	Label string     `json:"label"`
	Edits []ListEdit `json:"edits" doc:"cells that get another text"`
	Drop  []int      `json:"drop" doc:"rows that are left out"`
}

// ListEdit gives a cell another text.
type ListEdit struct {
	Row    int    `json:"row"`
	Column int    `json:"column"`
	Text   string `json:"text"`
}

type readListIn struct {
	Languages
	Body struct {
		File  []byte     `json:"file,omitempty" doc:"an .xlsx or .csv"`
		Table *ListTable `json:"table,omitempty" doc:"instead of a file: what was read of it, with cells mended"`
	}
}

type readListOut struct{ Body ListReading }

func (h handler) readList(ctx context.Context, in *readListIn) (*readListOut, error) {
	var got designer.ListRead
	var err error
	if in.Body.Table != nil {
		got, err = h.ReadTable(ctx, h.actor(ctx), in.Body.Table.plain())
	} else {
		got, err = h.ReadList(ctx, h.actor(ctx), in.Body.File)
	}
	if err != nil {
		return nil, err
	}
	return &readListOut{readingOf(got, in.choice())}, nil
}

func readingOf(got designer.ListRead, language string) ListReading {
	out := ListReading{Table: tableOf(got.Table), Columns: []ListColumn{}, Rows: []ListRow{}, Doubts: []ListDoubt{}}
	for _, c := range got.Columns {
		out.Columns = append(out.Columns, ListColumn{c.Key, c.Name, c.Kept})
	}
	for _, r := range got.Rows {
		row := ListRow{No: r.No, Item: r.ID, Name: r.Name, Existing: r.Existing, Text: r.Text, Blocked: r.Blocked.In(language), Papers: []ListPaper{}, Changes: []ListChange{}}
		for _, p := range r.Papers {
			row.Papers = append(row.Papers, ListPaper(p))
		}
		for _, c := range r.Changes {
			change := ListChange{ID: c.ID, Column: c.Key, Removes: c.Removes, Says: []string{}}
			for _, s := range c.Says {
				said := s.Zh
				if language == "en" {
					said = s.En
				}
				change.Says = append(change.Says, said)
			}
			row.Changes = append(row.Changes, change)
		}
		out.Rows = append(out.Rows, row)
	}
	for _, d := range got.Doubts {
		doubt := ListDoubt{Row: d.Row, Column: d.Column, Cell: spreadsheet.Cell(d.Row, d.Column), Unknown: d.Unknown, Why: d.Why.In(language), Ways: []ListWay{}}
		for _, w := range d.Ways {
			way := ListWay{Label: w.Label.In(language), Edits: []ListEdit{}, Drop: append([]int{}, w.Drop...)}
			for _, e := range w.Edits {
				way.Edits = append(way.Edits, ListEdit(e))
			}
			doubt.Ways = append(doubt.Ways, way)
		}
		out.Doubts = append(out.Doubts, doubt)
	}
	return out
}

type importListIn struct {
	Languages
	Body struct {
		Table ListTable    `json:"table"`
		Rows  []ListChosen `json:"rows" minItems:"1" maxItems:"500"`
		Key   string       `json:"key" minLength:"8" maxLength:"80" pattern:"^[A-Za-z0-9_-]+$" doc:"the same key makes them once"`
	}
}

// ListChosen is a row of which a draft is to be made.
type ListChosen struct {
	No      int      `json:"no"`
	Changes []string `json:"changes,omitempty" maxItems:"500" doc:"of an item that there is: those that are taken"`
}

// ListMade is what became of a row.
type ListMade struct {
	No      int    `json:"no"`
	Item    string `json:"item"`
	Draft   string `json:"draft,omitempty" doc:"id"`
	Problem string `json:"problem,omitempty" doc:"why there is none"`
}

type importListOut struct {
	Body struct {
		Made []ListMade `json:"made"`
	}
}

func (h handler) importList(ctx context.Context, in *importListIn) (*importListOut, error) {
	var chosen []designer.Chosen
	for _, c := range in.Body.Rows {
		chosen = append(chosen, designer.Chosen(c))
	}
	made, err := h.MakeDrafts(ctx, h.actor(ctx), in.Body.Table.plain(), chosen, in.Body.Key)
	if err != nil {
		return nil, err
	}
	out := &importListOut{}
	out.Body.Made = []ListMade{}
	for _, m := range made {
		out.Body.Made = append(out.Body.Made, ListMade{m.No, m.Item, m.Draft, m.Problem.In(in.choice())})
	}
	return out, nil
}

type sheetOut struct {
	Type        string `header:"Content-Type"`
	Disposition string `header:"Content-Disposition"`
	Body        []byte
}

func sheetOf(data []byte, name string) *sheetOut {
	return &sheetOut{"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", `attachment; filename="` + name + `.xlsx"`, data}
}

type exportListIn struct {
	Items []string `query:"item,explode" maxItems:"500" doc:"ids; none: all"`
}

func (h handler) exportList(ctx context.Context, in *exportListIn) (*sheetOut, error) {
	data, err := h.ExportList(ctx, h.actor(ctx), in.Items)
	if err != nil {
		return nil, err
	}
	return sheetOf(data, "list"), nil
}

func (h handler) sampleList(ctx context.Context, _ *struct{}) (*sheetOut, error) {
	data, err := h.SampleList(ctx, h.actor(ctx))
	if err != nil {
		return nil, err
	}
	return sheetOf(data, "sample"), nil
}
