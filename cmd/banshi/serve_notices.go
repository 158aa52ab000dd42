package main

import (
	"context"
	"crypto/subtle"
	"errors"
	"strconv"
	"strings"
	"time"

	"banshi/cmd/banshi/standin"
	"banshi/runtime/notice"
	"banshi/runtime/notice/aliyun"
	noticestore "banshi/runtime/notice/store"
	"banshi/runtime/notice/wechat"
)

// openNotices connects the providers of messages, or the stand-in.
func (s *site) openNotices(ctx context.Context) error {
	district, err := s.catalog.District(ctx)
	if err != nil {
		return err
	}
	o := s.cfg.Outside
	s.messages = standin.NewMessages(s.cfg.Clock)
	senders := map[notice.Channel]notice.Sender{}
	if o.SMS != noMessages {
		c := o.Aliyun
		if o.SMS == "" {
			c = s.messages.SMS()
		}
		c.Zone, c.Clock = time.FixedZone("CST", 8*3600), s.cfg.Clock // the provider's days are China's
		senders[notice.SMS] = aliyun.New(c)
	}
	if o.WeChat != noMessages {
		c := o.MiniProgram
		if o.WeChat == "" {
			c = s.messages.WeChat()
		}
		c.Clock = s.cfg.Clock
		s.wechat = wechat.New(c)
		senders[notice.WeChat] = s.wechat
	}
	s.post = &notice.Post{Store: noticestore.New(s.db), Senders: senders, Addresses: s.hall.Notices, Clock: s.cfg.Clock, Zone: district.Zone}
	return nil
}

// outsideInUse are the channels that there are, and whether a stand-in is behind them.
func (s *site) outsideInUse() map[notice.Channel]bool {
	out := map[notice.Channel]bool{}
	for c, set := range map[notice.Channel]string{notice.SMS: s.cfg.Outside.SMS, notice.WeChat: s.cfg.Outside.WeChat} {
		if set != noMessages {
			out[c] = set == ""
		}
	}
	return out
}

// openID tells whom a code of WeChat stands for.
func (s *site) openID(ctx context.Context, code string) (string, error) {
	if s.wechat == nil {
		return "", errors.New("there is no mini program")
	}
	return s.wechat.OpenID(ctx, code)
}

// receipts takes what the provider of SMS pushes, from who knows the word in the address; false: nobody does.
func (s *site) receipts(ctx context.Context, word string, body []byte) (bool, error) {
	want := s.cfg.Outside.Receipts
	if want == "" || subtle.ConstantTimeCompare([]byte(word), []byte(want)) != 1 {
		return false, nil
	}
	list, err := aliyun.Reports(body)
	if err != nil {
		return true, err
	}
	for _, r := range list {
		id, err := strconv.ParseInt(strings.TrimPrefix(r.OutID, notice.KeyPrefix), 10, 64)
		if err != nil || !strings.HasPrefix(r.OutID, notice.KeyPrefix) {
			continue // of another program that uses the same account
		}
		state, why := notice.Delivered, ""
		if !r.Success {
			state, why = notice.Failed, r.ErrCode
		}
		if err := noticestore.New(s.db).Receipt(ctx, id, notice.SMS, state, why, s.cfg.Clock()); err != nil {
			return true, err
		}
	}
	return true, nil
}
