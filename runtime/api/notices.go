package api

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"banshi/runtime/base/fault"
	"banshi/runtime/notice"
)

type noticeLine struct {
	ID      int64     `json:"id"`
	At      time.Time `json:"at" doc:"when it was told"`
	Kind    string    `json:"kind"`
	Title   string    `json:"title" doc:"what happened"`
	Body    string    `json:"body" doc:"of what, and what to do"`
	Act     string    `json:"act,omitempty" doc:"name of the link to the subject; left out: there is nothing to do"`
	Subject struct {
		Kind string `json:"kind" doc:"case, draft, dispute, licence, …"`
		ID   string `json:"id,omitempty"`
	} `json:"subject"`
	Urgent bool `json:"urgent,omitempty" doc:"something is lost if it isn't done in time"`
	Read   bool `json:"read"`
}

type noticesIn struct {
	Tongue
	Told int64 `query:"told" minimum:"0" doc:"with last: where the page before ended, microseconds"`
	Last int64 `query:"last" minimum:"0" doc:"with told: id of its last notice"`
}

type noticesOut struct {
	Body struct {
		Notices []noticeLine `json:"notices" doc:"latest first"`
		Unread  int          `json:"unread" doc:"99: so many or more"`
		More    bool         `json:"more"`
		Told    int64        `json:"told,omitempty" doc:"what the next page is asked with"`
		Last    int64        `json:"last,omitempty" doc:"what the next page is asked with"`
	}
}

type unreadOut struct {
	Body struct {
		Unread int `json:"unread" doc:"99: so many or more"`
	}
}

type noticesReadIn struct {
	Body struct {
		IDs []int64 `json:"ids,omitempty" maxItems:"100"`
		All bool    `json:"all,omitempty"`
	}
}

func registerNotices(api huma.API, s Services) {
	h := notices{s}
	huma.Register(api, operation("list-notices", http.MethodGet, "/api/notices", "我的消息", "space", signedIn...), h.list)
	huma.Register(api, operation("count-notices", http.MethodGet, "/api/notices/unread", "没看的消息有几条", "space", signedIn...), h.unread)
	read := operation("read-notices", http.MethodPost, "/api/notices/read", "消息已看过", "space", append([]fault.Code{fault.Invalid}, signedIn...)...)
	read.DefaultStatus = http.StatusNoContent
	huma.Register(api, read, h.read)
}

type notices struct{ Services }

func (h notices) list(ctx context.Context, in *noticesIn) (*noticesOut, error) {
	after := notice.Place{ID: in.Last}
	if in.Told != 0 {
		after.Told = time.UnixMicro(in.Told).UTC()
	}
	page, err := h.Notices.List(ctx, after)
	if err != nil {
		return nil, err
	}
	out := &noticesOut{}
	b := &out.Body
	b.Notices, b.Unread, b.More = make([]noticeLine, len(page.Notices)), page.Unread, page.More
	for i, n := range page.Notices {
		b.Notices[i] = noticeLineOf(n, in.language())
		b.Told, b.Last = n.From.UnixMicro(), n.ID
	}
	return out, nil
}

func noticeLineOf(n notice.Notice, language string) noticeLine {
	text := n.In(language)
	l := noticeLine{ID: n.ID, At: n.From, Kind: string(n.Kind), Title: text.Title, Body: text.Body, Act: text.Act, Read: n.Read}
	l.Subject.Kind, l.Subject.ID = string(n.Subject.Kind), n.Subject.ID
	if row, ok := notice.Of(n.Kind); ok {
		l.Urgent = row.Urgent
	}
	return l
}

func (h notices) unread(ctx context.Context, _ *Tongue) (*unreadOut, error) {
	n, err := h.Notices.Unread(ctx)
	if err != nil {
		return nil, err
	}
	out := &unreadOut{}
	out.Body.Unread = n
	return out, nil
}

func (h notices) read(ctx context.Context, in *noticesReadIn) (*struct{}, error) {
	return nil, h.Notices.MarkRead(ctx, in.Body.IDs, in.Body.All)
}
