package catalog

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// few is a small catalogue, with neighbours that resemble each other.
var few = []Entry{
	{ID: "open_a_restaurant", Name: "开饭店一件事", Themes: []string{"准营准办"}},
	{ID: "food_new", Name: "食品经营许可（新办）", AlsoKnownAs: []string{"开饭店", "开餐馆", "餐饮许可证", "办卫生证"}, Themes: []string{"准营准办", "食品药品"},
		Department: []string{"佛山市南海区市场监督管理局", "市场监管局"}, Words: []string{"在南海区从事食品销售和餐饮服务，应当先取得食品经营许可。", "经营场所要与食品品种、数量相适应。"}},
	{ID: "food_change", Name: "食品经营许可（变更、延续）", AlsoKnownAs: []string{"食品证变更", "饭店换老板"}, Department: []string{"市场监管局"}},
	{ID: "prepacked", Name: "仅销售预包装食品备案", AlsoKnownAs: []string{"卖零食备案", "便利店备案"}, Department: []string{"市场监管局"}},
	{ID: "hygiene", Name: "公共场所卫生许可（新证）", AlsoKnownAs: []string{"开理发店", "开旅馆", "美容院卫生证"}, Department: []string{"卫生健康局"}},
	{ID: "elder", Name: "高龄津贴申领", AlsoKnownAs: []string{"老人津贴", "长寿金", "80岁补贴"}, Themes: []string{"社会救助", "敬老"}, Department: []string{"民政局"},
		Words: []string{"具有南海区户籍、年满80周岁的老年人，可以申领高龄津贴。"}},
	{ID: "disabled", Name: "残疾人两项补贴资格认定申请", AlsoKnownAs: []string{"残疾补贴", "残疾人津贴"}, Themes: []string{"社会救助"}, Department: []string{"残联", "民政局"}},
	{ID: "pension", Name: "城乡居民基本养老保险参保登记", AlsoKnownAs: []string{"买社保", "居民养老"}, Department: []string{"人社局"}},
	{ID: "drainage", Name: "城镇污水排入排水管网许可", AlsoKnownAs: []string{"办排水证", "排污接驳"}, Department: []string{"住建水利局"}},
	{ID: "freight", Name: "道路普通货物运输经营许可", AlsoKnownAs: []string{"办营运证", "货车营运证", "跑货运办证"}, Department: []string{"交通运输局"}},
	{ID: "books", Name: "出版物零售业务经营许可", AlsoKnownAs: []string{"开书店"}, Department: []string{"新闻出版局"}},
	{ID: "sole", Name: "个体工商户设立登记", AlsoKnownAs: []string{"办个体户执照", "开店办执照"}, Department: []string{"市场监管局"}},
	{ID: "filing", Name: "企业投资项目备案", AlsoKnownAs: []string{"项目备案"}, Department: []string{"发改局"}},
	{ID: "bank", Name: "银行网点重庆路排队登记", AlsoKnownAs: []string{"行长预约"}},
}

func first(t *testing.T, query string) Hit {
	t.Helper()
	hits := NewIndex(few).Find(query, 0)
	if len(hits) == 0 {
		return Hit{}
	}
	return hits[0]
}

