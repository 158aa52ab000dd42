import "../base";
import type { Booking } from "../../core/api";
import { Visits } from "../../form/booking";
import { useVisitWords } from "../../parts/visit-words";
import { useLoad, useScreen } from "../app";
import { Await } from "../await";
import { useSignedIn } from "../signed-in";

/** /space/bookings */
export default function BookingsPage() {
  const person = useSignedIn("/space/bookings");
  const w = useVisitWords();
  useScreen(w.myBookings);
  const loaded = useLoad("bookings", (a) => a.call<{ bookings: Booking[] }>("GET", "/bookings"));
  return person ? <Await loaded={loaded}>{({ bookings }) => <Visits bookings={bookings} />}</Await> : null;
}
