package mask_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"banshi/runtime/base/mask"
)

func TestText(t *testing.T) {
	for in, want := range map[string]string{
		"身份证 440622198604129913 已核":     "身份证 4406**********9913 已核",
		"11010519491231002x":            "1101**********002X",
		"440622860412991":               "4406*******2991",
		"４４０６２２１９８６０４１２９９１３":            "4406**********9913",
		"440622 1986 0412 9913":         "4406**********9913",
		"电话13900000001，备用138-0000-0001": "电话139****0001，备用138****0001",
		"+8613900000001":                "+86139****0001",
		"卡6222021234567890123":          "卡***************0123",
		// Not personal: these must stay, or the log can't be read.
		"at=1795431600000000":      "at=1795431600000000",
		"办件 44060520261123000123":  "办件 44060520261123000123",
		"办件 440605-20261123-00017": "办件 440605-20261123-00017",
		"卡 622202-12345678-90123":  "卡 ***************0123",
		"uscc 91440605MA90A00162":  "uscc 91440605MA90A00162",
		"0757-86330000":            "0757-86330000",
		"普通一行 42":                  "普通一行 42",
		"":                         "",
	} {
		if got := mask.Text(in); got != want {
			t.Errorf("Text(%q)\n got %q\nwant %q", in, got, want)
		}
	}
}

// Whatever stands around it, an identity number never survives.
func TestTextNeverLeaksAnIDNumber(t *testing.T) {
	around := rapid.StringMatching(`[a-zA-Z:,，=（）"'姓名 ]{0,6}`)
	rapid.Check(t, func(t *rapid.T) {
		no := fmt.Sprintf("%06d%04d%02d%02d%04d", rapid.IntRange(110000, 829999).Draw(t, "region"),
			rapid.IntRange(1900, 2026).Draw(t, "year"), rapid.IntRange(1, 12).Draw(t, "month"),
			rapid.IntRange(1, 28).Draw(t, "day"), rapid.IntRange(0, 9999).Draw(t, "tail"))
		text := around.Draw(t, "before") + no + around.Draw(t, "after")
		if got := mask.Text(text); strings.Contains(got, no) || strings.Contains(got, no[4:14]) {
			t.Fatalf("%q came out as %q", text, got)
		}
	})
}

func TestTextIsStable(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.StringMatching(`[0-9xX \-a陈]{0,40}`).Draw(t, "s")
		once := mask.Text(s)
		if twice := mask.Text(once); twice != once {
			t.Fatalf("%q → %q → %q", s, once, twice)
		}
	})
}

func TestName(t *testing.T) {
	for in, want := range map[string]string{"": "", "李": "*", "李岚": "李*", "陈启航": "陈*航", "欧阳若岚": "欧**岚", "黄㛃珊": "黄*珊"} {
		if got := mask.Name(in); got != want {
			t.Errorf("Name(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestValue(t *testing.T) {
	in := map[string]any{
		"id_no": "440622198604129913", "note": "来电13900000001", "count": 3,
		"rows":        []any{map[string]any{"x": "6222021234567890123", "csrf_token": "abc"}},
		"13900000001": "a number as a key",
	}
	out, err := json.Marshal(mask.Value(in))
	if err != nil {
		t.Fatal(err)
	}
	for _, leak := range []string{"440622198604129913", "13900000001", "6222021234567890123", "abc"} {
		if strings.Contains(string(out), leak) {
			t.Errorf("%s leaks in %s", leak, out)
		}
	}
	if !strings.Contains(string(out), `"count":3`) {
		t.Errorf("an ordinary value was lost: %s", out)
	}
	if in["id_no"] != "440622198604129913" {
		t.Error("the argument was changed")
	}
}
