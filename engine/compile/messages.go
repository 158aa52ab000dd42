package compile

import "banshi/engine/spec"

// systemTexts are the words of what the system itself puts into every form.
var systemTexts = map[string][2]string{
	"situations":              {"先答几个问题", "A few questions first"},
	"delivery":                {"怎么拿结果", "How you get the result"},
	"deliver":                 {"领取方式", "Way of delivery"},
	"deliver_ask":             {"结果怎么给您？", "How shall we hand over the result?"},
	"deliver_window":          {"窗口领取", "At the window"},
	"deliver_window_hint":     {"到现场1次", "One visit"},
	"deliver_express":         {"快递送达", "By express"},
	"deliver_express_hint":    {"到现场0次", "No visit"},
	"deliver_kiosk":           {"自助终端打印", "Printed at a kiosk"},
	"deliver_kiosk_hint":      {"到现场0次，就近的市民之窗", "At the kiosk nearest to you"},
	"deliver_electronic":      {"只要电子的", "Electronic only"},
	"deliver_electronic_hint": {"到现场0次，办好马上能用", "No visit; ready at once"},
	"deliver_name":            {"收件人", "Recipient"},
	"deliver_phone":           {"收件电话", "Phone of the recipient"},
	"deliver_address":         {"收件地址", "Address"},
	"papers":                  {"以前交过的材料", "Papers given before"},
	"points":                  {"审查要点", "Points to look at"},
	"applicant":               {"您", "You"},
	"person":                  {"自然人", "a natural person"},
	"organisation":            {"法人和其他组织", "an organisation"},
	"self":                    {"本人", "the applicant"},
	"agent":                   {"代理人", "an agent"},
	"guardian":                {"监护人", "a guardian"},
	"family":                  {"家人", "a family member"},
	"village":                 {"村（社区）代办", "the village"},
	"pass":                    {"合格", "Pass"},
	"fail":                    {"不合格", "Fail"},
	"na":                      {"不适用", "Not applicable"},
}

func (c *compiler) system(key string) spec.Text {
	t, ok := systemTexts[key]
	if !ok {
		return spec.Text{}
	}
	if c.out.Language == Chinese {
		return spec.Text{S: t[0]}
	}
	return spec.Text{S: t[1]}
}
