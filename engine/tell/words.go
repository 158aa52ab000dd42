package tell

import "strings"

// words are the pieces of sentences: Chinese, English. %a %b %c stand for the parts. A key with ! is the
// opposite of the one without.
var words = map[string][2]string{
	// comparisons
	"==":            {"%a是%b", "%a is %b"},
	"!==":           {"%a不是%b", "%a is not %b"},
	"agree":         {"%a和%b一致", "%a and %b agree"},
	"!agree":        {"%a和%b不一致", "%a and %b differ"},
	"equals":        {"%a等于%b", "%a equals %b"},
	"!equals":       {"%a不等于%b", "%a does not equal %b"},
	"same day":      {"%a和%b是同一天", "%a and %b are the same day"},
	"!same day":     {"%a和%b不是同一天", "%a and %b are different days"},
	"<":             {"%a小于%b", "%a is less than %b"},
	"<=":            {"%a不大于%b", "%a is at most %b"},
	">":             {"%a大于%b", "%a is more than %b"},
	">=":            {"%a不小于%b", "%a is at least %b"},
	"date<":         {"%a早于%b", "%a is before %b"},
	"date<=":        {"%a不晚于%b", "%a is not after %b"},
	"date>":         {"%a晚于%b", "%a is after %b"},
	"date>=":        {"%a不早于%b", "%a is not before %b"},
	"age<":          {"从%a到%b不满%c周岁", "somebody born on %a is younger than %c as of %b"},
	"age<=":         {"从%a到%b不超过%c周岁", "somebody born on %a is at most %c as of %b"},
	"age>":          {"从%a到%b超过%c周岁", "somebody born on %a is older than %c as of %b"},
	"age>=":         {"从%a到%b满%c周岁", "somebody born on %a is at least %c as of %b"},
	"in":            {"%a是%b之一", "%a is one of %b"},
	"!in":           {"%a不是%b中的任何一个", "%a is none of %b"},
	"chosen":        {"%b里有%a", "%b includes %a"},
	"!chosen":       {"%b里没有%a", "%b does not include %a"},
	"startsWith":    {"%a以%b开头", "%a begins with %b"},
	"!startsWith":   {"%a不以%b开头", "%a does not begin with %b"},
	"contains":      {"%a含有%b", "%a contains %b"},
	"!contains":     {"%a不含%b", "%a does not contain %b"},
	"within":        {"%a在%b", "%a lies in %b"},
	"!within":       {"%a不在%b", "%a does not lie in %b"},
	"belongs":       {"%a属于%b", "%a belongs under %b"},
	"!belongs":      {"%a不属于%b", "%a does not belong under %b"},
	"same_name":     {"%a和%b是同一个名字", "%a and %b are the same name"},
	"!same_name":    {"%a和%b不是同一个名字", "%a and %b are different names"},
	"same_address":  {"%a和%b是同一个地址", "%a and %b are the same address"},
	"!same_address": {"%a和%b不是同一个地址", "%a and %b are different addresses"},

	// calculations
	"+":            {"%a加%b", "%a plus %b"},
	"-":            {"%a减%b", "%a minus %b"},
	"*":            {"%a乘%b", "%a times %b"},
	"/":            {"%a除以%b", "%a divided by %b"},
	"neg":          {"负%a", "minus %a"},
	"put together": {"%a连起来", "%a put together"},
	"date+":        {"%a往后%b", "%b after %a"},
	"date-":        {"%a往前%b", "%b before %a"},
	"date-date":    {"从%b到%a的天数", "the days from %b to %a"},
	"age":          {"从%a到%b的周岁", "the age as of %b of somebody born on %a"},
	"years":        {"%a年", "%a years"},
	"months":       {"%a个月", "%a months"},
	"days":         {"%a天", "%a days"},
	"workdays":     {"%a个工作日", "%a working days"},
	"years*":       {"%a那么多年", "%a years"},
	"months*":      {"%a那么多个月", "%a months"},
	"days*":        {"%a那么多天", "%a days"},
	"workdays*":    {"%a那么多个工作日", "%a working days"},
	"years1":       {"%a年", "%a year"},
	"months1":      {"%a个月", "%a month"},
	"days1":        {"%a天", "%a day"},
	"workdays1":    {"%a个工作日", "%a working day"},
	"counted":      {"%a", "%a"},
	"number":       {"%a", "%a"},
	"date":         {"%a", "%a"},
	"size":         {"%a的数目", "the number of %a"},
	"length":       {"%a的字数", "the length of %a"},
	"sum":          {"%a合计", "the sum of %a"},
	"greatest":     {"%a里最大的", "the greatest of %a"},
	"latest":       {"%a里最晚的", "the latest of %a"},

	// what is there
	"has":                  {"有%a", "there is %a"},
	"!has":                 {"没有%a", "there is no %a"},
	"has under":            {"%b名下有%a", "there is %a of %b"},
	"!has under":           {"%b名下没有%a", "there is no %a of %b"},
	"has found by":         {"按%b查到了%a", "%a was found by %b"},
	"!has found by":        {"按%b没有查到%a", "no %a was found by %b"},
	"has record under":     {"%b名下的%a里有记录", "%a holds a record of %b"},
	"!has record under":    {"%b名下的%a里没有记录", "%a holds no record of %b"},
	"has record found by":  {"按%b在%a里查到了", "%a holds a record for %b"},
	"!has record found by": {"按%b在%a里没有查到", "%a holds no record for %b"},
	"has answer":           {"填了%a", "%a is filled in"},
	"!has answer":          {"没有填%a", "%a is not filled in"},
	"has record":           {"%a里有记录", "%a holds a record"},
	"!has record":          {"%a里没有记录", "%a holds no record"},
	"has cell":             {"登记了%a", "%a is registered"},
	"!has cell":            {"没有登记%a", "%a is not registered"},
	"has cell of":          {"%b里登记了%a", "%a is registered in %b"},
	"!has cell of":         {"%b里没有登记%a", "%a is not registered in %b"},
	"yes":                  {"%a为“是”", "%a is yes"},
	"!yes":                 {"%a为“否”", "%a is no"},
	"live":                 {"%a现在有效", "%a is in force"},
	"!live":                {"%a现在无效", "%a is not in force"},
	"live?":                {"%a是否有效", "%a being in force"},
	"always":               {"总是", "always"},
	"never":                {"从不", "never"},
	"nothing":              {"空", "nothing"},
	"none":                 {"一项也没有", "none"},
	"!":                    {"不满足（%a）", "not (%a)"},
	"&&":                   {"%a，并且%b", "%a, and %b"},
	"||":                   {"%a，或者%b", "%a, or %b"},
	"?:":                   {"如果%a，是%b，否则是%c", "if %a, %b, else %c"},
	"?:next":               {"如果%a，是%b，否则%c", "if %a, %b, else %c"},
	"?:only":               {"%b（如果%a）", "%b (if %a)"},
	"?:has":                {"%a（没有的，算%b）", "%a (%b where there is none)"},
	"?:that":               {"如果%a，要%b，否则要%c", "if %a, %b, else %c"},
	"all":                  {"%a里每一项都满足%b", "each of %a satisfies %b"},
	"!all":                 {"%a里有一项不满足%b", "one of %a does not satisfy %b"},
	"exists":               {"%a里有一项满足%b", "one of %a satisfies %b"},
	"!exists":              {"%a里没有一项满足%b", "none of %a satisfies %b"},
	"any contains":         {"%a含有%b中的任何一个", "%a contains one of %b"},
	"!any contains":        {"%a不含%b中的任何一个", "%a contains none of %b"},

	"any startsWith":  {"%a以%b中的任何一个开头", "%a begins with one of %b"},
	"!any startsWith": {"%a不以%b中的任何一个开头", "%a begins with none of %b"},

	"filter": {"%a里符合%b的各项", "those of %a that satisfy %b"},
	"map":    {"%a各项的%b", "%b of each of %a"},

	// names
	"of":             {"%a的%b", "%b of %a"},
	"under":          {"%b名下的%a", "%a of %b"},
	"found by":       {"按%b查到的%a", "%a found by %b"},
	"user":           {"办事人", "the person here"},
	"this form":      {"本次填", "this form"},
	"this row":       {"这一行", "this row"},
	"it":             {"这份记录", "this record"},
	"element":        {"这一项", "this one"},
	"code of":        {"%a代码", "the code of %a"},
	"applicant":      {"申请人", "the applicant"},
	"today":          {"今天", "today"},
	"value":          {"填的内容", "what was entered"},
	"level":          {"级", ""},
	"open":           {"（", "("},
	"aside":          {"%a", " %a"},
	"close":          {"）", ")"},
	"and":            {"、", ", "},
	"to":             {"%a到%b", "%a to %b"},
	"applicant.kind": {"申请人的类型", "the kind of applicant"},
	"applicant.no":   {"申请人的号码", "the applicant's number"},
	"applicant.name": {"申请人的姓名或名称", "the applicant's name"},
	"user.no":        {"办事人的证件号码", "the number of the person here"},
	"user.name":      {"办事人的姓名", "the name of the person here"},
	"user.phone":     {"办事人的手机", "the phone of the person here"},
	"user.level":     {"办事人的实名等级", "the identity level of the person here"},
	"user.acts_as":   {"办事人的身份", "the role of the person here"},
	"self":           {"本人", "the applicant"},
	"agent":          {"代理人", "an agent"},
	"guardian":       {"监护人", "a guardian"},
	"family":         {"家人", "family"},
	"village":        {"村（社区）代办", "the village"},
	"person":         {"自然人", "a person"},
	"organisation":   {"法人和其他组织", "an organisation"},
}

// Person says who applies (person, organisation) or how somebody acts (self, agent …), in a language.
func Person(word, language string) string { return words[word][at(language)] }

func at(language string) int {
	if strings.HasPrefix(language, "en") {
		return 1
	}
	return 0
}

func word(key, language string) string {
	w, ok := words[key]
	if !ok {
		w = whyWords[key]
	}
	return w[at(language)]
}

// fill puts parts into a pattern.
func fill(pattern string, parts ...string) string {
	pairs := []string{}
	for i, p := range parts {
		pairs = append(pairs, "%"+string(rune('a'+i)), p)
	}
	return strings.NewReplacer(pairs...).Replace(pattern)
}
