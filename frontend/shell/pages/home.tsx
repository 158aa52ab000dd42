import type { ComponentChildren } from "preact";
import { Home } from "../../screens/home";
import { useApp, useLoad, useScreen } from "../app";
import { Await } from "../await";
import { FinderPage } from "../finder";

/** / */
export default function HomePage({ head }: { head?: ComponentChildren }) {
  const { session } = useApp();
  const s = session.value!;
  useScreen(s.site.name);
  const loaded = useLoad("home", (api) => api.home());
  return (
    <Await loaded={loaded}>
      {(data) => <Home site={s.site} data={data} signedIn={!!s.person} head={head} finder={<FinderPage examples={data.tries} />} />}
    </Await>
  );
}
