package api

import (
	"bytes"
	"context"
	"encoding/base64"
	"net/http"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"banshi/runtime"
	"banshi/runtime/base/fault"
	"banshi/runtime/base/mask"
)

// EnclosurePath is where enclosures come in: bodies there may be as large as MaxEnclosureBody.
const (
	EnclosurePath    = "/api/staff/enclosures/"
	MaxEnclosureBody = runtime.MaxEnclosure + 1<<10
)

type enclosureLine struct {
	File    fileLine  `json:"file"`
	Purpose string    `json:"purpose" enum:"visit,letter,sheet,signed,other"`
	Note    string    `json:"note,omitempty"`
	Name    string    `json:"name" doc:"of who put it there"`
	Title   string    `json:"title,omitempty"`
	At      time.Time `json:"at"`
	Sheet   string    `json:"sheet,omitempty" doc:"of the scan of a signed sheet: the digest of what was agreed to on it"`
	Round   int       `json:"round,omitempty" doc:"and the submission that it belongs to"`
}

// sheetAgreed is what was agreed to on paper; its scan is the enclosure that has the same digest.
type sheetAgreed struct {
	clerkAt
	Round  int         `json:"round"`
	Digest string      `json:"digest"`
	Person visitorBody `json:"person" doc:"who signed"`
	Signs  []string    `json:"signs" doc:"titles of papers that the same signature signed"`
}

type enclosuresOut struct {
	Body struct {
		Enclosures []enclosureLine `json:"enclosures"`
		Sheets     []sheetAgreed   `json:"sheets" doc:"what was agreed to on paper at the window"`
	}
}

type enclosureOut struct{ Body enclosureLine }

type encloseIn struct {
	Tongue
	Number   string `path:"number" maxLength:"40"`
	Key      string `header:"Idempotency-Key" maxLength:"100"`
	Metadata string `header:"Upload-Metadata" maxLength:"4000" doc:"name, purpose (visit, letter, sheet, signed, other), of a sheet the digest that stands on it (sheet: all or its first 16 characters), and note (may be left out), each as tus writes them"`
	RawBody  []byte `contentType:"application/octet-stream"`
}

func registerEnclosures(api huma.API, s Services) {
	huma.Register(api, operation("list-enclosures", http.MethodGet, EnclosurePath+"{number}", "附卷的文件", "staff", looked...), func(ctx context.Context, in *numberIn) (*enclosuresOut, error) {
		list, err := s.Desk.Enclosures(ctx, in.Number)
		if err != nil {
			return nil, err
		}
		out := &enclosuresOut{}
		out.Body.Enclosures = []enclosureLine{}
		for _, x := range list {
			out.Body.Enclosures = append(out.Body.Enclosures, enclosureOf(in.Number, x))
		}
		sheets, err := s.Desk.SignedSheets(ctx, in.Number, in.language())
		if err != nil {
			return nil, err
		}
		out.Body.Sheets = []sheetAgreed{}
		for _, x := range sheets {
			out.Body.Sheets = append(out.Body.Sheets, sheetAgreed{atOf(x.ByClerk), x.Round, x.Digest, visitorBody{x.Person.Name, mask.IDNumber(x.Person.No), x.Person.How}, append([]string{}, x.Signs...)})
		}
		return out, nil
	})
	op := operation("enclose", http.MethodPost, EnclosurePath+"{number}", "附卷：现场照片、来函、签字的纸", "staff", append(changing, fault.TooLarge, fault.Full)...)
	op.DefaultStatus, op.MaxBodyBytes = http.StatusCreated, MaxEnclosureBody
	huma.Register(api, op, func(ctx context.Context, in *encloseIn) (*enclosureOut, error) {
		said := metadata(in.Metadata)
		x := runtime.Enclosure{File: runtime.File{Name: said["name"]}, Purpose: said["purpose"], Note: said["note"], Sheet: said["sheet"]}
		x, err := s.Desk.Enclose(ctx, in.Number, x, in.Key, bytes.NewReader(in.RawBody))
		if err != nil {
			return nil, err
		}
		return &enclosureOut{enclosureOf(in.Number, x)}, nil
	})
}

func enclosureOf(number string, x runtime.Enclosure) enclosureLine {
	return enclosureLine{fileOf(number, x.File), x.Purpose, x.Note, x.Name, x.Title, x.At, x.Sheet, x.Round}
}

// metadata reads pairs as tus writes them: names with base64, parted by commas. What is none is left out.
func metadata(header string) map[string]string {
	out := map[string]string{}
	for _, pair := range strings.Split(header, ",") {
		name, coded, _ := strings.Cut(strings.TrimSpace(pair), " ")
		if text, err := base64.StdEncoding.DecodeString(coded); err == nil {
			out[name] = string(text)
		}
	}
	return out
}
