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
)

// EnclosurePath is where enclosures come in: bodies there may be as large as MaxEnclosureBody.
const (
	EnclosurePath    = "/api/staff/enclosures/"
	MaxEnclosureBody = runtime.MaxEnclosure + 1<<10
)

type enclosureLine struct {
	File    fileLine  `json:"file"`
	Purpose string    `json:"purpose" enum:"visit,letter,signed,other"`
	Note    string    `json:"note,omitempty"`
	Name    string    `json:"name" doc:"of who put it there"`
	Title   string    `json:"title,omitempty"`
	At      time.Time `json:"at"`
}

type enclosuresOut struct {
	Body struct {
		Enclosures []enclosureLine `json:"enclosures"`
	}
}

type enclosureOut struct{ Body enclosureLine }

type encloseIn struct {
	Tongue
	Number   string `path:"number" maxLength:"40"`
	Key      string `header:"Idempotency-Key" maxLength:"100"`
	Metadata string `header:"Upload-Metadata" maxLength:"4000" doc:"name, purpose (visit, letter, signed, other) and note (may be left out), each as tus writes them"`
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
		return out, nil
	})
	op := operation("enclose", http.MethodPost, EnclosurePath+"{number}", "附卷：现场照片、来函、签字的纸", "staff", append(changing, fault.TooLarge, fault.Full)...)
	op.DefaultStatus, op.MaxBodyBytes = http.StatusCreated, MaxEnclosureBody
	huma.Register(api, op, func(ctx context.Context, in *encloseIn) (*enclosureOut, error) {
		said := metadata(in.Metadata)
		x := runtime.Enclosure{File: runtime.File{Name: said["name"]}, Purpose: said["purpose"], Note: said["note"]}
		x, err := s.Desk.Enclose(ctx, in.Number, x, in.Key, bytes.NewReader(in.RawBody))
		if err != nil {
			return nil, err
		}
		return &enclosureOut{enclosureOf(in.Number, x)}, nil
	})
}

func enclosureOf(number string, x runtime.Enclosure) enclosureLine {
	return enclosureLine{fileOf(number, x.File), x.Purpose, x.Note, x.Name, x.Title, x.At}
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
