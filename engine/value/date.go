package value

// Date is a civil day as days since 1970-01-01, from MinDate to MaxDate. It has
// no time zone: which day today is, is decided where the clock is read.
type Date int32

// MinDate and MaxDate bound every day: 0001-01-01 and 9999-12-31.
const (
	MinDate Date = -719162
	MaxDate Date = 2932896
)

// Period is a length of time that is added to a day: years and months first
// (a day that the month lacks becomes its last), then days, then working days.
// Rules make periods of one part only.
type Period struct{ Years, Months, Days, Workdays int32 }

// Years, Months, Days and Workdays are the units that NewPeriod takes.
const (
	Years    = "years"
	Months   = "months"
	Days     = "days"
	Workdays = "workdays"
)

// maxPeriod is more than the days from MinDate to MaxDate: a longer period
// leads out of the calendar from every day.
const maxPeriod = 4_000_000

// NewPeriod makes n of a unit; false when the unit is none or n is longer than
// all days there are.
func NewPeriod(unit string, n int64) (Period, bool) {
	if n < -maxPeriod || n > maxPeriod {
		return Period{}, false
	}
	switch unit {
	case Years:
		return Period{Years: int32(n)}, true
	case Months:
		return Period{Months: int32(n)}, true
	case Days:
		return Period{Days: int32(n)}, true
	case Workdays:
		return Period{Workdays: int32(n)}, true
	}
	return Period{}, false
}

// Neg is the period backwards.
func (p Period) Neg() Period {
	return Period{-p.Years, -p.Months, -p.Days, -p.Workdays}
}

// Add is p and q, part by part; false when a part is longer than all days there are.
func (p Period) Add(q Period) (Period, bool) {
	a := [...]int32{p.Years, p.Months, p.Days, p.Workdays}
	for i, n := range [...]int32{q.Years, q.Months, q.Days, q.Workdays} {
		sum := int64(a[i]) + int64(n)
		if sum < -maxPeriod || sum > maxPeriod {
			return Period{}, false
		}
		a[i] = int32(sum)
	}
	return Period{a[0], a[1], a[2], a[3]}, true
}

// NewDate is the day y-m-d; false when there is no such day.
func NewDate(y, m, d int) (Date, bool) {
	if y < 1 || y > 9999 || m < 1 || m > 12 || d < 1 || d > MonthDays(y, m) {
		return 0, false
	}
	return fromCivil(y, m, d), true
}

// MonthDays is the number of days in a month, 0 for a month that is none.
func MonthDays(y, m int) int {
	switch m {
	case 1, 3, 5, 7, 8, 10, 12:
		return 31
	case 4, 6, 9, 11:
		return 30
	case 2:
		if y%4 == 0 && (y%100 != 0 || y%400 == 0) {
			return 29
		}
		return 28
	}
	return 0
}

// fromCivil counts days with the year beginning in March, so that the leap day
// is the last of its year and every month's offset is (153m+2)/5.
func fromCivil(y, m, d int) Date {
	if m <= 2 {
		y, m = y-1, m+12
	}
	days := 365*y + y/4 - y/100 + y/400 + (153*(m-3)+2)/5 + d - 1
	return Date(days - 719468)
}

// Civil is the year, month and day of d.
func (d Date) Civil() (year, month, day int) {
	n := int(d) + 719468 // days since 0000-03-01, never negative in our range
	era, in := n/146097, n%146097
	y := (in - in/1460 + in/36524 - in/146096) / 365
	yd := in - (365*y + y/4 - y/100)
	mp := (5*yd + 2) / 153
	day = yd - (153*mp+2)/5 + 1
	month = mp + 3
	year = era*400 + y
	if month > 12 {
		month, year = month-12, year+1
	}
	return year, month, day
}

// Year is the year of d.
func (d Date) Year() int { y, _, _ := d.Civil(); return y }

// Month is the month of d, 1 to 12.
func (d Date) Month() int { _, m, _ := d.Civil(); return m }

// Day is the day of the month, 1 to 31.
func (d Date) Day() int { _, _, day := d.Civil(); return day }

// Weekday is 1 (Monday) to 7 (Sunday).
func (d Date) Weekday() int { return mod(int(d)+3, 7) + 1 }

// ParseDate reads YYYY-MM-DD and nothing else.
func ParseDate(s string) (Date, bool) {
	if len(s) != 10 || s[4] != '-' || s[7] != '-' {
		return 0, false
	}
	y, ok1 := digits(s[:4])
	m, ok2 := digits(s[5:7])
	d, ok3 := digits(s[8:])
	if !ok1 || !ok2 || !ok3 {
		return 0, false
	}
	return NewDate(y, m, d)
}

func digits(s string) (int, bool) {
	n := 0
	for i := 0; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' {
			return 0, false
		}
		n = n*10 + int(s[i]-'0')
	}
	return n, true
}

// String is YYYY-MM-DD.
func (d Date) String() string { return string(d.Append(make([]byte, 0, 10))) }

// Append appends YYYY-MM-DD.
func (d Date) Append(b []byte) []byte {
	y, m, day := d.Civil()
	return append(b,
		byte('0'+y/1000%10), byte('0'+y/100%10), byte('0'+y/10%10), byte('0'+y%10), '-',
		byte('0'+m/10), byte('0'+m%10), '-', byte('0'+day/10), byte('0'+day%10))
}

// Add is d plus the years, months and days of p; false when that leaves the
// calendar. Working days need one: see Calendar.Add.
func (d Date) Add(p Period) (Date, bool) {
	if months := int64(p.Years)*12 + int64(p.Months); months != 0 {
		y, m, day := d.Civil()
		at := int64(y)*12 + int64(m-1) + months
		if at < 12 || at >= 120000 { // year 1 to 9999
			return 0, false
		}
		y, m = int(at/12), int(at%12)+1
		d = fromCivil(y, m, min(day, MonthDays(y, m)))
	}
	return d.addDays(int64(p.Days))
}

func (d Date) addDays(n int64) (Date, bool) {
	sum := int64(d) + n
	if sum < int64(MinDate) || sum > int64(MaxDate) {
		return 0, false
	}
	return Date(sum), true
}

// Sub is the number of days from e to d.
func (d Date) Sub(e Date) int64 { return int64(d) - int64(e) }

// Age is the greatest n with born plus n years not after on: the birthday
// counts, and whoever is born on 29 February has it on the 28th in a common
// year. Before birth it is negative.
func Age(born, on Date) int64 {
	by, bm, bd := born.Civil()
	oy, om, od := on.Civil()
	n := int64(oy - by)
	if om < bm || om == bm && od < min(bd, MonthDays(oy, bm)) {
		n--
	}
	return n
}

// mod is the remainder that is never negative, for b > 0.
func mod(a, b int) int { return (a%b + b) % b }

// div is the quotient rounded down, for b > 0.
func div(a, b int) int { return (a - mod(a, b)) / b }
