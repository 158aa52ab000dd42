package http

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"

	"banshi/runtime/sharing"
)

// newClient follows no redirect, since an answer must come from whom we asked, and asks through no proxy of the machine.
func newClient() *http.Client {
	return &http.Client{
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		Transport:     &http.Transport{MaxIdleConnsPerHost: 16, MaxConnsPerHost: 32, MaxResponseHeaderBytes: 64 << 10},
	}
}

// fetch sends a request, once more where the line broke before an answer began (it only reads), and reads the answer to its end. 404 is sharing.ErrUnknown (the process has no such
// source); any other status but 200 is ErrUnreachable. No error holds the address, since the address may hold the key.
func fetch(ctx context.Context, client *http.Client, req *http.Request, what string) ([]byte, error) {
	req.Header.Set("Accept", "application/json")
	res, err := client.Do(req)
	if err != nil && ctx.Err() == nil {
		res, err = client.Do(req)
	}
	if err != nil {
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		return nil, fmt.Errorf("%w: %s at %s: %w", sharing.ErrUnreachable, what, req.URL.Host, inner(err))
	}
	defer res.Body.Close()
	switch {
	case res.StatusCode == http.StatusNotFound:
		return nil, fmt.Errorf("%w: %s at %s", sharing.ErrUnknown, what, req.URL.Host)
	case res.StatusCode != http.StatusOK:
		return nil, fmt.Errorf("%w: %s at %s answers %d", sharing.ErrUnreachable, what, req.URL.Host, res.StatusCode)
	}
	body, err := io.ReadAll(io.LimitReader(res.Body, MaxBody+1))
	switch {
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case len(body) > MaxBody:
		return nil, fmt.Errorf("%w: the answer is larger than %d bytes", sharing.ErrGarbage, MaxBody)
	case err != nil:
		return nil, fmt.Errorf("%w: %s at %s breaks off: %w", sharing.ErrGarbage, what, req.URL.Host, inner(err))
	}
	return body, nil
}

func inner(err error) error {
	var u *url.Error
	if errors.As(err, &u) {
		return u.Err
	}
	return err
}
