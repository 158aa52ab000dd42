package runtime

// formTexts are the words of the printed form that no definition gives.
type formTexts struct {
	// Of a sheet that is signed on paper before anything is handed in.
	counterNumber, printedAt, sheetDigest, toSign, agreed, signHere, signedOn                            string
	form, number, applicant, office, at, none, row, papers, signed, signedBy, page, digest, scan, masked string
	states                                                                                               map[string]string
}

func formTextsIn(language string) formTexts {
	if language == "en" {
		return formTexts{counterNumber: "At the counter", printedAt: "Printed", sheetDigest: "Digest of what stands above: what is handed in bears the same", toSign: "Confirmation",
			agreed:   "I have read what stands above. It is true, and I agree that it is handed in. The Chinese text is the one that counts.",
			signHere: "Signature of the applicant", signedOn: "Date", form: "Application form", number: "Case number", applicant: "Applicant", office: "Handled by", at: "Submitted", none: "none", row: "Row %d",
			papers: "Materials", signed: "Signatures", signedBy: "signed %s by %s", page: "Page %d of %d", digest: "Digest of answers, facts, definition and files",
			scan: "Scan to compare", masked: "Personal data is hidden from whoever printed this.",
			states: map[string]string{"made": "made by the system", "given": "handed in", "reused": "found in shared data", "promised": "promised", "deferred": "to be handed in later",
				"to_be_found": "to be checked by staff", "undecided": "to be checked by staff", "needed": "missing"}}
	}
	return formTexts{counterNumber: "窗口申请号", printedAt: "打印时间", sheetDigest: "以上内容的摘要（提交的内容与此一致）", toSign: "申请人确认",
		agreed:   "以上内容我已看过，属实，同意提交。",
		signHere: "申请人签名", signedOn: "日期", form: "申请表", number: "办件编号", applicant: "申请人", office: "受理机构", at: "提交时间", none: "无", row: "第%d行",
		papers: "申请材料", signed: "签名", signedBy: "%s 由 %s 签名", page: "第%d页，共%d页", digest: "答案、共享数据、事项定义和材料的摘要",
		scan: "扫码核对", masked: "打印人无权查看的个人信息已隐去。",
		states: map[string]string{"made": "系统生成", "given": "已提交", "reused": "共享数据核验，免交", "promised": "告知承诺", "deferred": "容缺后补",
			"to_be_found": "由工作人员核查", "undecided": "由工作人员核查", "needed": "待提交"}}
}
