package spreadsheet_test

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/simplifiedchinese"

	"banshi/runtime/base/spreadsheet"
)

// book makes an xlsx as people do: a day is a day, and a number a number.
func book(t *testing.T, rows ...[]any) []byte {
	t.Helper()
	f := excelize.NewFile()
	for i, row := range rows {
		if err := f.SetSheetRow("Sheet1", fmt.Sprintf("A%d", i+1), &row); err != nil {
			t.Fatal(err)
		}
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestXLSX(t *testing.T) {
	got, err := spreadsheet.Read(book(t, []any{"编号", "发证日期", " 备注 "}, nil,
		[]any{"JY1", time.Date(2021, 1, 31, 0, 0, 0, 0, time.UTC), "黄㛃珊\u3000"}, []any{"440622198604129913", "2021年1月31日"}, []any{440622198604129913}))
	if err != nil || len(got.Rows) != 3 || got.Header[2] != "备注" {
		t.Fatalf("%+v, %v", got, err)
	}
	one := got.Rows[0]
	if day, ok := spreadsheet.Day(one.Cells[1]); one.No != 3 || one.Cells[0] != "JY1" || !ok || day != "2021-01-31" || one.Cells[2] != "黄㛃珊" {
		t.Errorf("%+v %s", one, day)
	}
	if day, ok := spreadsheet.Day(got.Rows[1].Cells[1]); !ok || day != "2021-01-31" || got.Rows[1].Cells[0] != "440622198604129913" {
		t.Errorf("%+v", got.Rows[1])
	}
}

func TestCSV(t *testing.T) {
	const text = "编号,持有人\r\n\r\nJY1,\"黄珊, 二\"\r\n"
	gbk, err := simplifiedchinese.GB18030.NewEncoder().String(text)
	if err != nil {
		t.Fatal(err)
	}
	for name, raw := range map[string]string{"UTF-8": text, "with a mark": "\xef\xbb\xbf" + text, "GB18030": gbk, "tabs": "编号\t持有人\n\nJY1\t黄珊, 二\n"} {
		got, err := spreadsheet.Read([]byte(raw))
		if err != nil || len(got.Rows) != 1 || got.Rows[0].No != 3 || got.Rows[0].Cells[1] != "黄珊, 二" || got.Header[0] != "编号" {
			t.Errorf("%s: %+v, %v", name, got, err)
		}
	}
}

func TestRefuses(t *testing.T) {
	bomb := book(t, []any{"a"})
	for name, c := range map[string]struct {
		raw  []byte
		want error
	}{
		"nothing":          {nil, spreadsheet.ErrNoTable},
		"blank lines":      {[]byte("\n\n , ,\n"), spreadsheet.ErrNoTable},
		"half an xlsx":     {bomb[:len(bomb)/2], spreadsheet.ErrNoTable},
		"another archive":  {[]byte("PK\x03\x04 nothing"), spreadsheet.ErrNoTable},
		"bytes":            {[]byte("a\x00b,c"), spreadsheet.ErrNoTable},
		"no text":          {[]byte{0xff, 0xfe, 0x41, 0x80, 0xff, 0xff}, spreadsheet.ErrNoTable},
		"too many rows":    {[]byte("a\n" + strings.Repeat("1\n", spreadsheet.MaxRows+1)), spreadsheet.ErrTooLarge},
		"a long cell":      {[]byte("a\n" + strings.Repeat("长", spreadsheet.MaxCell+1)), spreadsheet.ErrTooLarge},
		"too many columns": {[]byte(strings.Repeat("a,", spreadsheet.MaxColumns+1)), spreadsheet.ErrTooLarge},
		"too large":        {make([]byte, spreadsheet.MaxBytes+1), spreadsheet.ErrTooLarge},
	} {
		if got, err := spreadsheet.Read(c.raw); !errors.Is(err, c.want) {
			t.Errorf("%s: %+v, %v", name, got, err)
		}
	}
}

func TestDayAndSpoilt(t *testing.T) {
	for text, want := range map[string]string{"2021-1-5": "2021-01-05", "2021.01.05": "2021-01-05", "20210105": "2021-01-05", "44201": "2021-01-05", "2021-02-30": "", "长期": "", "1.5": "", "": ""} {
		if got, ok := spreadsheet.Day(text); got != want || ok != (want != "") {
			t.Errorf("%q: %q %t", text, got, ok)
		}
	}
	for text, want := range map[string]bool{"4.40622198604129E+17": true, "440622198604129913": false, "E12": false, "JY+E.1": false} {
		if spreadsheet.Spoilt(text) != want {
			t.Errorf("%q: %t", text, !want)
		}
	}
}

// What is written is read again as it was: numbers and formulas are text.
func TestWrite(t *testing.T) {
	raw, err := spreadsheet.Write("情形–材料表", []string{"编号", "材料"}, [][]string{{"440622198604129913", "=1+1"}, {"", "两行\n文字"}}, []float64{10, 30})
	if err != nil {
		t.Fatal(err)
	}
	got, err := spreadsheet.Read(raw)
	if err != nil || len(got.Rows) != 2 || got.Header[1] != "材料" || got.Rows[0].Cells[0] != "440622198604129913" || got.Rows[0].Cells[1] != "=1+1" {
		t.Fatalf("%+v, %v", got, err)
	}
}
