package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"banshi/runtime"
	"banshi/runtime/identity"
	"banshi/runtime/sharing"
)

// A list of paper licences comes in while the hall is running; what is wrong is told by row and column; what a second
// person has confirmed is found in the next look-up.
func TestLicences(t *testing.T) {
	cfg := config(t)
	r := start(t, cfg)
	var out, wrong bytes.Buffer
	run := func(args ...string) int {
		out.Reset()
		wrong.Reset()
		c := &call{stdout: &out, stderr: &wrong, env: func(string) string { return "" }}
		return runLicences(c, append(args, "--data", cfg.Data))
	}
	if code := run("columns", "食品经营许可证"); code != exitFine || !strings.HasPrefix(out.String(), "证照类型,证照编号,持有人,持有人证件号码,") || !strings.Contains(out.String(), "主体业态") {
		t.Errorf("%d %s%s", code, out.String(), wrong.String())
	}
	dir := t.TempDir()
	write := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	write("1.pdf", "%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n")
	const row = "食品经营许可证,JY24406059900001,佛山市南海区古丽手抓饭店,92440605MA90A0040F,2024-03-01,2029-02-28,1.pdf,餐饮服务经营者,热食类食品制售、冷食类食品制售\n"
	list := write("list.csv", "证照类型,证照编号,持有人,持有人证件号码,发证日期,有效期至,扫描件,主体业态,经营项目\n"+row+strings.Replace(strings.Replace(row, "0001,", "0002,", 1), "餐饮服务经营者", "开店的", 1))
	for _, by := range []string{"nobody.at.all", "clerk-440605011"} {
		if code := run("import", "--by", by, "--scans", dir, list); code == exitFine || strings.Contains(out.String(), "JY2440") {
			t.Errorf("%s: %d %s", by, code, out.String())
		}
	}
	if code := run("import", "--by", "data_owner", "--scans", dir, list); code != exitFaults || !strings.Contains(out.String(), "第3行 主体业态：") || !strings.Contains(out.String(), "导入1行") {
		t.Fatalf("%d %s%s", code, out.String(), wrong.String())
	}
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	tasks, _, err := r.hall.Imports.Store.ImportedFor(ctx, nil, 10)
	if err != nil || len(tasks) != 1 {
		t.Fatalf("%+v %v", tasks, err)
	}
	as := func(account string) context.Context {
		a, err := r.accounts.Account(ctx, account)
		if err != nil {
			t.Fatal(err)
		}
		return identity.With(ctx, identity.Current{Account: a})
	}
	if _, err := r.hall.Imports.Judge(as("data_owner"), tasks[0].ID, runtime.Judgement{Confirm: true}); err == nil {
		t.Error("who brought it in has checked it")
	}
	if _, err := r.hall.Imports.Judge(as("data_office"), tasks[0].ID, runtime.Judgement{Confirm: true}); err != nil {
		t.Fatal(err)
	}
	w := sharing.Want{Licence: "food_permit", Key: "JY24406059900001"}
	a := r.sources.Fetch(ctx, sharing.Request{Purpose: sharing.Purpose{Actor: "P007", Item: "x", Why: "preview"}, Wants: []sharing.Want{w}})[w]
	if len(a.Records) != 1 || a.Records[0].Cells["trust"] != "B" || !strings.Contains(a.Via, "taken over from paper, list "+tasks[0].List) {
		t.Errorf("%+v", a)
	}
	if _, err := r.files.Prune(ctx, time.Now().Add(time.Hour), r.hall.Imports.Store.Named); err != nil {
		t.Fatal(err)
	}
	if body, _, err := r.files.Open(ctx, tasks[0].Scan.Hash); err != nil {
		t.Errorf("its scan was tidied away: %v", err)
	} else {
		body.Close()
	}
}