// What people type, and what they mean.
func TestTheObviousItemFirst(t *testing.T) {
	for query, want := range map[string]string{
		// the four that started it
		"kaifandian": "food_new", "kfd": "food_new", "开饭店": "food_new", "开反店": "food_new",
		// names
		"食品经营许可": "food_new", "食品经营许可（新办）": "food_new", "食品经营许可(新办)": "food_new", "食品经营许可变更": "food_change",
		"高龄津贴": "elder", "高龄": "elder", "开饭店一件事": "open_a_restaurant", "一件事": "open_a_restaurant",
		// pinyin: full, blanks, capitals, begun, initials, mixed
		"kai fan dian": "food_new", "KaiFanDian": "food_new", "kaifandi": "food_new", "ＫＦＤ": "food_new", "kai饭店": "food_new", "开fd": "food_new",
		"gaolingjintie": "elder", "gljt": "elder", "changshoujin": "elder", "shipinjingying": "food_new", "gthb": "", "pswzj": "",
		"kaishudian": "books", "ksd": "books", "zhangshoujin": "elder",
		// several readings: 重庆 chong, 银行 hang, 行长 hang zhang
		"chongqing": "bank", "yinhang": "bank", "hangzhang": "bank", "yhwd": "bank", "q": "filing",
		// sounds the same, one slip, changed places, too many, too few
		"高领津贴": "elder", "开汤店一件事": "open_a_restaurant", "kaifandain": "food_new", "kaifadian": "food_new", "kaiffandian": "food_new",
		"gaolinjintie": "elder", "食品经莹许可": "food_new", "食品经许可": "food_new", "残疾补帖": "disabled", "营运政": "freight",
		// traditional, full width
		"開飯店": "food_new", "食品經營許可": "food_new", "殘疾補貼": "disabled", "８０岁补贴": "elder",
		// gaps and questions
		"食品许可": "food_new", "我想开饭店要办什么证": "food_new", "请问开书店怎么办理": "books", "woxiangkaifandian": "food_new", "老人家可以领什么津贴": "elder",
		// words
		"残疾 补贴": "disabled", "食品 备案": "prepacked", "津贴 残疾": "disabled", "市场监管局 执照": "sole",
		// departments, themes, guide
		"民政局": "elder", "minzhengju": "elder", "社会救助": "elder", "敬老": "elder", "年满80周岁": "elder", "餐饮服务": "food_new",
		// nothing
		"": "", "  ": "", "！？": "", "火星": "", "xyzzy": "",
	} {
		if got := first(t, query); got.ID != want {
			t.Errorf("%q: %s (%.2f, %s %q), want %q", query, got.ID, got.Score, got.Field, got.Text, want)
		}
	}
}

func TestWhatIsHighlighted(t *testing.T) {
	for _, c := range []struct{ query, text, want string }{
		{"经营许可", "食品经营许可（新办）", "食品[经营许可]（新办）"},
		{"许可新办", "食品经营许可（新办）", "食品经营[许可（新办]）"},
		{"kfd", "开饭店", "[开饭店]"},
		{"fandian", "开饭店", "开[饭店]"},
		{"dian", "开饭店", "开饭[店]"},
		{"开反店", "开饭店", "[开饭店]"},
		{"80岁", "80岁补贴", "[80岁]补贴"},
		{"食品许可", "食品经营许可（新办）", "[食品]经营[许可]（新办）"},
		{"我想开饭店要办什么证", "开饭店", "[开饭店]"},
		{"周岁的老年人", "年满80周岁的老年人，可以申领高龄津贴。", "年满80[周岁的老年人]，可以申领高龄津贴。"},
		{"残疾 补贴", "残疾补贴", "[残疾补贴]"},
	} {
		hits := NewIndex([]Entry{{ID: "x", Name: "无关", AlsoKnownAs: []string{c.text}}}).Find(c.query, 0)
		if len(hits) == 0 {
			t.Errorf("%q finds nothing in %q", c.query, c.text)
			continue
		}
		runes, out, last := []rune(hits[0].Text), "", 0
		for _, s := range hits[0].Ranges {
			out += string(runes[last:s.Start]) + "[" + string(runes[s.Start:s.End]) + "]"
			last = s.End
		}
		if out += string(runes[last:]); out != c.want {
			t.Errorf("%q: %s, want %s", c.query, out, c.want)
		}
	}
}

func TestOrderAndLimit(t *testing.T) {
	ix := NewIndex([]Entry{{ID: "b", Name: "食品备案"}, {ID: "a", Name: "食品备案"}, {ID: "c", Name: "食品"}})
	hits := ix.Find("食品", 0)
	if ids := idsOf(hits); !slices.Equal(ids, []string{"c", "b", "a"}) {
		t.Errorf("the whole first, then the order given: %v", ids)
	}
	if hits := ix.Find("食品", 2); len(hits) != 2 {
		t.Errorf("%d hits", len(hits))
	}
	if hits := NewIndex(nil).Find("食品", 0); len(hits) != 0 {
		t.Errorf("%v", hits)
	}
}

