package api

import (
	"context"
	"net/http"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"banshi/runtime"
	"banshi/runtime/base/web"
)

// fileLine is a file on the wire. Its id names the draft or case too: a file is never found by a
// number of its own alone.
type fileLine struct {
	ID     string    `json:"id"`
	Name   string    `json:"name"`
	Type   string    `json:"type" doc:"media type, found from the content"`
	Size   int64     `json:"size" doc:"bytes"`
	Digest string    `json:"digest" doc:"SHA-256"`
	At     time.Time `json:"at"`
}

func fileOf(owner string, f runtime.File) fileLine {
	return fileLine{ID: owner + "." + f.ID, Name: f.Name, Type: f.Type.MIME(), Size: f.Size, Digest: string(f.Hash), At: f.At}
}

func byMaterial(owner string, list []runtime.File) map[string][]fileLine {
	out := map[string][]fileLine{}
	for _, f := range list {
		out[f.Material] = append(out[f.Material], fileOf(owner, f))
	}
	return out
}

type uploadIn struct {
	Tongue
	ID       string `path:"id" maxLength:"64"`
	Material string `query:"material" required:"true" maxLength:"120" doc:"path of the material: id, or id[row]"`
	RawBody  huma.MultipartFormFiles[struct {
		File huma.FormFile `form:"file" contentType:"application/octet-stream" required:"true"`
	}]
}

type uploadOut struct {
	Body struct {
		File fileLine `json:"file"`
		Patched
	}
}

type detachIn struct {
	Tongue
	ID   string `path:"id" maxLength:"64"`
	File string `path:"file" maxLength:"128"`
}

type contentIn struct {
	File string `path:"file" maxLength:"128"`
}

func registerFiles(api huma.API, s Services) {
	h := attachments{s}
	up := operation("upload-file", http.MethodPost, "/api/drafts/{id}/files", "上传材料", "file", changing...)
	up.DefaultStatus, up.MaxBodyBytes = http.StatusCreated, MaxUpload
	huma.Register(api, up, h.upload)
	huma.Register(api, operation("delete-file", http.MethodDelete, "/api/drafts/{id}/files/{file}", "删去上传的材料", "file", changing...), h.detach)
	huma.Register(api, operation("get-file", http.MethodGet, "/api/files/{file}", "下载材料", "file", looked...), h.content)
}

type attachments struct{ Services }

func (h attachments) upload(ctx context.Context, in *uploadIn) (*uploadOut, error) {
	form := in.RawBody.Data()
	defer form.File.Close()
	done, err := h.Drafts.Attach(ctx, in.ID, in.Material, form.File.Filename, form.File, in.language())
	if err != nil {
		return nil, err
	}
	out := &uploadOut{}
	out.Body.File, out.Body.Patched = fileOf(in.ID, done.File), patchedOf(done.Draft)
	return out, nil
}

func (h attachments) detach(ctx context.Context, in *detachIn) (*patchOut, error) {
	_, id, ok := strings.Cut(in.File, ".")
	if !ok {
		id = in.File
	}
	d, err := h.Drafts.Detach(ctx, in.ID, id, in.language())
	if err != nil {
		return nil, err
	}
	return &patchOut{patchedOf(d)}, nil
}

func (h attachments) content(ctx context.Context, in *contentIn) (*huma.StreamResponse, error) {
	owner, id, ok := strings.Cut(in.File, ".")
	if !ok {
		return nil, web.E(web.NotFound, sayNotYours)
	}
	f, err := h.Drafts.File(ctx, owner, id)
	if err != nil {
		return nil, err
	}
	return &huma.StreamResponse{Body: func(c huma.Context) {
		r, w := humago.Unwrap(c)
		if err := h.Files.Serve(w, r, f.Stored, f.Name); err != nil {
			web.WriteProblem(w, r, err)
		}
	}}, nil
}
