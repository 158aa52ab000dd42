package differ

import (
	"strconv"
	"strings"

	"banshi/engine/print"
)

// longestText is how many characters of a value are told in a sentence.
const longestText = 60

// words writes the title and the sentence of a difference.
func (c *Change) words() {
	where, what := c.in.said()
	if what.Zh == "" {
		what = Words{"整个文件", "the whole file"}
	}
	c.Title = what
	list, _ := c.Path.Parent()
	at := strconv.Itoa(c.in.index + 1)
	switch c.Kind {
	case Added:
		c.Says = say(where, "新增"+glue(what.Zh)+tail("：", what, c.After), "added "+what.En+tail(": ", what, c.After))
	case Removed:
		c.Says = say(where, "删去"+glue(what.Zh)+tail("：", what, c.Before), "removed "+what.En+tail(": ", what, c.Before))
	case Renamed:
		c.Says = say(where, glue(what.Zh)+"的标识从 "+c.Before.Handle()+" 改为 "+c.After.Handle(),
			what.En+" has the id "+c.After.Handle()+" instead of "+c.Before.Handle())
	case Moved:
		if c.Was == "" {
			c.Says = say(where, glue(what.Zh)+"的顺序变了："+strings.Join(c.After.Keys, "、"), what.En+" stand in another order: "+strings.Join(c.After.Keys, ", "))
			return
		}
		from, fromEn := "", ""
		if was, _ := c.Was.Parent(); was != list {
			from, fromEn = "从 "+holderOf(was)+" ", " from "+holderOf(was)
		}
		c.Says = say(where, glue(what.Zh)+from+"移到第"+at+"项", what.En+" moved"+fromEn+" to no. "+at)
	default:
		c.Says = say(where, glue(what.Zh)+"从"+told(c.Before)+"改为"+told(c.After), what.En+" changed from "+told(c.Before)+" to "+told(c.After))
	}
}

// said is the way to a place and its last name. Of a list only its entries are named, but for the first key of all.
func (p place) said() (where, what Words) {
	if len(p.trail) == 0 {
		return
	}
	what = p.trail[len(p.trail)-1].Words
	var zh, en []string
	for i, c := range p.trail[:len(p.trail)-1] {
		if i > 0 && !c.item && p.trail[i+1].item && strings.HasPrefix(p.trail[i+1].Zh, "“") {
			continue
		}
		zh, en = append(zh, c.Zh), append(en, c.En)
	}
	return Words{strings.Join(zh, " › "), strings.Join(en, " › ")}, what
}

func say(where Words, zh, en string) Words {
	if where.Zh == "" {
		return Words{strings.TrimSpace(zh), en}
	}
	return Words{where.Zh + "：" + strings.TrimSpace(zh), where.En + ": " + en}
}

// glue sets a name apart in a Chinese sentence, unless it has quotes.
func glue(name string) string {
	if strings.HasPrefix(name, "“") || name == "" {
		return name
	}
	return "“" + name + "”"
}

// tail tells a value behind a name, where it is a scalar and not the name itself.
func tail(sign string, name Words, v *print.Value) string {
	if v.Kind == print.Map || v.Kind == print.List || name.Zh == quoted(v.Text) {
		return ""
	}
	return sign + told(v)
}

// told is a value in one line.
func told(v *print.Value) string {
	if v == nil || v.Kind == print.Null || v.Kind == "" {
		return "—"
	}
	text := []rune(strings.ReplaceAll(v.String(), "\n", " "))
	if len(text) > longestText {
		text = append(text[:longestText-1], '…')
	}
	return "“" + string(text) + "”"
}

// holderOf is the entry around a list.
func holderOf(list print.Path) string {
	around, _ := list.Parent()
	_, name := around.Parent()
	return strings.TrimPrefix(name, "#")
}
