package main

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"strings"
	"syscall"
)

// listen takes the address; where it is taken, a free port of the same host if nobody has asked for this one.
func (s *site) listen(ctx context.Context) error {
	host, _, err := net.SplitHostPort(s.cfg.Addr)
	if err != nil {
		return s.refuse("bad-addr", s.cfg.Addr)
	}
	var lc net.ListenConfig
	l, err := lc.Listen(ctx, "tcp", s.cfg.Addr)
	if errors.Is(err, syscall.EADDRINUSE) && !s.cfg.AnyPort {
		return s.refuse("addr-taken", s.cfg.Addr)
	}
	if errors.Is(err, syscall.EADDRINUSE) {
		s.moved = true
		l, err = lc.Listen(ctx, "tcp", net.JoinHostPort(host, "0"))
	}
	if err != nil {
		return s.refuse("no-listen", s.cfg.Addr, cause(s.cfg.Language, err))
	}
	if s.listener = l; s.cfg.TLS != nil {
		s.listener = tls.NewListener(l, s.cfg.Pushers.asking(s.cfg.TLS.config(s.cfg.Clock)))
	}
	s.closers = append(s.closers, func() error {
		if err := l.Close(); !errors.Is(err, net.ErrClosed) { // Run may have closed it
			return err
		}
		return nil
	})
	return nil
}

// outside is where browsers find the site, as it is said or as it listens.
func (s *site) outside() string {
	if s.cfg.URL != "" {
		return strings.TrimSuffix(s.cfg.URL, "/")
	}
	return s.url()
}

// url is where a browser finds the site.
func (s *site) url() string {
	at := s.listener.Addr().(*net.TCPAddr)
	host := at.IP.String()
	if at.IP.IsUnspecified() {
		host = "127.0.0.1"
	}
	scheme := "http://"
	if s.cfg.TLS != nil {
		scheme = "https://"
	}
	return scheme + net.JoinHostPort(host, fmt.Sprint(at.Port))
}
