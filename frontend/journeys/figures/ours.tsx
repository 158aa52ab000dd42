/** The form page as it is, over the measured item: evaluated here, saved nowhere. */
import { render } from "preact";
import type { Draft } from "../../core/api";
import { FormContext, FormUi, type Form } from "../../form/context";
import { FormStep } from "../../form/form-step";
import "../../core/evaluate";
import { local } from "../../form/local";
import { FormSession } from "../../form/session";
import { zh } from "../../parts/messages/zh";
import { Words } from "../../parts/words";
import { PlaceContext, type Capabilities } from "../../screens/place";
import { measure, readDraft } from "./keys";

const can: Capabilities = {
  searchInPicture: true, screens: false, cardReader: false, camera: false, print: true, showThemes: true, showWays: true, shared: false,
  pond: { width: 1280, height: 440, cell: 86 },
};

function start(draft: Draft): void {
  const never = () => new Promise<never>(() => undefined);
  const session = new FormSession(draft, { api: { call: never, raw: never }, later: () => () => undefined });
  session.evaluateHere(local);
  const href = () => "#";
  const form: Form = { session, ui: new FormUi(), lang: "zh", masked: false, screens: false, camera: false, href, link: href, go: () => undefined, why: () => undefined };
  render(
    <PlaceContext.Provider value={{ can, href }}>
      <Words.Provider value={zh}>
        <FormContext.Provider value={form}><FormStep onLeave={() => undefined} /></FormContext.Provider>
      </Words.Provider>
    </PlaceContext.Provider>,
    document.body,
  );
  measure();
}

void readDraft().then(start);
