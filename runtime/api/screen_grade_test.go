package api_test

import (
	"fmt"
	"testing"
	"time"

	"banshi/runtime/base/actor"
)

// asks lets somebody ask for a grade of a case on the screen.
func (d *device) asks(clerk *browser, number string) answer {
	return clerk.do("POST", "/api/staff/screens/"+d.id+"/grade", fmt.Sprintf(`{"number": %q, "language": "zh-Hans", "large": false}`, number))
}

func (d *device) grade(turn, occasion string, grade int) answer {
	return d.ask("POST", "/api/screen/grade", fmt.Sprintf(`{"turn": %s, "occasion": %q, "grade": %d, "reasons": [], "text": "CANARY"}`, turn, occasion, grade))
}

// After the hand-in at the window the second screen asks for a grade of that visit, once; a bad one is looked into like any other.
// Nobody's name is shown there, and it is over after three minutes, or when the applicant would rather not.
func TestGradeOnSecondScreen(t *testing.T) {
	w := newWorld(t)
	clerk := w.as(window, "", "workbench")
	id := clerk.atWindow("P004", "window-0001")
	clerk.typed(id)
	d := clerk.screen()
	d.asks(clerk, "440605-20200101-00001").want(404)
	home := w.as("P018", "", "web").handIn()
	d.asks(clerk, home).want(409).has("现在不能评价") // nobody was at the window
	clerk.says(id, true)
	number := clerk.submit(id, "window-submit-1").want(201).str("case", "number")
	d.asks(w.as("P004", "", "web"), number).want(403)
	d.asks(w.as("clerk-440605121", "", "workbench"), number).want(404)
	// Who sees the case in another post, and serves a window elsewhere, has not served anybody here.
	both := w.colleague("clerk-both", "两处窗口", "lishui_civil_affairs")
	who := w.accounts.staff[len(w.accounts.staff)-1].Staff
	who.Posts = append(who.Posts, actor.Post{Role: actor.Supervisor})
	there := both.screenAt("lishui_civil_affairs")
	both.do("GET", "/api/staff/cases/"+number, "").want(200)
	there.asks(both, number).want(404)

	d.asks(clerk, number).want(204)
	look := d.look("0").want(200).has(`"shows":true`, "高龄津贴申领", "非常不满意", `"kind":"visit"`).hasNot("陈伯年", number, "440622194402209917")
	turn, day := look.num("turn"), w.day(0)
	d.look(turn).want(200).has(`"shows":true`).hasNot("grades")
	d.ask("GET", "/api/screen?seen=0&language=en", "").want(200).has("Old-age allowance").hasNot("非常")
	d.say(turn, true).want(409)
	d.grade("7", "visit/"+day, 1).want(409) // of another turn
	d.grade(turn, "matter", 1).want(409)    // it hasn't ended
	d.grade(turn, "visit/"+day, 9).want(422)
	d.grade(turn, "visit/"+day, 1).want(200).has(`"left":0`, `"task":"check"`)
	d.look(turn).want(200).has(`"shows":false`)
	d.grade(turn, "visit/"+day, 5).want(409)
	d.asks(clerk, number).want(409)
	if n := w.count("SELECT count(*) FROM ratings WHERE number = ? AND grade = 1 AND channel = 'counter' AND account = ''", number); n != 1 {
		t.Errorf("%d grades", n)
	}
	w.colleague("clerk-other", "另一位同事", w.value("SELECT office FROM cases WHERE number = ?", number)).do("GET", "/api/staff/ratings", "").want(200).has(number, "CANARY", `"state":"check"`)

	// The applicant would rather not; then the time goes by.
	w.exec("DELETE FROM ratings")
	for _, how := range []string{"no", "late"} {
		d.asks(clerk, number).want(204)
		turn = d.look("0").want(200).has(`"shows":true`).num("turn")
		if how == "no" {
			d.say(turn, false).want(204)
		} else {
			w.clock.Move(4 * time.Minute)
		}
		d.look(turn).want(200).has(`"shows":false`)
		d.grade(turn, "visit/"+day, 5).want(409)
	}
	if n := w.rows("ratings"); n != 0 {
		t.Errorf("%d grades", n)
	}
}
