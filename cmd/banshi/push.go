package main

import (
	"bytes"
	"context"
	"crypto/rand"
	"crypto/tls"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	sharingapi "banshi/runtime/sharing/api"
	"banshi/runtime/sharing/push"
)

// runPush is `banshi push`: a department's side of it, to try a key with, and the making of keys.
func runPush(c *call, args []string) int {
	f := c.flags()
	fresh := f.String("new", "", "")
	sources := f.String("sources", "", "")
	subject := f.String("subject", "", "")
	cert, certKey := f.String("cert", "", ""), f.String("cert-key", "", "")
	data := f.String("data", ".banshi", "")
	key := f.String("key", "", "")
	to := f.String("to", "http://"+defaultAddr, "")
	words, code, ok := c.parse(f, args)
	switch {
	case !ok:
		return code
	case *fresh != "" && len(words) == 0:
		return newPushKey(c, filepath.Join(*data, pushKeysFile), push.Key{ID: *fresh, Subject: *subject, Sources: strings.Split(*sources, ",")})
	case len(words) != 1:
		return c.wrong("want-push")
	case *key == "" && *cert == "":
		*key = filepath.Join(*data, pushKeysFile)
	}
	body, err := os.ReadFile(words[0])
	if err != nil {
		fmt.Fprintf(c.stderr, "banshi: %s: %s\n", words[0], cause(c.language(), err))
		return exitFaults
	}
	if *cert != "" {
		pair, err := tls.LoadX509KeyPair(*cert, *certKey)
		if err != nil {
			fmt.Fprintf(c.stderr, "banshi: %s\n", cause(c.language(), err))
			return exitFaults
		}
		return sendPush(c, *to, push.Key{}, &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{Certificates: []tls.Certificate{pair}, MinVersion: tls.VersionTLS12}}}, body)
	}
	keys, err := readPushKeys(*key)
	if err == nil && len(keys) == 0 {
		err = fmt.Errorf("%s", siteSay(c.language(), "no-push-key", *key))
	}
	if err != nil {
		fmt.Fprintf(c.stderr, "banshi: %v\n", err)
		return exitFaults
	}
	return sendPush(c, *to, keys[0], http.DefaultClient, body)
}

// newPushKey adds a key with a secret of its own. The next start takes it.
func newPushKey(c *call, path string, k push.Key) int {
	keys, err := readPushKeys(path)
	if err == nil && slices.ContainsFunc(keys, func(old push.Key) bool { return old.ID == k.ID }) {
		err = fmt.Errorf("%s", siteSay(c.language(), "push-key-there", k.ID, path))
	}
	secret := make([]byte, secretSize)
	if err == nil {
		_, err = rand.Read(secret)
	}
	if k.Subject == "" {
		k.Secret = base64.StdEncoding.EncodeToString(secret)
	}
	if err == nil {
		var text []byte
		if text, err = json.MarshalIndent(append(keys, k), "", "  "); err == nil {
			err = os.MkdirAll(filepath.Dir(path), 0o700)
		}
		if err == nil {
			err = os.WriteFile(path, append(text, '\n'), 0o600)
		}
	}
	if err != nil {
		fmt.Fprintf(c.stderr, "banshi: %v\n", err)
		return exitFaults
	}
	fmt.Fprintln(c.stdout, siteSay(c.language(), "push-key-made", k.ID, strings.Join(k.Sources, " "), path))
	return exitFine
}

// sendPush sends, and signs with a key that has an id; what was refused is told line by line.
func sendPush(c *call, to string, k push.Key, client *http.Client, body []byte) int {
	secret, err := base64.StdEncoding.DecodeString(k.Secret)
	if err != nil {
		fmt.Fprintf(c.stderr, "banshi: %v\n", err)
		return exitFaults
	}
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, strings.TrimSuffix(to, "/")+sharingapi.PushPath, bytes.NewReader(body))
	if err != nil {
		fmt.Fprintf(c.stderr, "banshi: %v\n", err)
		return exitUsage
	}
	at, nonce := fmt.Sprint(time.Now().Unix()), rand.Text()
	headers := map[string]string{"Content-Type": "application/x-ndjson", "Accept-Language": c.language()}
	if k.ID != "" { // else the certificate says who it is
		headers[push.HeaderKey], headers[push.HeaderTime], headers[push.HeaderNonce] = k.ID, at, nonce
		headers[push.HeaderSignature] = push.Sign(secret, k.ID, at, nonce, body)
	}
	for name, value := range headers {
		req.Header.Set(name, value)
	}
	res, err := client.Do(req)
	if err != nil {
		fmt.Fprintf(c.stderr, "banshi: %v\n", err)
		return exitFaults
	}
	defer res.Body.Close()
	answer, err := io.ReadAll(io.LimitReader(res.Body, 16<<20))
	var told struct {
		Detail                     string
		Accepted, Ignored, Refused int
		Digest                     string
		Lines                      []struct {
			Line            int
			ID              string
			Outcome, Reason string
		}
	}
	if err == nil {
		err = json.Unmarshal(answer, &told)
	}
	if err != nil || res.StatusCode != http.StatusOK {
		fmt.Fprintf(c.stderr, "banshi: %d %s\n", res.StatusCode, told.Detail)
		return exitFaults
	}
	fmt.Fprintln(c.stdout, siteSay(c.language(), "pushed", told.Accepted, told.Ignored, told.Refused, told.Digest))
	for _, l := range told.Lines {
		if l.Reason != "" {
			fmt.Fprintf(c.stdout, "  %d %s %s: %s\n", l.Line, l.ID, l.Outcome, l.Reason)
		}
	}
	if told.Refused > 0 {
		return exitFaults
	}
	return exitFine
}
