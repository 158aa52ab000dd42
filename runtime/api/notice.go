package api

import (
	"context"
	"maps"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"banshi/runtime"
	"banshi/runtime/base/fault"
	"banshi/runtime/base/web"
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
	huma.Register(api, operation("list-desk-notices", http.MethodGet, "/api/staff/notices", "我的工作消息", "staff", signedIn...), h.atDesk)
	huma.Register(api, operation("count-desk-notices", http.MethodGet, "/api/staff/notices/unread", "没看的工作消息有几条", "staff", signedIn...), h.unreadAtDesk)
	readAtDesk := operation("read-desk-notices", http.MethodPost, "/api/staff/notices/read", "工作消息已看过", "staff", append([]fault.Code{fault.Invalid}, signedIn...)...)
	readAtDesk.DefaultStatus = http.StatusNoContent
	huma.Register(api, readAtDesk, h.readAtDesk)
	huma.Register(api, operation("list-notice-ways", http.MethodGet, "/api/notices/ways", "除了站内，还用什么方式通知我", "space", signedIn...), h.ways)
	choose := operation("choose-notice-way", http.MethodPut, "/api/notices/ways/{channel}", "选择要不要用这种方式通知", "space", fault.Unauthenticated, fault.Forbidden, fault.NotFound, fault.Invalid, fault.Unavailable)
	choose.DefaultStatus = http.StatusNoContent
	huma.Register(api, choose, h.choose)
	receipts := operation("push-message-receipts", http.MethodPost, "/api/messages/receipts/{word}", "短信状态报告", "records", fault.NotFound, fault.Invalid)
	receipts.Description = "SmsReport of 阿里云短信服务 (HTTP 批量推送模式): a list of receipts. The word in the address is all that tells the provider from anybody."
	huma.Register(api, rawObject(receipts, "see the provider's document"), h.receipts)
}

type notices struct{ Services }

func (h notices) list(ctx context.Context, in *noticesIn) (*noticesOut, error) {
	page, err := h.Notices.List(ctx, in.after())
	return noticesOf(ctx, page, in.language(), err)
}

func (h notices) atDesk(ctx context.Context, in *noticesIn) (*noticesOut, error) {
	page, err := h.Notices.AtDesk(ctx, in.after())
	return noticesOf(ctx, page, in.language(), err)
}

// after is where the page before ended.
func (in *noticesIn) after() notice.Place {
	p := notice.Place{ID: in.Last}
	if in.Told != 0 {
		p.Told = time.UnixMicro(in.Told).UTC()
	}
	return p
}

func noticesOf(ctx context.Context, page runtime.NoticePage, language string, err error) (*noticesOut, error) {
	if err != nil {
		return nil, err
	}
	out := &noticesOut{}
	b := &out.Body
	b.Notices, b.Unread, b.More = make([]noticeLine, len(page.Notices)), page.Unread, page.More
	for i, n := range page.Notices {
		b.Notices[i] = noticeLineOf(ctx, n, language)
		b.Told, b.Last = n.From.UnixMicro(), n.ID
	}
	return out, nil
}

func noticeLineOf(ctx context.Context, n notice.Notice, language string) noticeLine {
	for _, word := range []string{notice.Office, notice.Item, notice.Title} { // of the catalogue
		if w := n.Args[word]; w != "" {
			n.Args = maps.Clone(n.Args)
			n.Args[word] = web.Name(ctx, w)
		}
	}
	text := n.In(language)
	l := noticeLine{ID: n.ID, At: n.From, Kind: string(n.Kind), Title: text.Title, Body: text.Body, Act: text.Act, Read: n.Read}
	l.Subject.Kind, l.Subject.ID = string(n.Subject.Kind), n.Subject.ID
	if row, ok := notice.Of(n.Kind); ok {
		l.Urgent = row.Urgent
	}
	return l
}

func (h notices) unread(ctx context.Context, _ *Tongue) (*unreadOut, error) {
	return unreadOf(h.Notices.Unread(ctx))
}

func (h notices) unreadAtDesk(ctx context.Context, _ *Tongue) (*unreadOut, error) {
	return unreadOf(h.Notices.UnreadAtDesk(ctx))
}

func unreadOf(n int, err error) (*unreadOut, error) {
	if err != nil {
		return nil, err
	}
	out := &unreadOut{}
	out.Body.Unread = n
	return out, nil
}

func (h notices) readAtDesk(ctx context.Context, in *noticesReadIn) (*struct{}, error) {
	return nil, h.Notices.ReadAtDesk(ctx, in.Body.IDs, in.Body.All)
}

func (h notices) read(ctx context.Context, in *noticesReadIn) (*struct{}, error) {
	return nil, h.Notices.MarkRead(ctx, in.Body.IDs, in.Body.All)
}

type wayLine struct {
	Channel string `json:"channel" enum:"sms,wechat"`
	Wanted  bool   `json:"wanted"`
	Reached bool   `json:"reached" doc:"there is a number or an account to send to"`
	Address string `json:"address,omitempty" doc:"of SMS: the phone of the sign-in, masked"`
	StandIn bool   `json:"standIn,omitempty" doc:"nothing is really sent"`
}

type waysOut struct {
	Body struct {
		Ways []wayLine `json:"ways"`
	}
}

type chooseIn struct {
	Tongue
	Channel string `path:"channel" maxLength:"20"`
	Body    struct {
		Wanted bool   `json:"wanted"`
		Code   string `json:"code,omitempty" maxLength:"128" doc:"of wx.login, for wechat"`
	}
}

func (h notices) ways(ctx context.Context, _ *Tongue) (*waysOut, error) {
	list, err := h.Notices.Ways(ctx)
	if err != nil {
		return nil, err
	}
	out := &waysOut{}
	out.Body.Ways = make([]wayLine, len(list))
	for i, w := range list {
		out.Body.Ways[i] = wayLine{Channel: string(w.Channel), Wanted: w.Wanted, Reached: w.Reached, Address: w.Address, StandIn: w.StandIn}
	}
	return out, nil
}

func (h notices) choose(ctx context.Context, in *chooseIn) (*struct{}, error) {
	return nil, h.Notices.Choose(ctx, notice.Channel(in.Channel), in.Body.Wanted, in.Body.Code)
}

type receiptsIn struct {
	Word    string `path:"word" maxLength:"200"`
	RawBody []byte
}

type receiptsOut struct {
	Body struct {
		Code int    `json:"code"`
		Msg  string `json:"msg"`
	}
}

// receipts answers as the provider wants it: a number, and 200, or it pushes the same again.
func (h notices) receipts(ctx context.Context, in *receiptsIn) (*receiptsOut, error) {
	if h.Receipts == nil {
		return nil, fault.New(fault.NotFound, sayNotYours)
	}
	known, err := h.Receipts(ctx, in.Word, in.RawBody)
	switch {
	case !known:
		return nil, fault.New(fault.NotFound, sayNotYours)
	case err != nil:
		return nil, fault.Wrap(err, fault.Invalid, fault.Text{})
	}
	out := &receiptsOut{}
	out.Body.Msg = "OK"
	return out, nil
}
