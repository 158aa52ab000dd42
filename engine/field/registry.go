package field

// All lists the types in the order of the language page.
func All() []*Type {
	return []*Type{
		textType, regionType, addressType, idNumberType, usccType, phoneType, bankCardType, projectCodeType,
		choiceType, findingType, choicesType, integerType, numberType, moneyType, dateType, booleanType,
		fileType, pointType, tableType,
	}
}

// Of finds a type by its word in a definition; nil when there is none.
func Of(name string) *Type {
	for _, t := range All() {
		if t.Name == name {
			return t
		}
	}
	return nil
}
