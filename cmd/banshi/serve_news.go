package main

import (
	"context"
	"time"

	"banshi/catalog"
	"banshi/runtime/base/actor"
	"banshi/runtime/notice"
	noticestore "banshi/runtime/notice/store"
)

// news is catalog.News: what happens to definitions is told by the hall, which knows who works where.
type news struct{ *site }

var _ catalog.News = news{}

func (s news) ReviewAsked(ctx context.Context, d catalog.Draft, by string, at time.Time) (catalog.Tell, error) {
	o := actor.Object{Kind: actor.Item, ID: d.Item, Department: d.Department, Makers: d.Authors}
	return telling(s.hall.Notices.ReviewAsked(ctx, o, d.ID, d.Title, by, at))
}

func (s news) Stopped(ctx context.Context, x catalog.Stop) (catalog.Tell, error) {
	if !x.Lifted.IsZero() {
		return telling(s.hall.Notices.AboutItem(ctx, notice.DeskLifted, x.Item, x.LiftedBy, x.Lifted))
	}
	return telling(s.hall.Notices.AboutItem(ctx, notice.DeskStopped, x.Item, x.By, x.At))
}

// telling writes a list in the transaction whose ctx it gets.
func telling(list []notice.Notice, err error) (catalog.Tell, error) {
	return func(ctx context.Context) error { return noticestore.Tell(ctx, nil, list...) }, err
}
