import "../base";
import { useEffect } from "preact/hooks";
import type { LicencePage } from "../../core/api";
import { Licences } from "../../form/papers";
import { usePaperWords } from "../../form/paper-words";
import { useApp, useLoad, useScreen } from "../app";
import { Await } from "../await";

/** /space/licences: 我的证照 */
export default function LicencesPage() {
  const { session, router } = useApp();
  const fw = usePaperWords();
  const person = session.value!.person;
  useScreen(fw.licences);
  useEffect(() => {
    if (!person) router.go("/sign-in?to=/space/licences", true);
  }, [person]);
  return person ? <List key={person.id} /> : null;
}

function List() {
  const loaded = useLoad("licences", (a) => a.call<LicencePage>("GET", "/licences"));
  return <Await loaded={loaded}>{(page) => <Licences {...page} />}</Await>;
}
