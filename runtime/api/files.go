package api

import (
	"context"
	"net/http"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"banshi/runtime"
	"banshi/runtime/base/fault"
	"banshi/runtime/base/web"
	"banshi/runtime/files"
)

// fileLine is a file on the wire. Its id names the draft or case too: a file is never found by a
// number of its own alone.
type fileLine struct {
	ID      string    `json:"id"`
	Name    string    `json:"name"`
	Type    string    `json:"type" doc:"media type, found from the content"`
	Size    int64     `json:"size" doc:"bytes"`
	Digest  string    `json:"digest" doc:"SHA-256"`
	At      time.Time `json:"at"`
	Turn    int       `json:"turn,omitempty" doc:"degrees to the right by which the picture stands upright; previews are turned already"`
	Check   string    `json:"check,omitempty" enum:"waiting,clean,infected" doc:"what is known of viruses; left out where nobody looks"`
	Picture bool      `json:"picture,omitempty" doc:"it may have a preview: GET /api/files/{file}/preview"`
}

func fileOf(owner string, f runtime.File) fileLine {
	return fileLine{ID: owner + "." + f.ID, Name: f.Name, Type: f.Type.MIME(), Size: f.Size, Digest: string(f.Hash), At: f.At,
		Turn: f.Turn, Check: string(f.Check), Picture: f.Type.Picture()}
}

func byMaterial(owner string, list []runtime.File) map[string][]fileLine {
	out := map[string][]fileLine{}
	for _, f := range list {
		out[f.Material] = append(out[f.Material], fileOf(owner, f))
	}
	return out
}

// inDraft is the id of a file within its draft.
func inDraft(file string) string {
	if _, id, ok := strings.Cut(file, "."); ok {
		return id
	}
	return file
}

type attachedOut struct {
	Body struct {
		File fileLine `json:"file"`
		Patched
	}
}

func attachedOf(draft string, a runtime.Attached) *attachedOut {
	out := &attachedOut{}
	out.Body.File, out.Body.Patched = fileOf(draft, a.File), patchedOf(a.Draft)
	return out
}

type detachIn struct {
	Tongue
	ID   string `path:"id" maxLength:"64"`
	File string `path:"file" maxLength:"128"`
}

type contentIn struct {
	File string `path:"file" maxLength:"128"`
}

type arrangeIn struct {
	Tongue
	ID   string `path:"id" maxLength:"64"`
	Body struct {
		Material string         `json:"material" maxLength:"120" doc:"path of the material"`
		Order    []string       `json:"order,omitempty" maxItems:"100" doc:"ids of all its files; left out: it stays"`
		Turns    map[string]int `json:"turns,omitempty" doc:"id of a file → 0, 90, 180 or 270"`
	}
}

type bundleIn struct {
	Tongue
	ID   string `path:"id" maxLength:"64"`
	Key  string `header:"Idempotency-Key" required:"true" maxLength:"100"`
	Body struct {
		Material string   `json:"material" maxLength:"120"`
		Pictures []string `json:"pictures" minItems:"1" maxItems:"30" doc:"ids of files, in the order of the pages"`
	}
}

type pictureIn struct {
	File string `path:"file" maxLength:"128"`
	Turn int    `query:"turn" doc:"makes it another address after a turn; what counts is how the file is turned"`
}

func registerFiles(api huma.API, s Services) {
	h := attachments{s}
	huma.Register(api, operation("delete-file", http.MethodDelete, "/api/drafts/{id}/files/{file}", "删去上传的材料", "file", changing...), h.detach)
	huma.Register(api, operation("arrange-files", http.MethodPatch, "/api/drafts/{id}/files", "给材料的文件排顺序、转方向", "file", changing...), h.arrange)
	bundle := operation("bundle-pictures", http.MethodPost, "/api/drafts/{id}/pdf", "把几张图片合成一个 PDF", "file", append(changing, fault.TooLarge)...)
	bundle.DefaultStatus = http.StatusCreated
	huma.Register(api, bundle, h.bundle)
	huma.Register(api, operation("get-file", http.MethodGet, "/api/files/{file}", "下载材料", "file", append(looked, fault.Conflict)...), h.content)
	huma.Register(api, operation("preview-file", http.MethodGet, "/api/files/{file}/preview", "看图片材料", "file", append(looked, fault.Conflict)...), h.preview)
}

type attachments struct{ Services }

func (h attachments) detach(ctx context.Context, in *detachIn) (*patchOut, error) {
	d, err := h.Drafts.Detach(ctx, in.ID, inDraft(in.File), in.language())
	if err != nil {
		return nil, err
	}
	return &patchOut{patchedOf(d)}, nil
}

func (h attachments) arrange(ctx context.Context, in *arrangeIn) (*patchOut, error) {
	var order []string
	for _, id := range in.Body.Order {
		order = append(order, inDraft(id))
	}
	turns := map[string]int{}
	for id, turn := range in.Body.Turns {
		turns[inDraft(id)] = turn
	}
	d, err := h.Drafts.Arrange(ctx, in.ID, in.Body.Material, order, turns, in.language())
	if err != nil {
		return nil, err
	}
	return &patchOut{patchedOf(d)}, nil
}

func (h attachments) bundle(ctx context.Context, in *bundleIn) (*attachedOut, error) {
	var pictures []string
	for _, id := range in.Body.Pictures {
		pictures = append(pictures, inDraft(id))
	}
	done, err := h.Drafts.Bundle(ctx, in.ID, in.Body.Material, pictures, in.Key, in.language())
	if err != nil {
		return nil, err
	}
	return attachedOf(in.ID, done), nil
}

// found finds a file by its id on the wire.
func (h attachments) found(ctx context.Context, file string) (runtime.File, error) {
	owner, id, ok := strings.Cut(file, ".")
	if !ok {
		return runtime.File{}, web.E(web.NotFound, sayNotYours)
	}
	return h.Drafts.File(ctx, owner, id)
}

func (h attachments) content(ctx context.Context, in *contentIn) (*huma.StreamResponse, error) {
	f, err := h.found(ctx, in.File)
	if err != nil {
		return nil, err
	}
	return served(func(w http.ResponseWriter, r *http.Request) error { return h.Files.Serve(w, r, f.Stored, f.Name) }), nil
}

func (h attachments) preview(ctx context.Context, in *pictureIn) (*huma.StreamResponse, error) {
	f, err := h.found(ctx, in.File)
	if err != nil {
		return nil, err
	}
	unchecked := h.Drafts.Applies(ctx)
	return served(func(w http.ResponseWriter, r *http.Request) error {
		return h.Files.ServePreview(w, r, f.Stored, f.Turn, f.Name, unchecked)
	}), nil
}

// served lets a handler of net/http answer; what it says is told as a problem.
func served(serve func(w http.ResponseWriter, r *http.Request) error) *huma.StreamResponse {
	return &huma.StreamResponse{Body: func(c huma.Context) {
		r, w := humago.Unwrap(c)
		if err := serve(w, r); err != nil {
			web.WriteProblem(w, r, err)
		}
	}}
}

// FileServer sends the content of a file. files.Store is one.
type FileServer interface {
	Serve(w http.ResponseWriter, r *http.Request, f files.Stored, name string) error
	ServePreview(w http.ResponseWriter, r *http.Request, f files.Stored, turn int, name string, unchecked bool) error
}
