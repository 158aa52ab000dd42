package publicity_test

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"banshi/engine/load/grammar"
	"banshi/engine/publicity"
)

func TestHide(t *testing.T) {
	for _, c := range []struct{ mask, value, want string }{
		{publicity.Whole, "佛山市示例餐饮有限公司", "佛山市示例餐饮有限公司"},
		{publicity.Name, "张三", "张**"},
		{publicity.Name, "阿依古丽·买买提", "阿**"},
		{publicity.Name, "𬭎小雅", "𬭎**"},
		{publicity.Name, "13900000000", "**"},
		{publicity.Name, "", ""},
		{publicity.Number, "440605194402200019", "****19"},
		{publicity.Number, "44060519440220001X", "****1X"},
		{publicity.Number, "1234567", "**"},
		{publicity.Area, "广东省佛山市南海区桂城街道叠滘虚构路8号1座602", "广东省佛山市南海区桂城街道"},
		{publicity.Area, "佛山市南海区里水镇和顺示例路20号", "佛山市南海区里水镇"},
		{publicity.Area, "九江镇沙头示例街3号", "九江镇"},
		{publicity.Area, "南海区虚构路镇南8号", "南海区"},
		{publicity.Area, "虚构花园小区3栋", "**"},
		{publicity.Area, "示例路8号桂城街道", "**"},
		{publicity.Area, "狮山镇科技工业区3号", "狮山镇"},
		{publicity.Year, "2026年11月23日", "2026年"},
		{publicity.Year, "2026-11-23", "2026年"},
		{publicity.Year, "明年", "**"},
		{"all", "张三", "**"},
		{"", "张三", "**"},
	} {
		if got := publicity.Hide(c.mask, c.value); got != c.want {
			t.Errorf("%s of %q is %q, want %q", c.mask, c.value, got, c.want)
		}
	}
}

// TestMasksAreTheLanguages: the words that the loader and the schema take are the masks that there are.
func TestMasksAreTheLanguages(t *testing.T) {
	if got := grammar.Listed(grammar.Masks); !slices.Equal(got, publicity.Names()) {
		t.Errorf("the language has %v, and there are %v", got, publicity.Names())
	}
}

// TestNothingIsReproduced: what a mask shows of a name is its first character, of a number its last two, whatever they
// are and however long; two names with the same first, or numbers with the same end, are shown alike, so that nothing of
// the rest can be told.
func TestNothingIsReproduced(t *testing.T) {
	han := rapid.StringOfN(rapid.RuneFrom([]rune("张王李赵欧阳伯年启航㛃𬭎古丽")), 1, 12, -1)
	digits := rapid.StringOfN(rapid.RuneFrom([]rune("0123456789X")), 6, 22, -1)
	rapid.Check(t, func(t *rapid.T) {
		one, two := han.Draw(t, "rest"), han.Draw(t, "other rest")
		if a, b := publicity.Hide(publicity.Name, "林"+one), publicity.Hide(publicity.Name, "林"+two); a != b || strings.Contains(a, one) {
			t.Fatalf("林%s is shown as %s, 林%s as %s", one, a, two, b)
		}
		x, y := digits.Draw(t, "number"), digits.Draw(t, "other number")
		if a, b := publicity.Hide(publicity.Number, x+"19"), publicity.Hide(publicity.Number, y+"19"); a != b {
			t.Fatalf("%s19 is shown as %s, %s19 as %s", x, a, y, b)
		}
		house := rapid.StringOfN(rapid.RuneFrom([]rune("虚构示例路街巷号栋0123456789镇区市")), 1, 20, -1).Draw(t, "house")
		if got := publicity.Hide(publicity.Area, "佛山市南海区桂城街道"+house); got != "佛山市南海区桂城街道" {
			t.Fatalf("%s is shown: %s", house, got)
		}
		for _, m := range publicity.Names() {
			if got := publicity.Hide(m, x); m != publicity.Whole && m != publicity.Year && utf8.RuneCountInString(got) > 6 {
				t.Fatalf("%s shows %s of %s", m, got, x)
			}
		}
	})
}

func TestHeld(t *testing.T) {
	for _, c := range []struct {
		shown, secret string
		want          bool
	}{
		{"联系张三办理", "张三", true}, {"张**", "张三", false}, {"电话１３９00000000", "13900000000", true}, {"张", "张", false}, {"", "张三", false}, {"张三", "", false},
	} {
		if got := publicity.Held(c.shown, c.secret); got != c.want {
			t.Errorf("%q in %q: %v", c.secret, c.shown, got)
		}
	}
}
