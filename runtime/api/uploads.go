package api

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"banshi/runtime/base/fault"
	"banshi/runtime/files"
)

// UploadServer speaks tus. files.Tus does.
type UploadServer interface {
	// Serve answers one request about an upload of a draft; id "" begins one. An error is to be told; nothing was sent then.
	Serve(w http.ResponseWriter, r *http.Request, draft, id, base string, open files.Opening) error
}

// uploadIn names the headers of tus for the document; files.Tus reads them.
type uploadIn struct {
	Tongue
	ID       string `path:"id" maxLength:"64"`
	Version  string `header:"Tus-Resumable" doc:"1.0.0"`
	Length   string `header:"Upload-Length" doc:"bytes of the whole"`
	Metadata string `header:"Upload-Metadata" doc:"material, name and sha256 (hexadecimal; of the whole; may be left out), each as tus writes them"`
}

type pieceIn struct {
	ID      string `path:"id" maxLength:"64"`
	Upload  string `path:"upload" maxLength:"64"`
	Version string `header:"Tus-Resumable" doc:"1.0.0"`
	Offset  string `header:"Upload-Offset" doc:"where the piece begins"`
	Type    string `header:"Content-Type"`
}

type takeIn struct {
	Tongue
	ID     string `path:"id" maxLength:"64"`
	Upload string `path:"upload" maxLength:"64"`
}

type comingIn struct {
	ID string `path:"id" maxLength:"64"`
}

// comingLine is a file that is still coming.
type comingLine struct {
	ID       string `json:"id"`
	Material string `json:"material"`
	Name     string `json:"name"`
	Size     int64  `json:"size"`
	SHA256   string `json:"sha256,omitempty"`
	Offset   int64  `json:"offset"`
}

type comingOut struct {
	Body struct {
		Uploads []comingLine `json:"uploads"`
	}
}

const (
	uploadsPath = "/api/drafts/{id}/uploads"
	uploadPath  = "/api/drafts/{id}/uploads/{upload}"
)

func registerUploads(api huma.API, s Services) {
	h := uploads{s}
	begin := operation("begin-upload", http.MethodPost, uploadsPath, "开始上传一个文件（tus 1.0）", "file", append(changing, fault.TooLarge, fault.Full)...)
	begin.DefaultStatus = http.StatusCreated
	huma.Register(api, begin, h.begin)
	huma.Register(api, operation("list-uploads", http.MethodGet, uploadsPath, "没有传完的文件", "file", changing...), h.coming)
	huma.Register(api, operation("upload-offset", http.MethodHead, uploadPath, "已经收到多少", "file", changing...), h.piece)
	send := operation("upload-piece", http.MethodPatch, uploadPath, "接着传", "file", append(changing, fault.TooLarge, fault.Full, fault.Unavailable)...)
	huma.Register(api, send, h.piece)
	huma.Register(api, operation("cancel-upload", http.MethodDelete, uploadPath, "不传了", "file", changing...), h.piece)
	take := operation("take-upload", http.MethodPost, uploadPath, "传完了，收下", "file", append(changing, fault.TooLarge, fault.Full)...)
	take.DefaultStatus = http.StatusCreated
	huma.Register(api, take, h.take)
}

type uploads struct{ Services }

func (h uploads) begin(ctx context.Context, in *uploadIn) (*huma.StreamResponse, error) {
	if err := h.Drafts.MayUpload(ctx, in.ID); err != nil {
		return nil, err
	}
	open := func(ctx context.Context, material string) (files.Rule, files.Room, error) {
		return h.Drafts.Opening(ctx, in.ID, material, in.language())
	}
	return h.tus(in.ID, "", open), nil
}

func (h uploads) tus(draft, id string, open files.Opening) *huma.StreamResponse {
	return served(func(w http.ResponseWriter, r *http.Request) error {
		return h.Uploads.Serve(w, r, draft, id, "/api/drafts/"+draft+"/uploads", open)
	})
}

func (h uploads) coming(ctx context.Context, in *comingIn) (*comingOut, error) {
	list, err := h.Drafts.Coming(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	out := &comingOut{}
	out.Body.Uploads = []comingLine{}
	for _, p := range list {
		out.Body.Uploads = append(out.Body.Uploads, comingLine{p.ID, p.Material, p.Name, p.Size, p.SHA256, p.Offset})
	}
	return out, nil
}

func (h uploads) piece(ctx context.Context, in *pieceIn) (*huma.StreamResponse, error) {
	if err := h.Drafts.MayUpload(ctx, in.ID); err != nil {
		return nil, err
	}
	return h.tus(in.ID, in.Upload, nil), nil
}

func (h uploads) take(ctx context.Context, in *takeIn) (*attachedOut, error) {
	done, err := h.Drafts.TakeUpload(ctx, in.ID, in.Upload, in.language())
	if err != nil {
		return nil, err
	}
	return attachedOf(in.ID, done), nil
}
