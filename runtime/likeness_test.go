package runtime

import "testing"

func TestAlike(t *testing.T) {
	list := []QA{
		{Ask: "户口不在南海能办吗？", Answer: "不能，须有本区户籍"},
		{Ask: "津贴什么时候到账？", Answer: "每月15日前发到社保卡"},
		{Ask: "可以代办吗？", Answer: "可以，带授权书和社保卡"},
		{Ask: "How do I change my bank account?", Answer: "At the counter"},
	}
	for _, x := range []struct {
		text  string
		asks  []string
		about string
	}{
		{"我的钱什么时候到账啊", []string{"津贴什么时候到账？"}, "what the question says"},
		{"外地户口，但是在南海住", []string{"户口不在南海能办吗？"}, "parts of it"},
		{"社保卡", []string{"津贴什么时候到账？", "可以代办吗？"}, "what the answers say, in the order of the guide"},
		{"a new BANK account", []string{"How do I change my bank account?"}, "words, whatever their case"},
		{"宠物", nil, "nothing"},
		{"", nil, "nothing typed"},
	} {
		got := alike(x.text, list)
		if len(got) != len(x.asks) {
			t.Errorf("%s: %q finds %d, want %d: %v", x.about, x.text, len(got), len(x.asks), got)
			continue
		}
		for i, ask := range x.asks {
			if got[i].Ask != ask {
				t.Errorf("%s: %q: %q is number %d, want %q", x.about, x.text, got[i].Ask, i+1, ask)
			}
		}
	}
}