func idsOf(hits []Hit) []string {
	var out []string
	for _, h := range hits {
		out = append(out, h.ID)
	}
	return out
}

// One that is found outright makes likenesses noise, but relatives stay.
func TestNoNoise(t *testing.T) {
	ids := idsOf(NewIndex(few).Find("高龄津贴申领", 0))
	if len(ids) == 0 || ids[0] != "elder" || slices.Contains(ids, "books") || slices.Contains(ids, "drainage") {
		t.Errorf("%v", ids)
	}
	if ids := idsOf(NewIndex(few).Find("食品经营许可", 0)); !slices.Contains(ids, "food_change") {
		t.Errorf("a relative is lost: %v", ids)
	}
}

// Whatever is typed: no panic, spans in order and inside their text, scores in order.
func TestFindIsSound(t *testing.T) {
	ix := NewIndex(few)
	letters := rapid.SampledFrom([]rune("开饭店食品经营许可高龄津贴新办证kaifndishe0８ ，（!𠮷é\u202e\x00"))
	rapid.Check(t, func(t *rapid.T) {
		query := string(rapid.SliceOfN(letters, 0, 60).Draw(t, "query"))
		last := 2.0
		for _, h := range ix.Find(query, 5) {
			n := len([]rune(h.Text))
			if h.Score > last || h.Score <= 0 || h.Score > 1 || len(h.Ranges) == 0 {
				t.Fatalf("%q: %+v after %v", query, h, last)
			}
			last = h.Score
			end := -1
			for _, s := range h.Ranges {
				if s.Start <= end || s.Start >= s.End || s.End > n {
					t.Fatalf("%q: spans %v of %d characters", query, h.Ranges, n)
				}
				end = s.End
			}
		}
	})
}

// Every name and popular name finds its item first, typed in any of these ways.
func TestEveryNameFindsItself(t *testing.T) {
	ix := NewIndex(few)
	for _, e := range few {
		for _, name := range append([]string{e.Name}, e.AlsoKnownAs...) {
			letters, _ := sound(glyphs(name))
			for _, query := range []string{name, string(letters), " " + name + "？"} {
				hits := ix.Find(query, 1)
				if len(hits) == 0 || hits[0].ID != e.ID {
					t.Errorf("%q finds %v, not %s", query, hits, e.ID)
				}
			}
		}
	}
}

// A shifted table would fold characters into strangers: a pair has a reading in common.
func TestSimplifiedPairs(t *testing.T) {
	for from, to := range simplified {
		a, b := readings(from), readings(to)
		if !slices.ContainsFunc(a, func(s string) bool { return slices.Contains(b, s) }) {
			t.Errorf("%c (%v) and %c (%v) are not the same", from, a, to, b)
		}
		if _, again := simplified[to]; again {
			t.Errorf("%c is folded to %c, which is folded again", from, to)
		}
	}
	if len(simplified) < 300 || simplified['龜'] != '龟' {
		t.Errorf("%d pairs", len(simplified))
	}
}

func BenchmarkFind(b *testing.B) {
	var entries []Entry
	for i := range 5000 {
		e := few[i%len(few)]
		e.ID = fmt.Sprint(e.ID, i)
		e.Name = strings.Replace(e.Name, "许可", fmt.Sprintf("第%d类许可", i), 1)
		entries = append(entries, e)
	}
	ix := NewIndex(entries)
	for _, query := range []string{"kaifandian", "kfd", "开饭店", "开反店", "食品许可", "我想开饭店要办什么证", "kaifadian"} {
		b.Run(query, func(b *testing.B) {
			for b.Loop() {
				ix.Find(query, 20)
			}
		})
	}
}
