package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"banshi/runtime/sharing"
)

// A department gets a key, pushes a batch, and the next look-up sees it; what is wrong is told line by line.
func TestPush(t *testing.T) {
	cfg := config(t)
	var out, wrong bytes.Buffer
	run := func(args ...string) int {
		out.Reset()
		wrong.Reset()
		c := &call{stdout: &out, stderr: &wrong, env: func(string) string { return "" }}
		return runPush(c, args)
	}
	if code := run("--new", "health", "--sources", "licences/hygiene_permit", "--data", cfg.Data); code != exitFine || !strings.Contains(out.String(), "health") {
		t.Fatalf("%d %s%s", code, out.String(), wrong.String())
	}
	if code := run("--new", "health", "--sources", "licences/hygiene_permit", "--data", cfg.Data); code != exitFaults {
		t.Error("the same key twice")
	}
	r := start(t, cfg)
	look := func() sharing.Answer {
		w := sharing.Want{Licence: "hygiene_permit", Key: "91440605MA90A00162"}
		ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
		defer cancel()
		return r.sources.Fetch(ctx, sharing.Request{Purpose: sharing.Purpose{Actor: "P001", Item: "x", Why: "preview"}, Wants: []sharing.Want{w}})[w]
	}
	before := look()
	if before.Status != sharing.Records || before.Incomplete {
		t.Fatalf("%+v", before)
	}
	file := filepath.Join(t.TempDir(), "batch.jsonl")
	batch := `{"id":"1","op":"add","source":"licences/hygiene_permit","seq":1,"record":{"number":"粤卫0001","holder_no":"91440605MA90A00162","status":"有效","at":"2026-11-23","fields":{}}}
{"id":"2","op":"add","source":"licences/hygiene_permit","seq":1,"record":{"number":"粤卫0002","holder_no":"91440605MA90A00162","status":"有效","at":"2026-11-23","fields":{"colour":"红"}}}`
	if err := os.WriteFile(file, []byte(batch), 0o600); err != nil {
		t.Fatal(err)
	}
	for range 2 { // sent again, nothing is written again
		if code := run("--data", cfg.Data, "--to", r.url(), file); code != exitFaults || !strings.Contains(out.String(), "写入1条") || !strings.Contains(out.String(), "没有声明这些字段：colour") {
			t.Fatalf("%d %s%s", code, out.String(), wrong.String())
		}
	}
	after := look()
	if len(after.Records) != len(before.Records)+1 || !strings.Contains(after.Via, "pushed by health") {
		t.Errorf("%+v", after)
	}
	res, body := r.do(t, "POST", "/api/records/push", "{}")
	if res.StatusCode != 401 || strings.Contains(body, "health") {
		t.Errorf("without a signature: %d %s", res.StatusCode, body)
	}
}
